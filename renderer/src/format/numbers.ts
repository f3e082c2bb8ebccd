/** The language of the words decides how numbers look (DESIGN.md section 4). */
const locale = 'en-GB';
const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
const tenths = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** A count in full: `6,031,877`. */
export function formatWhole(value: number): string {
  return whole.format(value);
}

/** One decimal: `8.1`. */
export function formatTenths(value: number): string {
  return tenths.format(value);
}

/** A count for a narrow column: from 10 million on one decimal and `M`. */
export function formatCount(value: number): string {
  return value >= 10_000_000 ? `${tenths.format(value / 1_000_000)} M` : whole.format(value);
}
