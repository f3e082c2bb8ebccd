/**
 * Lines between the rows of a long list (format/long-scroll), whose rows all have one height. Which rows have such a line is
 * known only near the place that is looked at, so the lines do not count in the places of rows far away: a line folds away
 * while the row above it leaves at the top, and nothing ever jumps.
 */
export interface GapLines {
  readonly rowPx: number;
  /** Of a line that is whole. */
  readonly linePx: number;
  /** Ranks with a line below them, near the place that is looked at, ascending. */
  readonly ranks: readonly number[];
}

/** The height of the line below a row while the list is scrolled to `offsetPx`. */
export function lineHeightPx({ rowPx, linePx }: GapLines, rank: number, offsetPx: number): number {
  const inSightPx = Math.min(rowPx, (rank + 1) * rowPx - offsetPx);
  return (linePx * Math.max(0, inSightPx)) / rowPx;
}

/** How far the lines above push a row down. */
export function pushedPx(lines: GapLines, rank: number, offsetPx: number): number {
  let pushed = 0;
  for (const above of lines.ranks) if (above < rank) pushed += lineHeightPx(lines, above, offsetPx);
  return pushed;
}

/** What the lines add to the way a list of so many rows is scrolled: its last row then ends where what is shown does. */
export function addedPx(lines: GapLines, rows: number, viewportPx: number): number {
  let added = 0;
  // Each px of way folds less than a px of lines: this closes in on the one place where both agree.
  for (let round = 0; round < 32; round += 1) {
    added = pushedPx(lines, rows, Math.max(0, rows * lines.rowPx + added - viewportPx));
  }
  return added;
}
