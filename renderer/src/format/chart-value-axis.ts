export interface ValueAxis {
  readonly min: number;
  readonly max: number;
  /** From min to max, both included, ascending. */
  readonly ticks: readonly number[];
  /** Digits behind the point that tell the ticks apart. */
  readonly decimals: number;
}

const usualTicks = 4;
/** (5.04 - 4.96) / 4 is a little more than 0.02. */
const noise = 1e-6;

/** An axis whose ends are round numbers, so that it stays still while values move. Null: nothing to show. */
export function valueAxis(low: number, high: number): ValueAxis | null {
  if (!(low <= high) || !Number.isFinite(high - low)) return null;
  const size = Math.max(Math.abs(low), Math.abs(high));
  // A line that does not move stands in the middle; so does what differs by less than doubles can tell.
  const flat = high - low <= size * 1e-12;
  const step = flat ? flatStep(size) : roundStep((high - low) / usualTicks);
  const first = flat ? Math.round(low / step) - 2 : Math.floor(low / step + noise);
  const last = flat ? first + 4 : Math.max(first + 1, Math.ceil(high / step - noise));
  const ticks = Array.from({ length: Math.min(12, last - first + 1) }, (_, index) => clean((first + index) * step));
  const min = ticks[0] ?? low;
  const max = ticks.at(-1) ?? high;
  return min < max ? { min, max, ticks, decimals: Math.max(0, -Math.floor(Math.log10(step) + 1e-9)) } : null;
}

/** Off and on, with room for the line and for its name above it. */
export const switchAxis: ValueAxis = { min: -0.15, max: 1.4, ticks: [0, 1], decimals: 0 };

/** The smallest and largest of the columns between two times, lines entering and leaving left out; NaN: none. */
export function columnsRange(
  atMs: Float64Array,
  columns: readonly Float64Array[],
  fromMs: number,
  toMs: number
): readonly [low: number, high: number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const column of columns) {
    for (let row = 0; row < column.length; row += 1) {
      const value = column[row] ?? Number.NaN;
      const time = atMs[row] ?? Number.NaN;
      if (!Number.isFinite(value) || time < fromMs || time > toMs) continue;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  return low <= high ? [low, high] : [Number.NaN, Number.NaN];
}

function flatStep(size: number): number {
  return size === 0 ? 1 : 10 ** Math.max(-300, Math.floor(Math.log10(size)) - 1);
}

function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  const parts = least / power;
  const round = [1, 2, 3, 5].find((one) => parts <= one + noise) ?? 10;
  return round * power;
}

/** 3 x 0.1 is 0.30000000000000004. */
function clean(value: number): number {
  return Number(value.toPrecision(14));
}
