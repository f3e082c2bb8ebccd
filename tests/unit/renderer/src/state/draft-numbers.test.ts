import { describe, expect, it } from 'vitest';
import { isWrongNumber, numberText, wholeNumber } from '../../../../../renderer/src/state/draft-numbers';

const bounds = { min: 1, max: 10 };

describe('a number of a draft', () => {
  it.each(['', ' ', '0', '11', '1.0', '1e1', '+1', '-1', '0x1', '١', '1'.repeat(400)])('is not %j', (text) => {
    expect(wholeNumber(text, bounds)).toBeNull();
  });

  it('may have space around it, and may be missing where nothing means something', () => {
    expect(wholeNumber(' 10 ', bounds)).toBe(10);
    expect([isWrongNumber(' ', bounds), isWrongNumber('11', bounds), isWrongNumber('1', bounds)]).toEqual([
      false,
      true,
      false
    ]);
    expect([numberText(null), numberText(0)]).toEqual(['', '0']);
  });
});
