import { ageWords } from '#contract/words/tree';
import { formatTenths } from './numbers';

const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** A column's age: `now` under a second, then `4 s`, `2 m`, `6 h`, `3 d`. */
export function formatAge(ageMs: number): string {
  if (ageMs < secondMs) return ageWords.now;
  if (ageMs < minuteMs) return ageWords.seconds(Math.floor(ageMs / secondMs));
  if (ageMs < hourMs) return ageWords.minutes(Math.floor(ageMs / minuteMs));
  if (ageMs < dayMs) return ageWords.hours(Math.floor(ageMs / hourMs));
  return ageWords.days(Math.floor(ageMs / dayMs));
}

/** The same for a screen reader: `1 second ago`. */
export function speakAge(ageMs: number): string {
  if (ageMs < secondMs) return ageWords.spokenNow;
  if (ageMs < minuteMs) return ageWords.spokenSeconds(Math.floor(ageMs / secondMs));
  if (ageMs < hourMs) return ageWords.spokenMinutes(Math.floor(ageMs / minuteMs));
  if (ageMs < dayMs) return ageWords.spokenHours(Math.floor(ageMs / hourMs));
  return ageWords.spokenDays(Math.floor(ageMs / dayMs));
}

/** Beside a time of day: `0.9 s ago`, `12 s ago`, `2 m ago`. */
export function formatAgo(ageMs: number): string {
  const shown = Math.max(0, ageMs);
  const short = shown < 9_950 ? `${formatTenths(shown / secondMs)} s` : formatAge(shown);
  return ageWords.ago(short);
}

export type Freshness = 'new' | 'old' | 'stale';

/** The age ladder: new for 5 s, stale after ten usual gaps, or after 5 min while the gap is unknown. */
export function freshness(ageMs: number, usualGapMs: number | null): Freshness {
  const staleMs = usualGapMs === null ? 5 * minuteMs : Math.max(5 * secondMs, 10 * usualGapMs);
  if (ageMs > staleMs) return 'stale';
  return ageMs < 5 * secondMs ? 'new' : 'old';
}
