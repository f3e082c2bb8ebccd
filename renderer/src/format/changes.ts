/** Significant decimal digits that a double holds for sure. */
const sureDigits = 15;
/** More digits of a change say nothing in a narrow column. */
const shownDigits = 6;

/**
 * What a number changed by: `+0.1`, `−3`, `0`. Digits that only the subtraction of doubles made (61.8 − 61.7 is 0.0999…943)
 * are left out.
 */
export function formatChange(value: number, change: number): string {
  if (!Number.isFinite(change)) return '';
  const largest = Math.max(Math.abs(value), Math.abs(value - change));
  const digits = largest === 0 ? 0 : sureDigits - 1 - Math.floor(Math.log10(largest)) - 1;
  const exact = digits >= 0 && digits <= 100 ? Number(change.toFixed(digits)) : change;
  if (exact === 0) return '0';
  const text = String(Number(Math.abs(exact).toPrecision(shownDigits)));
  return `${exact < 0 ? '−' : '+'}${text}`;
}
