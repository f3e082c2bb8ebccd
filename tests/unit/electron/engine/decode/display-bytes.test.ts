import { describe, expect, it } from 'vitest';
import { displayBytes } from '../../../../../electron/engine/decode/display-bytes';

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
