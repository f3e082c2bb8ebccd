import { statusWords } from '#contract/words/status';
import { formatTenths, formatWhole } from './numbers';

/** `18 ms`, `1.2 s`, `14 s`; `–` when nothing came. */
export function formatLag(lagMs: number | null): string {
  if (lagMs === null) return statusWords.lagNone;
  if (lagMs < 999.5) return statusWords.lagMs(formatWhole(Math.max(1, lagMs)));
  const seconds = lagMs / 1_000;
  return statusWords.lagSeconds(seconds < 9.95 ? formatTenths(seconds) : formatWhole(seconds));
}
