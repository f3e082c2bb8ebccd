import { diagnosisWords } from '#contract/words/diagnosis';
import { formatTenths } from './numbers';

/** How long a step took: `12 ms`, from a second on `1.2 s`. */
export function formatDuration(durationMs: number): string {
  if (durationMs < 999.5) return diagnosisWords.milliseconds(String(Math.round(durationMs)));
  return diagnosisWords.seconds(formatTenths(durationMs / 1_000));
}
