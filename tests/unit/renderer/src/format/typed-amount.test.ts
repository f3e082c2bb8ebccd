import { describe, expect, it } from 'vitest';
import { typedAmount } from '../../../../../renderer/src/format/typed-amount';

describe('a typed amount', () => {
  it.each([
    ['2000000', 2_000_000],
    ['2,000,000', 2_000_000],
    ['2.000.000', 2_000_000],
    [' 2 000 000 ', 2_000_000],
    ['1500.5', NaN],
    ['2.5', NaN],
    ['1,500.000', NaN],
    ['-1', NaN],
    ['1e9', NaN],
    ['', NaN]
  ])('as a count: %j', (text, amount) => {
    expect(typedAmount(text, 1)).toBe(amount);
  });

  it.each([
    ['256', 256_000_000],
    ['0.5', 500_000],
    ['0,5', 500_000],
    ['1.2.3', NaN],
    ['1 000', NaN],
    ['', NaN]
  ])('as a size in megabytes: %j', (text, amount) => {
    expect(typedAmount(text, 1_000_000)).toBe(amount);
  });
});
