import type { PointSums, SeriesPoints } from './series-points';

/** Points of one series by columns of time: lowest, highest, sum and count of each. */
export class ColumnSums implements PointSums {
  readonly #min: Float64Array;
  readonly #max: Float64Array;
  readonly #sum: Float64Array;
  readonly #count: Float64Array;
  readonly #lowIsLast: Uint8Array;
  readonly #endsBroken: Uint8Array;
  #column = 0;
  /** The newest value of all; NaN: none. */
  last = Number.NaN;

  constructor(columns: number) {
    this.#min = new Float64Array(columns).fill(Number.POSITIVE_INFINITY);
    this.#max = new Float64Array(columns).fill(Number.NEGATIVE_INFINITY);
    this.#sum = new Float64Array(columns);
    this.#count = new Float64Array(columns);
    this.#lowIsLast = new Uint8Array(columns);
    this.#endsBroken = new Uint8Array(columns);
  }

  /** Column c lasts from `(first + c) * columnMs` for `columnMs`; all points from `from` to before `to` lie in one. */
  read(points: SeriesPoints, from: number, to: number, first: number, columnMs: number): void {
    const lastColumn = this.#count.length - 1;
    let index = from;
    for (let column = 0; column <= lastColumn && index < to; column += 1) {
      // Over columns without points at once; rounding may be off by one, and then the next one has it.
      column = Math.max(column, Math.min(lastColumn, Math.floor(points.atMs(index) / columnMs) - first));
      this.#column = column;
      const untilMs = column === lastColumn ? Number.POSITIVE_INFINITY : (first + column + 1) * columnMs;
      index = points.sum(index, to, untilMs, this);
    }
  }

  /** All of them as one column. */
  readAll(points: SeriesPoints, from: number, to: number): void {
    this.#column = 0;
    points.sum(from, to, Number.POSITIVE_INFINITY, this);
  }

  point(_atMs: number, value: number): void {
    const column = this.#column;
    if (Number.isNaN(value)) {
      this.#endsBroken[column] = 1;
      return;
    }
    this.#endsBroken[column] = 0;
    this.#count[column] = this.count(column) + 1;
    this.#sum[column] = (this.#sum[column] ?? 0) + value;
    if (value < this.min(column)) {
      this.#min[column] = value;
      this.#lowIsLast[column] = 1;
    }
    if (value > this.max(column)) {
      this.#max[column] = value;
      this.#lowIsLast[column] = 0;
    }
    this.last = value;
  }

  block(
    min: number,
    max: number,
    sum: number,
    count: number,
    lowIsLast: boolean,
    endsBroken: boolean,
    last: number
  ): void {
    const column = this.#column;
    this.#endsBroken[column] = endsBroken ? 1 : 0;
    if (count === 0) return;
    this.#count[column] = this.count(column) + count;
    this.#sum[column] = (this.#sum[column] ?? 0) + sum;
    const lower = min < this.min(column);
    const higher = max > this.max(column);
    if (lower) this.#min[column] = min;
    if (higher) this.#max[column] = max;
    if (lower || higher) this.#lowIsLast[column] = lower && (!higher || lowIsLast) ? 1 : 0;
    this.last = last;
  }

  count(column: number): number {
    return this.#count[column] ?? 0;
  }

  min(column: number): number {
    return this.#min[column] ?? 0;
  }

  max(column: number): number {
    return this.#max[column] ?? 0;
  }

  mean(column: number): number {
    return (this.#sum[column] ?? 0) / this.count(column);
  }

  /** The lowest came behind the highest. */
  lowIsLast(column: number): boolean {
    return this.#lowIsLast[column] === 1;
  }

  /** The line is broken behind what stands in this column. */
  endsBroken(column: number): boolean {
    return this.#endsBroken[column] === 1;
  }

  /** Points, or at least a break. */
  isMarked(column: number): boolean {
    return this.count(column) > 0 || this.endsBroken(column);
  }
}
