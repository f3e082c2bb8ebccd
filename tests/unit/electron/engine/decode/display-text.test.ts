import { describe, expect, it } from 'vitest';
import { displayBytes } from '../../../../../electron/engine/decode/display-bytes';
import { displayText } from '../../../../../electron/engine/decode/display-text';

describe('displayText', () => {
  it.each([
    ['plain', 'plain'],
    ['a\nb\r\tc\u0000\u007f', 'a␊b␍␉c␀␡'],
    ['\u202eevil\u202c', '\\u202eevil\\u202c'],
    ['a\u200bb\u200db\ufeff\u2066\u00ad', 'a\\u200bb\\u200db\\ufeff\\u2066\\u00ad'],
    ['\ud800x\udc00', '\\ud800x\\udc00'],
    ['😀 é 中 ❤️', '😀 é 中 ❤️'],
    ['\u{e0041}\u0085\u2028', '\\u{e0041}\\u0085\\u2028'],
    ['<img src=x onerror=alert(1)>', '<img src=x onerror=alert(1)>']
  ])('%j', (text, shown) => {
    expect(displayText(text)).toBe(shown);
  });

  it('leaves tabs alone in the lines of a body', () => {
    expect(displayText('a\tb\n', true)).toBe('a\tb␊');
  });
});

describe('displayBytes', () => {
  it.each([
    [[0x61, 0xff, 0x62], 'a\\xffb'],
    [[0xc3, 0xa9, 0xc3], 'é\\xc3'],
    [[0xc0, 0x80], '\\xc0\\x80'],
    [[0xed, 0xa0, 0x80], '\\xed\\xa0\\x80'],
    [[0xf0, 0x9f, 0x98, 0x80, 0xf0, 0x9f], '😀\\xf0\\x9f'],
    [[0xef, 0xbb, 0xbf, 0x31], '\\ufeff1']
  ])('%j', (bytes, shown) => {
    expect(displayBytes(new Uint8Array(bytes))).toBe(shown);
  });

  it('tells every two different byte strings apart that differ in one invalid byte', () => {
    const shown = new Set<string>();
    for (let byte = 0x80; byte < 0x100; byte += 1) shown.add(displayBytes(new Uint8Array([0x61, byte])));
    expect(shown.size).toBe(128);
  });
});
