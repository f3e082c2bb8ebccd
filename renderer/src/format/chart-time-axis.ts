import { formatDay, formatTime } from './times';

export interface TimeTick {
  readonly atMs: number;
  readonly label: string;
}

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const steps = [
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500],
  ...[second, 2 * second, 5 * second, 10 * second, 15 * second, 30 * second],
  ...[minute, 2 * minute, 5 * minute, 10 * minute, 15 * minute, 30 * minute],
  ...[hour, 2 * hour, 3 * hour, 6 * hour, 12 * hour],
  ...[day, 2 * day, 7 * day, 14 * day, 28 * day]
];
const mostTicks = 40;

/** Ticks at round local times, as many as have room. */
export function timeTicks(fromMs: number, toMs: number, widthPx: number): readonly TimeTick[] {
  const spanMs = toMs - fromMs;
  if (!(spanMs > 0) || widthPx <= 0) return [];
  const fits = (stepMs: number): boolean => (stepMs / spanMs) * widthPx >= labelPx(stepMs);
  const stepMs = steps.find(fits) ?? Math.ceil(spanMs / 4 / day) * day;
  const ticks: TimeTick[] = [];
  const midnight = new Date(fromMs);
  midnight.setHours(0, 0, 0, 0);
  const startMs = midnight.getTime();
  for (let count = Math.ceil((fromMs - startMs) / stepMs); ticks.length < mostTicks; count += 1) {
    const atMs = timeAt(midnight, count, stepMs);
    if (atMs > toMs) break;
    if (atMs >= fromMs) ticks.push({ atMs, label: label(atMs, stepMs) });
  }
  return ticks;
}

/** Days are not all 24 hours long. */
function timeAt(midnight: Date, count: number, stepMs: number): number {
  if (stepMs < day) return midnight.getTime() + count * stepMs;
  const at = new Date(midnight);
  at.setDate(at.getDate() + Math.round((count * stepMs) / day));
  return at.getTime();
}

function label(atMs: number, stepMs: number): string {
  const clock = formatTime(atMs);
  if (stepMs >= day || (stepMs >= 10 * minute && clock.startsWith('00:00:00'))) return formatDay(atMs).slice(5);
  if (stepMs >= minute) return clock.slice(0, 5);
  return stepMs >= second ? clock.slice(0, 8) : clock;
}

function labelPx(stepMs: number): number {
  if (stepMs >= minute) return 56;
  return stepMs >= second ? 68 : 84;
}
