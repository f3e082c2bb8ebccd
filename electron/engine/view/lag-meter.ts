const seconds = 5;
/** One bin per ms up to here, then 16 for each doubling: a p95 is never off by more than 6 %. */
const exactMs = 64;
const binsPerDoubling = 16;
const doublings = 16;
const bins = exactMs + binsPerDoubling * doublings;

/** How often each lag came within one second of the clock. */
interface Second {
  number: number;
  readonly stored: Float64Array;
  readonly painted: Float64Array;
}

/** How long messages took from the socket, over the last 5 s: to the store, and to the screen where a row shows them. */
export class LagMeter {
  readonly #now: () => number;
  readonly #seconds: readonly Second[] = Array.from({ length: seconds }, () => ({
    number: -1,
    stored: new Float64Array(bins),
    painted: new Float64Array(bins)
  }));

  /** `now`: epoch ms. */
  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** So many messages were stored in one go, the oldest of them this long after it was read. */
  stored(lagMs: number, messages: number): void {
    const counts = this.#second().stored;
    const bin = binOf(lagMs);
    counts[bin] = (counts[bin] ?? 0) + messages;
  }

  /** The newest message of a row on screen, which somebody looked at when it came, was painted this long after it was read. */
  painted(lagMs: number): void {
    const counts = this.#second().painted;
    const bin = binOf(lagMs);
    counts[bin] = (counts[bin] ?? 0) + 1;
  }

  /** Whole ms, the worse of both; null: nothing came in the last 5 s. */
  p95(nowMs: number): number | null {
    const newest = Math.floor(nowMs / 1_000);
    const recent = this.#seconds.filter(({ number }) => number > newest - seconds && number <= newest);
    const stored = p95Of(recent.map((second) => second.stored));
    const painted = p95Of(recent.map((second) => second.painted));
    return stored === null || painted === null ? (stored ?? painted) : Math.max(stored, painted);
  }

  #second(): Second {
    const number = Math.floor(this.#now() / 1_000);
    const second = this.#seconds[((number % seconds) + seconds) % seconds] as Second;
    if (second.number !== number) {
      second.number = number;
      second.stored.fill(0);
      second.painted.fill(0);
    }
    return second;
  }
}

function binOf(lagMs: number): number {
  // A clock that was set back makes lags below zero.
  if (!(lagMs > 0)) return 0;
  if (lagMs < exactMs) return Math.floor(lagMs);
  return Math.min(bins - 1, exactMs + Math.floor(Math.log2(lagMs / exactMs) * binsPerDoubling));
}

/** The middle of what falls in a bin. */
function lagOf(bin: number): number {
  return bin < exactMs ? bin : Math.round(exactMs * 2 ** ((bin - exactMs + 0.5) / binsPerDoubling));
}

function p95Of(parts: readonly Float64Array[]): number | null {
  let total = 0;
  for (const part of parts) for (const count of part) total += count;
  if (total === 0) return null;
  let seen = 0;
  for (let bin = 0; bin < bins; bin += 1) {
    for (const part of parts) seen += part[bin] ?? 0;
    if (seen >= total * 0.95) return lagOf(bin);
  }
  return lagOf(bins - 1);
}
