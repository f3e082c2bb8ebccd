/**
 * An SVG path of a line over time in a box: from its left to its right, its lowest value at the bottom. Null values break it;
 * a value alone is a dot's length. A line that never moves stands in the middle.
 */
export function tinyLine(values: readonly (number | null)[], widthPx: number, heightPx: number): string {
  const known = values.filter((value): value is number => value !== null && Number.isFinite(value));
  if (known.length === 0) return '';
  const low = Math.min(...known);
  const high = Math.max(...known);
  const padPx = 1;
  const stepPx = values.length > 1 ? widthPx / (values.length - 1) : 0;
  const yOf = (value: number): number =>
    high === low ? heightPx / 2 : padPx + (1 - (value - low) / (high - low)) * (heightPx - 2 * padPx);
  let path = '';
  for (const [index, value] of values.entries()) {
    if (value === null || !Number.isFinite(value)) continue;
    const joined = index > 0 && values[index - 1] != null;
    const x = index * stepPx;
    path += `${joined ? 'L' : 'M'}${round(x)} ${round(yOf(value))}`;
    if (!joined && values[index + 1] == null) path += 'h1';
  }
  return path;
}

function round(px: number): string {
  return String(Math.round(px * 10) / 10);
}
