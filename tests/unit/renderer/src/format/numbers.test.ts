import { describe, expect, it } from 'vitest';
import { formatCount, formatTenths, formatWhole } from '../../../../../renderer/src/format/numbers';

describe('numbers', () => {
  it.each([
    [0, '0'],
    [6_031_877, '6,031,877'],
    [9_999_999, '9,999,999'],
    [10_000_000, '10.0 M'],
    [18_114_206, '18.1 M']
  ])('counts %d as %s', (value, text) => expect(formatCount(value)).toBe(text));

  it('shows tenths and whole numbers', () => {
    expect(formatTenths(8.14)).toBe('8.1');
    expect(formatWhole(1_207.6)).toBe('1,208');
  });
});
