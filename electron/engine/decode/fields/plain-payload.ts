const space = 0x20;
const tab = 0x09;
const newline = 0x0a;
const carriageReturn = 0x0d;
const plus = 0x2b;
const minus = 0x2d;
const point = 0x2e;
const zero = 0x30;
/** A sum of so many digits, and a power of ten that small, are exact, and so their quotient is rounded once: as Number does. */
const exactDigits = 15;
const powers = Array.from({ length: 23 }, (_, power) => 10 ** power);

/** Offset of the first byte of `start` to `end` that is no white space. */
export function skipSpace(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end && isSpace(bytes[at] ?? 0)) at += 1;
  return at;
}

/**
 * The number that these bytes are when they are nothing but a decimal number of few digits, white space around it; NaN:
 * they are not, and must be looked at more closely. A fast way for what most messages of a sensor are.
 */
export function plainPayload(bytes: Uint8Array, start: number, end: number): number {
  let at = skipSpace(bytes, start, end);
  let last = end;
  while (last > at && isSpace(bytes[last - 1] ?? 0)) last -= 1;
  const sign = bytes[at];
  if (sign === minus || sign === plus) at += 1;
  if (at >= last || last - at > exactDigits + 1) return Number.NaN;
  let sum = 0;
  let digits = 0;
  let decimals = -1;
  for (; at < last; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === point && decimals < 0) {
      decimals = 0;
      continue;
    }
    const digit = byte - zero;
    if (digit < 0 || digit > 9) return Number.NaN;
    sum = sum * 10 + digit;
    digits += 1;
    if (decimals >= 0) decimals += 1;
  }
  if (digits === 0 || digits > exactDigits) return Number.NaN;
  const value = decimals > 0 ? sum / (powers[decimals] ?? 1) : sum;
  return sign === minus ? -value : value;
}

function isSpace(byte: number): boolean {
  return byte === space || byte === newline || byte === carriageReturn || byte === tab;
}
