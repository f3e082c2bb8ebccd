import type { FieldPath } from '#contract/chart';
import type { SeriesPoints } from './series-points';

interface TableColumn {
  /** As published; bytes that are no UTF-8 are replaced. */
  readonly topic: string;
  readonly path: FieldPath;
  readonly points: SeriesPoints;
  readonly untilMs: number;
}

/** A row: its time, and one value for each column; null: none at that time. */
interface TableRow {
  readonly atMs: number;
  readonly values: readonly (number | null)[];
}

/** All points of some series by time, as they are at one moment. What several have at the same time is one row. */
export class ChartTable implements Iterable<TableRow> {
  readonly #columns: readonly TableColumn[];
  readonly #fromMs: number;

  constructor(columns: readonly TableColumn[], fromMs: number) {
    this.#columns = columns;
    this.#fromMs = fromMs;
  }

  get columns(): readonly Pick<TableColumn, 'topic' | 'path'>[] {
    return this.#columns;
  }

  *[Symbol.iterator](): Generator<TableRow, void, undefined> {
    const columns = this.#columns;
    const heads = columns.map(({ points }) => points.from(this.#fromMs));
    const ends = columns.map(({ points, untilMs }) => points.upTo(untilMs));
    for (;;) {
      let atMs = Number.POSITIVE_INFINITY;
      for (const [index, { points }] of columns.entries()) {
        const head = heads[index] ?? 0;
        if (head < (ends[index] ?? 0)) atMs = Math.min(atMs, points.atMs(head));
      }
      if (atMs === Number.POSITIVE_INFINITY) return;
      const values = columns.map(({ points }, index) => {
        const head = heads[index] ?? 0;
        if (head >= (ends[index] ?? 0) || points.atMs(head) !== atMs) return null;
        heads[index] = head + 1;
        const value = points.value(head);
        return Number.isNaN(value) ? null : value;
      });
      // A break alone is no point.
      if (values.some((value) => value !== null)) yield { atMs, values };
    }
  }
}
