const CYCLE_MS = 60_000;
const REACHABLE_MS = 45_000;

/** Whether the flaky device is reachable this long after the start: 45 s there, 15 s gone, for ever. */
export function isReachable(sinceStartMs: number): boolean {
  return sinceStartMs % CYCLE_MS < REACHABLE_MS;
}
