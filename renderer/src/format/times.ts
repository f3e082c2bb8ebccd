import { formatAge } from './ages';

/** Local time of day to the millisecond: `14:32:07.418`. */
export function formatTime(epochMs: number): string {
  const time = new Date(epochMs);
  const clock = [time.getHours(), time.getMinutes(), time.getSeconds()].map((part) => String(part).padStart(2, '0'));
  return `${clock.join(':')}.${String(time.getMilliseconds()).padStart(3, '0')}`;
}

/** To the microsecond, which stand behind the point of an epoch in ms: `14:32:07.418 203`. */
export function formatMicroseconds(epochMs: number): string {
  // Doubles hold an epoch to about 0.0002 ms; what rounds up to the next millisecond stays in its own.
  const micros = Math.min(999, Math.round((epochMs - Math.floor(epochMs)) * 1_000));
  return `${formatTime(epochMs)} ${String(micros).padStart(3, '0')}`;
}

/** Local time of day to the second: `14:32:07`. */
export function formatSeconds(epochMs: number): string {
  return formatTime(epochMs).slice(0, 8);
}

/** `12:04` today, else with the day in front: `2026-03-14 12:04`. */
export function formatClock(epochMs: number, nowMs: number): string {
  const time = new Date(epochMs);
  const clock = `${String(time.getHours()).padStart(2, '0')}:${String(time.getMinutes()).padStart(2, '0')}`;
  return time.toDateString() === new Date(nowMs).toDateString() ? clock : `${formatDay(epochMs)} ${clock}`;
}

/** Local day: `2026-03-14`. */
export function formatDay(epochMs: number): string {
  const time = new Date(epochMs);
  const parts = [time.getFullYear(), time.getMonth() + 1, time.getDate()];
  return parts.map((part) => String(part).padStart(2, '0')).join('-');
}

/** Between two messages: `12 ms`, `1.00 s`, `14.0 s`, then as an age: `2 m`. */
export function formatGap(gapMs: number): string {
  if (gapMs < 100) return `${Math.max(0, Math.round(gapMs))} ms`;
  if (gapMs < 9_995) return `${(gapMs / 1_000).toFixed(2)} s`;
  if (gapMs < 59_950) return `${(gapMs / 1_000).toFixed(1)} s`;
  return formatAge(gapMs);
}
