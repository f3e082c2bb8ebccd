/** So many usual gaps without a value are a break. */
const gapsOfSilence = 3;

/**
 * An SVG path of a line over time in a box: from its left to its right, its lowest value at the bottom. It is broken
 * where nothing is for longer than usual; a value alone is a dot's length. A line that never moves stands in the middle.
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
  const places = values.flatMap((value, index) => (value !== null && Number.isFinite(value) ? [index] : []));
  const joins = joinedWithin(places);
  let path = '';
  for (const [at, place] of places.entries()) {
    const joined = place - (places[at - 1] ?? -Infinity) <= joins;
    path += `${joined ? 'L' : 'M'}${round(place * stepPx)} ${round(yOf(values[place] ?? low))}`;
    if (!joined && (places[at + 1] ?? Infinity) - place > joins) path += 'h1';
  }
  return path;
}

/** A topic that tells something every half minute is a line, too: silence is what lasts much longer than its usual gap. */
function joinedWithin(places: readonly number[]): number {
  const gaps = places.slice(1).map((place, at) => place - (places[at] ?? 0));
  const usual = gaps.sort((a, b) => a - b)[Math.floor((gaps.length - 1) / 2)] ?? 1;
  return usual * gapsOfSilence;
}

function round(px: number): string {
  return String(Math.round(px * 10) / 10);
}
