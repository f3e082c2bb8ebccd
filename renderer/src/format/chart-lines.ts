/** What a line is drawn with: a Path2D, or a test's list. */
export interface Pen {
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
}

/** From a time or a value to a place on the canvas. */
type Place = (value: number) => number;

export interface LineShape {
  readonly atMs: Float64Array;
  readonly x: Place;
  readonly y: Place;
  /** Booleans hold their value until the next one. */
  readonly steps: boolean;
  /** Length of a point that nothing joins. */
  readonly dotPx: number;
}

/**
 * One line: NaN rows are passed by, Infinity breaks it (contract/chart). A point alone is a short
 * stroke.
 */
export function traceLine(pen: Pen, values: Float64Array, { atMs, x, y, steps, dotPx }: LineShape): void {
  let down = false;
  let alone = false;
  let lastX = 0;
  let lastY = 0;
  const lift = (): void => {
    if (alone) {
      pen.moveTo(lastX - dotPx / 2, lastY);
      pen.lineTo(lastX + dotPx / 2, lastY);
    }
    down = false;
    alone = false;
  };
  for (let row = 0; row < values.length; row += 1) {
    const value = values[row] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    if (!Number.isFinite(value)) {
      lift();
      continue;
    }
    const px = x(atMs[row] ?? 0);
    const py = y(value);
    if (!down) pen.moveTo(px, py);
    else {
      if (steps) pen.lineTo(px, lastY);
      pen.lineTo(px, py);
    }
    alone = !down;
    down = true;
    lastX = px;
    lastY = py;
  }
  lift();
}

/** Closed shapes between two lines; `low` null: down to `floorPx`. */
export function traceArea(
  pen: Pen & { closePath(): void },
  low: Float64Array | null,
  high: Float64Array,
  floorPx: number,
  { atMs, x, y, steps }: LineShape
): void {
  for (const rows of unbrokenRuns(high)) {
    const first = rows[0] ?? 0;
    const last = rows.at(-1) ?? 0;
    if (rows.length < 2) continue;
    let before = 0;
    for (const row of rows) {
      const px = x(atMs[row] ?? 0);
      const py = y(high[row] ?? 0);
      if (row === first) pen.moveTo(px, py);
      else {
        if (steps) pen.lineTo(px, before);
        pen.lineTo(px, py);
      }
      before = py;
    }
    if (low === null) {
      pen.lineTo(x(atMs[last] ?? 0), floorPx);
      pen.lineTo(x(atMs[first] ?? 0), floorPx);
    } else {
      for (const row of rows.toReversed()) pen.lineTo(x(atMs[row] ?? 0), y(low[row] ?? 0));
    }
    pen.closePath();
  }
}

/** Rows with values, a list for each stretch that nothing breaks. */
function unbrokenRuns(values: Float64Array): number[][] {
  const runs: number[][] = [];
  let run: number[] = [];
  for (let row = 0; row < values.length; row += 1) {
    const value = values[row] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    if (Number.isFinite(value)) run.push(row);
    else {
      if (run.length > 0) runs.push(run);
      run = [];
    }
  }
  if (run.length > 0) runs.push(run);
  return runs;
}
