import { describe, expect, it } from 'vitest';
import { displayText } from '#contract/display-text';

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
