import type { Averaging } from '#contract/chart';
import { chartWords } from '#contract/words/chart';
import { formatSpan } from './chart-spans';

/** What one point of the chart stands for, by name; `columnMs` 0: every point is drawn; null: not known yet. */
export function averagingName(averaging: Averaging, columnMs: number | null): string {
  const span = columnMs !== null && columnMs > 0 ? formatSpan(columnMs) : null;
  if (averaging === 'mean') return span === null ? chartWords.mean : chartWords.meanPer(span);
  if (averaging === 'band') return span === null ? chartWords.band : chartWords.bandPer(span);
  return span === null ? chartWords.everyPoint : chartWords.extremes(span);
}
