import { describe, expect, it } from 'vitest';
import { nearestRow, nextRow, readingAt, rowAt } from '../../../../../renderer/src/format/chart-cursor';

const { NaN: nothing, POSITIVE_INFINITY: broken } = Number;
const rows = {
  atMs: Float64Array.from([0, 10, 20, 30, 40, 50]),
  columns: [
    Float64Array.from([1, nothing, 2, broken, 3, 4]),
    Float64Array.from([nothing, nothing, nothing, nothing, 9, nothing])
  ],
  fromMs: 5,
  toMs: 45
};

describe('a cursor on rows', () => {
  it('finds the row at a time', () => {
    expect([rowAt(rows.atMs, -1), rowAt(rows.atMs, 10), rowAt(rows.atMs, 11), rowAt(rows.atMs, 99)]).toEqual([
      0, 1, 2, 6
    ]);
  });

  it('stands on values in view only', () => {
    expect(nearestRow(rows, 0)).toBe(2);
    expect(nearestRow(rows, 31)).toBe(4);
    expect(nearestRow(rows, 29)).toBe(2);
    expect(nearestRow(rows, 99)).toBe(4);
    expect(nearestRow({ ...rows, fromMs: 9, toMs: 11 }, 10)).toBeNull();
  });

  it('steps from value to value and stops at the ends of the view', () => {
    expect(nextRow(rows, 3, 1)).toBe(4);
    expect(nextRow(rows, 5, 1)).toBeNull();
    expect(nextRow(rows, 1, -1)).toBeNull();
  });

  it('reads what still holds, not across a break', () => {
    const column = rows.columns[0] ?? new Float64Array(0);
    expect(readingAt(column, 1)).toEqual({ value: 1, row: 0 });
    expect(readingAt(column, 3)).toBeNull();
    expect(readingAt(column, 99)).toEqual({ value: 4, row: 5 });
  });
});
