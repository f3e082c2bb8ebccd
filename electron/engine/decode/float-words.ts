/** A floating-point number as a bare word of notation that is no whole number's: `1.0`, `-0.0`, `1e+21`, `NaN`, `-Infinity`. */
export function float64Word(value: number): string {
  if (Object.is(value, -0)) return '-0.0';
  const word = String(value);
  return Number.isInteger(value) && !word.includes('e') ? `${word}.0` : word;
}

/**
 * The shortest digits that mean this single-precision number among single-precision numbers, as Protobuf's JSON mapping asks for:
 * `21.4`, not `21.399999618530273`.
 */
export function float32Word(value: number): string {
  // nine significant digits always do [IEEE 754, 5.12.2]
  for (let digits = 6; digits < 9; digits += 1) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return float64Word(short);
  }
  return float64Word(Number.isFinite(value) ? Number(value.toPrecision(9)) : value);
}
