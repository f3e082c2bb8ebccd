import { describe, expect, it } from 'vitest';
import { compareSegments } from '../../../../../electron/engine/store/natural-order';
import { randomFrom } from '../../../../support/arrival';

describe('compareSegments', () => {
  it('sorts as people count, without regard to case, $SYS first', () => {
    const sorted = ['line-10', 'Line-3', 'line-2', 'beta', '$SYS', 'Alpha', '', '$share'].sort(compareSegments);
    expect(sorted).toEqual(['$SYS', '', '$share', 'Alpha', 'beta', 'line-2', 'Line-3', 'line-10']);
  });

  it('is a total order: texts the collator finds equal are still told apart', () => {
    const random = randomFrom(3);
    const letters = ['a', 'A', '0', '00', '1', '\u0000', '\u200b', 'é', 'e\u0301', '\ud800', '_', '-', '中'];
    const word = (): string => Array.from({ length: 3 }, () => letters[Math.floor(random() * letters.length)]).join('');
    for (let round = 0; round < 20_000; round += 1) {
      const [a, b, c] = [word(), word(), word()];
      expect(compareSegments(a, b) === 0).toBe(a === b);
      expect(Math.sign(compareSegments(a, b))).toBe(-Math.sign(compareSegments(b, a)) + 0);
      if (compareSegments(a, b) <= 0 && compareSegments(b, c) <= 0)
        expect(compareSegments(a, c)).toBeLessThanOrEqual(0);
    }
  });
});
