const mostDecimals = 12;

/** More digits than a single-precision number has [IEEE 754, 5.12.2]. */
const singleDigits = 9;

/**
 * Digits behind the point of a number as it stands in a payload: 2 for `61.70`, and 1 for `21.600000381`, which is what becomes
 * of 21.6 where single precision is written as double. Null: written with an exponent, or no number.
 */
export function decimalsOf(text: string): number | null {
  const found = /^[^\d]*(\d[\d_]*(?:\.(\d+))?)(?![\d.eE])/.exec(text);
  if (!found) return null;
  const decimals = found[2]?.length ?? 0;
  return Math.min(mostDecimals, singleDecimals(Number(found[1]?.replaceAll('_', '')), decimals) ?? decimals);
}

/** Null: it is no single-precision number with more digits than that has. */
function singleDecimals(value: number, decimals: number): number | null {
  const single = Math.fround(value);
  if (decimals === 0 || Math.trunc(value).toString().length + decimals <= singleDigits || value >= 1e15) return null;
  const written = Math.min(decimals, 20);
  if (single.toFixed(written) !== value.toFixed(written)) return null;
  for (let digits = 6; digits < singleDigits; digits += 1) {
    const short = Number(single.toPrecision(digits));
    if (Math.fround(short) === single) return String(short).split('.')[1]?.length ?? 0;
  }
  return null;
}

/** A value with so many digits behind the point as its payload has; very large and very small ones as they are. */
export function formatReading(value: number, decimals: number | null): string {
  const size = Math.abs(value);
  if (decimals === null || size >= 1e15) return shortest(value);
  const text = value.toFixed(decimals);
  // 0.00004 of a field that is usually written with one digit is not nothing.
  return value !== 0 && Number(text) === 0 ? shortest(value) : text;
}

/** At most six digits that count. */
function shortest(value: number): string {
  return Number.isInteger(value) && Math.abs(value) < 1e15 ? String(value) : String(Number(value.toPrecision(6)));
}
