import { describe, expect, it } from 'vitest';
import { columnsRange, valueAxis } from '../../../../../renderer/src/format/chart-value-axis';

describe('valueAxis', () => {
  it('ends at round numbers around the values', () => {
    expect(valueAxis(57.4, 65)).toEqual({ min: 56, max: 66, ticks: [56, 58, 60, 62, 64, 66], decimals: 0 });
    expect(valueAxis(4.96, 5.04)).toEqual({ min: 4.96, max: 5.04, ticks: [4.96, 4.98, 5, 5.02, 5.04], decimals: 2 });
  });

  it('keeps a line that does not move in the middle', () => {
    const axis = valueAxis(65, 65);
    expect(axis?.ticks).toEqual([63, 64, 65, 66, 67]);
    expect(valueAxis(0, 0)?.ticks).toEqual([-2, -1, 0, 1, 2]);
  });

  it.each([
    [1e-9, 3e-9],
    [-1e300, 1e300],
    [9007199254740991, 9007199254740994],
    [1e15, 1e15 + 4],
    [-5, -4.999999]
  ])('holds %d to %d between its ends with few ticks', (low, high) => {
    const axis = valueAxis(low, high);
    expect(axis?.min).toBeLessThanOrEqual(low);
    expect(axis?.max).toBeGreaterThanOrEqual(high);
    expect(axis?.ticks.length).toBeLessThanOrEqual(12);
  });

  it('shows nothing for no values and for what doubles cannot span', () => {
    expect(valueAxis(Number.NaN, Number.NaN)).toBeNull();
    expect(valueAxis(-Number.MAX_VALUE, Number.MAX_VALUE)).toBeNull();
  });
});

describe('columnsRange', () => {
  it('leaves out gaps and what lies outside of the time', () => {
    const atMs = Float64Array.from([0, 10, 20, 30, 40]);
    const column = Float64Array.from([100, 2, Number.POSITIVE_INFINITY, Number.NaN, -7]);
    expect(columnsRange(atMs, [column], 5, 40)).toEqual([-7, 2]);
    expect(columnsRange(atMs, [column], 15, 35)).toEqual([Number.NaN, Number.NaN]);
  });
});
