import type { Averaging } from '#contract/chart';
import { ColumnSums } from './chart-column-sums';
import { columnWidthMs } from './chart-column-width';
import { ChartRows } from './chart-rows';
import type { SeriesPoints } from './series-points';

/** A series on its way into a chart: points after `untilMs` are not seen. */
export interface ReducedSeries {
  readonly points: SeriesPoints;
  readonly untilMs: number;
}

export interface ReductionWish {
  readonly fromMs: number;
  readonly toMs: number;
  readonly widthPx: number;
  readonly averaging: Averaging;
  /** Times at which all lines are broken, ascending. */
  readonly breaksMs: readonly number[];
}

interface ReducedColumns {
  readonly values: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
}

export interface ReducedChart {
  readonly atMs: Float64Array;
  readonly columnMs: number;
  readonly columns: readonly ReducedColumns[];
}

/** Marks of one series within a column of time, as parts of it. */
const firstPlace = 0.25;
const middlePlace = 0.5;
const secondPlace = 0.75;
const lastPlace = 0.85;
const breakPlace = 0.95;
const pointsPerPx = 2;

/**
 * What a chart can show of its series. With `none` no spike is lost: few points are drawn as they are, of many the lowest and
 * the highest of each column, in the order in which they came, and the very last. Columns begin at multiples of their width,
 * so that they stay what they are while time goes on.
 */
export function reduceChart(series: readonly ReducedSeries[], wish: ReductionWish): ReducedChart {
  const few = wish.averaging === 'none' ? everyPoint(series, wish) : null;
  return few ?? inColumns(series, wish);
}

/** Null: there are more than two for each pixel. */
function everyPoint(series: readonly ReducedSeries[], wish: ReductionWish): ReducedChart | null {
  const most = wish.widthPx * pointsPerPx;
  const heads: number[] = [];
  const ends: number[] = [];
  for (const { points, untilMs } of series) {
    const from = points.from(wish.fromMs);
    const to = points.upTo(Math.min(wish.toMs, untilMs));
    if (to - from > most) return null;
    heads.push(Math.max(0, from - 1));
    ends.push(Math.min(to + 1, points.upTo(untilMs)));
  }
  const rows = new ChartRows(series.length, most + 2 * series.length + 2, false);
  rows.breakAt(wish.breaksMs);
  for (let count = 0; ; count += 1) {
    let atMs = Number.POSITIVE_INFINITY;
    for (const [index, { points }] of series.entries()) {
      const head = heads[index] ?? 0;
      if (head < (ends[index] ?? 0)) atMs = Math.min(atMs, points.atMs(head));
    }
    if (atMs === Number.POSITIVE_INFINITY) break;
    if (count === most + 2 * series.length) return null;
    rows.begin(atMs);
    for (const [index, { points }] of series.entries()) {
      const head = heads[index] ?? 0;
      if (head >= (ends[index] ?? 0) || points.atMs(head) !== atMs) continue;
      const value = points.value(head);
      rows.set(index, Number.isNaN(value) ? Number.POSITIVE_INFINITY : value);
      heads[index] = head + 1;
    }
  }
  return { ...rows.take(), columnMs: 0 };
}

function inColumns(series: readonly ReducedSeries[], wish: ReductionWish): ReducedChart {
  const { fromMs, toMs, averaging } = wish;
  const columnMs = columnWidthMs(Math.max(0, toMs - fromMs), wish.widthPx, averaging);
  const first = Math.floor(fromMs / columnMs);
  const count = Math.max(1, Math.floor(toMs / columnMs) - first + 1);
  const rows = new ChartRows(series.length, 3 * count, averaging === 'band');
  rows.breakAt(wish.breaksMs);
  const sums = series.map(({ points, untilMs }, index) => {
    const from = points.from(first * columnMs);
    const to = Math.min(points.from((first + count) * columnMs), points.upTo(untilMs));
    const found = new ColumnSums(count);
    found.read(points, from, to, first, columnMs);
    const atEnd = (first + count) * columnMs;
    addNeighbour(rows, index, points, from - 1, Number.NEGATIVE_INFINITY);
    if (to < points.upTo(untilMs)) addNeighbour(rows, index, points, to, atEnd);
    if (averaging === 'none' && to > from) {
      const column = Math.floor(points.atMs(to - 1) / columnMs);
      addNeighbour(rows, index, points, to - 1, (column + lastPlace) * columnMs);
    }
    return found;
  });
  for (let column = 0; column < count; column += 1) {
    const startMs = (first + column) * columnMs;
    if (averaging === 'none') addExtremes(rows, sums, column, startMs, columnMs);
    else addMeans(rows, sums, column, startMs + middlePlace * columnMs);
    addBreaks(rows, sums, column, startMs + breakPlace * columnMs);
  }
  return { ...rows.take(), columnMs };
}

/** A single point, not before `notBeforeMs`: order is kept where a mark of its column stands a little later. */
function addNeighbour(rows: ChartRows, index: number, points: SeriesPoints, at: number, notBeforeMs: number): void {
  const value = points.value(at);
  if (!Number.isNaN(value)) rows.extra(Math.max(points.atMs(at), notBeforeMs), index, value);
}

function addExtremes(
  rows: ChartRows,
  sums: readonly ColumnSums[],
  column: number,
  startMs: number,
  columnMs: number
): void {
  if (sums.some((of) => of.isMarked(column))) {
    rows.begin(startMs + firstPlace * columnMs);
    for (const [index, of] of sums.entries()) {
      if (of.count(column) > 0) rows.set(index, of.lowIsLast(column) ? of.max(column) : of.min(column));
      else if (of.endsBroken(column)) rows.set(index, Number.POSITIVE_INFINITY);
    }
  }
  if (!sums.some((of) => of.count(column) > 1)) return;
  rows.begin(startMs + secondPlace * columnMs);
  for (const [index, of] of sums.entries()) {
    if (of.count(column) > 1) rows.set(index, of.lowIsLast(column) ? of.min(column) : of.max(column));
  }
}

function addMeans(rows: ChartRows, sums: readonly ColumnSums[], column: number, atMs: number): void {
  if (!sums.some((of) => of.isMarked(column))) return;
  rows.begin(atMs);
  for (const [index, of] of sums.entries()) {
    if (of.count(column) > 0) rows.set(index, of.mean(column), of.min(column), of.max(column));
    else if (of.endsBroken(column)) rows.set(index, Number.POSITIVE_INFINITY);
  }
}

function addBreaks(rows: ChartRows, sums: readonly ColumnSums[], column: number, atMs: number): void {
  const isBroken = (of: ColumnSums): boolean => of.count(column) > 0 && of.endsBroken(column);
  if (!sums.some(isBroken)) return;
  rows.begin(atMs);
  for (const [index, of] of sums.entries()) if (isBroken(of)) rows.set(index, Number.POSITIVE_INFINITY);
}
