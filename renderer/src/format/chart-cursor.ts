/** Rows of a chart's columns between two times that hold a value of any of the given columns. */
export interface CursorRows {
  readonly atMs: Float64Array;
  readonly columns: readonly Float64Array[];
  readonly fromMs: number;
  readonly toMs: number;
}

/** The first row at or after a time: as many as there are when none is. */
export function rowAt(atMs: Float64Array, timeMs: number): number {
  let low = 0;
  let high = atMs.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((atMs[middle] ?? 0) < timeMs) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The next row that holds a value, `by` 1 or -1, from `row` on, that one included; null: none in view. */
export function nextRow(rows: CursorRows, row: number, by: 1 | -1): number | null {
  for (let next = row; next >= 0 && next < rows.atMs.length; next += by) {
    const time = rows.atMs[next] ?? Number.NaN;
    if (by > 0 ? time > rows.toMs : time < rows.fromMs) return null;
    if (time < rows.fromMs || time > rows.toMs) continue;
    if (rows.columns.some((column) => Number.isFinite(column[next]))) return next;
  }
  return null;
}

/** The row with a value nearest to a time. */
export function nearestRow(rows: CursorRows, timeMs: number): number | null {
  const at = rowAt(rows.atMs, timeMs);
  const after = nextRow(rows, at, 1);
  const before = nextRow(rows, at - 1, -1);
  if (after === null || before === null) return after ?? before;
  return (rows.atMs[after] ?? 0) - timeMs < timeMs - (rows.atMs[before] ?? 0) ? after : before;
}

/** What a line shows at a row: its value there, or the one before that still holds; null: it is broken or has not begun. */
export function readingAt(column: Float64Array, row: number): { readonly value: number; readonly row: number } | null {
  for (let at = Math.min(row, column.length - 1); at >= 0; at -= 1) {
    const value = column[at] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    return Number.isFinite(value) ? { value, row: at } : null;
  }
  return null;
}
