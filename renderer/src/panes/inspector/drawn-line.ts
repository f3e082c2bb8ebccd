import type { NumericField, SeriesFacts } from '#contract/chart';
import { chartWords } from '#contract/words/chart';
import type { SeriesLabel } from '../../format/chart-labels';
import { decimalsOf, formatReading } from '../../format/chart-readings';

/** A series as the chart draws and names it. */
export interface DrawnLine {
  readonly key: string;
  readonly label: string;
  /** Its parts. */
  readonly name: SeriesLabel;
  /** Of its style, see format/chart-styles. */
  readonly slot: number;
  readonly facts: SeriesFacts;
  /** Digits behind the point as in the payload; null: not known. */
  readonly decimals: number | null;
  /** In its payload, given to no field; null: none. */
  readonly unclearUnit: string | null;
}

/** A value as the payload writes it. */
export function readingText({ facts, decimals }: Pick<DrawnLine, 'facts' | 'decimals'>, value: number): string {
  if (facts.kind !== 'boolean') return formatReading(value, decimals);
  if (value === 0) return 'false';
  return value === 1 ? 'true' : formatReading(value, 2);
}

/** A payload may leave zeros at the end away: as many digits as any of them has. Null: written with an exponent. */
export function decimalsIn(field: NumericField | null, { range }: Pick<SeriesFacts, 'range'>): number | null {
  const written = range ? [range.min, range.max, range.last].map(String) : [];
  const found = [...(field ? [field.text] : []), ...written].map(decimalsOf);
  return found.includes(null) ? null : Math.max(0, ...found.map(Number));
}

/** What is said of a plot of lines without a unit. */
export function withoutUnit(lines: readonly Pick<DrawnLine, 'unclearUnit'>[]): string {
  const unclear = [...new Set(lines.flatMap(({ unclearUnit }) => unclearUnit ?? []))];
  return unclear.length === 0 ? chartWords.noUnit : chartWords.unclearUnit(unclear.join(', '));
}
