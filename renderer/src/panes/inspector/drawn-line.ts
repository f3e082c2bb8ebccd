import type { SeriesFacts } from '#contract/chart';
import { formatReading } from '../../format/chart-readings';

/** A series as the chart draws and names it. */
export interface DrawnLine {
  readonly key: string;
  readonly label: string;
  /** Of its style, see format/chart-styles. */
  readonly slot: number;
  readonly facts: SeriesFacts;
  /** Digits behind the point as in the payload; null: not known. */
  readonly decimals: number | null;
}

/** A value as the payload writes it. */
export function readingText({ facts, decimals }: Pick<DrawnLine, 'facts' | 'decimals'>, value: number): string {
  if (facts.kind !== 'boolean') return formatReading(value, decimals);
  if (value === 0) return 'false';
  return value === 1 ? 'true' : formatReading(value, 2);
}
