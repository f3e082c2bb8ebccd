/** Bars of a row are 12, in a strip of 54 x 14 px. */
export const barsWidthPx = 54;
export const barsHeightPx = 14;
export const barPitchPx = 4.5;
export const barWidthPx = 3.5;

/** Heights in px: log-scaled against the row's own maximum; zero is a 1 px tick, anything else at least 2 px. */
export function barHeights(bars: readonly number[]): number[] {
  const top = Math.log1p(Math.max(0, ...bars));
  return bars.map((count) => (count <= 0 ? 1 : Math.max(2, Math.round((Math.log1p(count) / top) * barsHeightPx))));
}
