import { describe, expect, it } from 'vitest';
import { cleanLine } from '../../../../electron/exchange/clean-line';

describe('cleanLine', () => {
  it.each([
    ['  Plant 7 ', 'Plant 7'],
    ['a\u0000b\nc\td', 'a b c d'],
    ['pay\u202egnp.exe', 'pay gnp.exe'],
    ['half \ud83d', 'half'],
    ['Wärme 🌡', 'Wärme 🌡'],
    ['\u0007\u001b\u200e', '']
  ])('%j becomes %j', (text, line) => expect(cleanLine(text, 200)).toBe(line));

  it('cuts between characters, whatever the length', () => {
    expect(cleanLine('ab🌡', 3)).toBe('ab');
    expect(cleanLine('x'.repeat(1_000_000), 200)).toHaveLength(200);
  });
});
