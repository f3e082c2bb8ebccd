import { describe, expect, it } from 'vitest';
import { typedName } from '../../../../../renderer/src/state/typed-name';

describe('typedName', () => {
  it.each([
    ['  Leipzig plant ', 'Leipzig plant'],
    ['\u202egnp.exe\u2069', 'gnp.exe'],
    ['\u200b\ufeff \u2060', ''],
    ['a\u0000b\nc', 'abc'],
    // Joiners are part of words and of emoji.
    ['\u05e9\u05dc\u05d5\u05dd \u{1f469}\u200d\u{1f52c}', '\u05e9\u05dc\u05d5\u05dd \u{1f469}\u200d\u{1f52c}']
  ])('keeps of %j what is on show', (text, name) => {
    expect(typedName(text)).toBe(name);
  });
});
