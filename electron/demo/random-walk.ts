import type { Random } from './random';

interface Walk {
  readonly mean: number;
  /** Standard deviation around the mean once the walk has settled. */
  readonly swing: number;
  readonly low?: number;
  readonly high?: number;
}

/** About how long a walk takes to forget where it was. */
const MEMORY_MS = 120_000;

/** A value that wanders and is drawn back to its mean (Ornstein-Uhlenbeck), as smooth at 5 samples/s as at 1 a minute. */
export class RandomWalk {
  /** May be moved while walking: the value then drifts there. */
  mean: number;
  value: number;
  readonly #walk: Walk;
  readonly #random: Random;
  #lastMs: number | undefined;

  constructor(random: Random, walk: Walk) {
    this.#random = random;
    this.#walk = walk;
    this.mean = walk.mean;
    this.value = this.#bounded(walk.mean + random.gauss() * walk.swing);
  }

  /** Walks on to `nowMs` and returns the value there. */
  at(nowMs: number): number {
    const elapsedMs = nowMs - (this.#lastMs ?? nowMs);
    if (elapsedMs > 0) {
      const kept = Math.exp(-elapsedMs / MEMORY_MS);
      const noise = this.#walk.swing * Math.sqrt(1 - kept * kept) * this.#random.gauss();
      this.value = this.#bounded(this.mean + (this.value - this.mean) * kept + noise);
    }
    this.#lastMs = nowMs;
    return this.value;
  }

  #bounded(value: number): number {
    return Math.min(this.#walk.high ?? Infinity, Math.max(this.#walk.low ?? -Infinity, value));
  }
}
