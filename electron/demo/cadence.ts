import type { Random } from './random';

/** When a topic speaks next: ms from `nowMs` on, above 0. */
export type Cadence = (nowMs: number) => number;

/** Regular within 5 %, as clocks of real devices are; no two topics stay in step. */
export function steadily(random: Random, everyMs: number): Cadence {
  const own = random.branch();
  return () => everyMs * own.between(0.95, 1.05);
}

interface Bursts {
  readonly startMs: number;
  readonly periodMs: number;
  readonly lengthMs: number;
  readonly everyMs: number;
}

/** Silent, then fast for a moment at the end of each period: a recording that is read out. */
export function inBursts({ startMs, periodMs, lengthMs, everyMs }: Bursts): Cadence {
  const quietMs = periodMs - lengthMs;
  return (nowMs) => {
    const intoPeriodMs = (nowMs - startMs) % periodMs;
    if (intoPeriodMs < quietMs) return quietMs - intoPeriodMs;
    return intoPeriodMs + everyMs < periodMs ? everyMs : periodMs - intoPeriodMs + quietMs;
  };
}
