const secondMs = 1_000;

/**
 * Messages of the last whole second. One figure per second, so that all who show it show the same; what is stamped a
 * moment before counts into the second that fills, so that a figure once given never changes.
 */
export class MessageRate {
  #second = 0;
  #filling = 0;
  #last = 0;

  count(atMs: number): void {
    this.#advance(atMs);
    this.#filling += 1;
  }

  perSecond(nowMs: number): number {
    this.#advance(nowMs);
    return this.#last;
  }

  #advance(atMs: number): void {
    const second = Math.floor(atMs / secondMs);
    const passed = second - this.#second;
    // A clock set back further starts anew instead of standing still until it has caught up.
    if (passed === 0 || passed === -1) return;
    this.#last = passed === 1 ? this.#filling : 0;
    this.#filling = 0;
    this.#second = second;
  }
}
