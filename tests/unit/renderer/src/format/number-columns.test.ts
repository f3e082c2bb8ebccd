import { expect, it } from 'vitest';
import { numberColumns } from '../../../../../renderer/src/format/number-columns';

const nameOf = (widthPx: number, { linePx, valuePx }: { linePx: number; valuePx: number }): number =>
  widthPx - 68 - 48 - linePx - valuePx;

it('gives short names a long line', () => {
  expect(numberColumns(440, 5, 4)).toEqual({ linePx: 148, valuePx: 60 });
});

it('lets the lines give way to names, in a narrow pane as well', () => {
  for (const widthPx of [383, 440]) {
    const columns = numberColumns(widthPx, 13, 6);
    expect(nameOf(widthPx, columns)).toBeGreaterThanOrEqual(13 * 7.2);
    expect(columns.linePx).toBeGreaterThan(80);
  }
});

it('reads a name also beside a value of twenty digits', () => {
  for (const widthPx of [383, 440]) {
    const columns = numberColumns(widthPx, 13, 20);
    expect(nameOf(widthPx, columns)).toBeGreaterThanOrEqual(13 * 7.2);
    expect(columns.valuePx).toBeGreaterThan(110);
  }
});

it('keeps a line and a value whatever the names are', () => {
  expect(numberColumns(383, 200, 3)).toEqual({ linePx: 40, valuePx: 60 });
  expect(numberColumns(0, 200, 200)).toEqual({ linePx: 40, valuePx: 60 });
});
