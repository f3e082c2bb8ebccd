const microsecondsPerMs = 1_000;

/**
 * The wall clock with microseconds: the monotonic clock counts within the millisecond that the wall clock shows, and is
 * moved whenever it would leave it. So its whole milliseconds are always those of `Date.now()`, also after the clock was set.
 */
export class FineClock {
  #offsetMs = performance.timeOrigin;

  /** Epoch ms. */
  now(): number {
    const wallMs = Date.now();
    const monotonicMs = performance.now();
    let withinMs = monotonicMs + this.#offsetMs - wallMs;
    if (withinMs < 0) withinMs = 0;
    else if (withinMs >= 1) withinMs = 1 - 1 / microsecondsPerMs;
    else return wallMs + Math.floor(withinMs * microsecondsPerMs) / microsecondsPerMs;
    this.#offsetMs = wallMs + withinMs - monotonicMs;
    return wallMs + withinMs;
  }
}
