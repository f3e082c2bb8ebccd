/** Lets something be started again only so often: `times` within `withinMs`. Time is an argument, epoch or monotonic ms. */
export class RestartBounds {
  readonly #times: number;
  readonly #withinMs: number;
  #startsMs: number[] = [];

  constructor(times: number, withinMs: number) {
    this.#times = times;
    this.#withinMs = withinMs;
  }

  /** Whether it may be started again now; a yes counts. */
  allow(nowMs: number): boolean {
    this.#startsMs = this.#startsMs.filter((startMs) => nowMs - startMs < this.#withinMs);
    if (this.#startsMs.length >= this.#times) return false;
    this.#startsMs.push(nowMs);
    return true;
  }

  /** A person asked for it: counting starts anew. */
  forget(): void {
    this.#startsMs = [];
  }
}
