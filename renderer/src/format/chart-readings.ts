const mostDecimals = 12;

/** Digits behind the point of a number as it stands in a payload: 2 for `61.70`. Null: written with an exponent, or no number. */
export function decimalsOf(text: string): number | null {
  const found = /^[^\d]*\d[\d_]*(?:\.(\d+))?(?![\d.eE])/.exec(text);
  return found ? Math.min(mostDecimals, found[1]?.length ?? 0) : null;
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
