interface Bounds {
  readonly min: number;
  readonly max: number;
}

/** A whole number within its bounds, both included; null: the text is none. */
export function wholeNumber(text: string, { min, max }: Bounds): number | null {
  const digits = text.trim();
  if (!/^\d{1,15}$/.test(digits)) return null;
  const number = Number(digits);
  return number >= min && number <= max ? number : null;
}

/** Whether the text says neither nothing nor a number within its bounds. */
export function isWrongNumber(text: string, bounds: Bounds): boolean {
  return text.trim() !== '' && wholeNumber(text, bounds) === null;
}

/** A number that may be missing, as its field holds it. */
export function numberText(number: number | null): string {
  return number === null ? '' : String(number);
}
