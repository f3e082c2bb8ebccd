import { describe, expect, it } from 'vitest';
import { decimalsOf, formatReading } from '../../../../../renderer/src/format/chart-readings';

describe('decimalsOf', () => {
  it.each([
    ['61.70', 2],
    ['-5', 0],
    ['0.125', 3],
    ['61.8 °C', 1],
    ['1e400', null],
    ['2.5e-7', null],
    ['true', null],
    ['21.600000381469727', 1],
    ['21.600000381', 1],
    ['-0.10000000149011612', 1],
    ['0.333333333', 9],
    ['0.33333333333333331', 12],
    ['1023.25', 2],
    ['16777217.5', 1]
  ])('%s', (text, decimals) => {
    expect(decimalsOf(text)).toBe(decimals);
  });
});

describe('formatReading', () => {
  it('has the digits of the payload', () => {
    expect(formatReading(65, 1)).toBe('65.0');
    expect(formatReading(58.7999, 1)).toBe('58.8');
  });

  it('does not say nothing of a small value, and nothing made up of a large one', () => {
    expect(formatReading(0.00004, 1)).toBe('0.00004');
    expect(formatReading(1e21, 2)).toBe('1e+21');
    expect(formatReading(2 / 3, null)).toBe('0.666667');
    expect(formatReading(-7, null)).toBe('-7');
  });
});
