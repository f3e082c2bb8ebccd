const secondMs = 1_000;

/**
 * Messages of the last whole second. One figure per second, so that all who show it show the same; what is stamped a
 * moment before counts into the second that fills, so that a figure once given never changes.
 */
export class MessageRate {
  #second = 0;
  #filling = 0;
  #last = 0;

  /** `atMs`: when it was read. Under load that is seconds ago, the rate is of what is taken in. */
  count(atMs: number): void {
    const second = Math.floor(atMs / secondMs);
    if (second > this.#second) this.#advance(second);
    this.#filling += 1;
  }

  perSecond(nowMs: number): number {
    const second = Math.floor(nowMs / secondMs);
    // A clock set back further starts anew instead of standing still until it has caught up.
    if (second > this.#second || second < this.#second - 1) this.#advance(second);
    return this.#last;
  }

  #advance(second: number): void {
    this.#last = second === this.#second + 1 ? this.#filling : 0;
    this.#filling = 0;
    this.#second = second;
  }
}
