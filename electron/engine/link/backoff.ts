/** 1, 2, 4 … 60 s, each ±20 % so that many clients do not return at once (faults.md row 1). */
const longestDelayMs = 60_000;
/** A broker that is busy gets at least this long (faults.md row 5). */
export const busyDelayMs = 5_000;
/** Links that end right after they open: at most 12 connects in 5 minutes (faults.md row 9). */
export const flappingDelayMs = 32_000;

/** `retry` counts from 1; `floorMs` lifts the delay before the jitter; `random` is in [0, 1). */
export function backoffMs(retry: number, floorMs: number, random: number): number {
  const exponential = Math.min(longestDelayMs, 1_000 * 2 ** Math.min(retry - 1, 16));
  return Math.round(Math.max(exponential, floorMs) * (0.8 + 0.4 * random));
}
