const slotMs = 100;
const slots = 10;

/** Messages of the last whole second, in steps of 100 ms. */
export class MessageRate {
  readonly #counts = new Uint32Array(slots + 1);
  #slot = 0;

  count(atMs: number): void {
    this.#advance(atMs);
    const place = this.#slot % this.#counts.length;
    this.#counts[place] = (this.#counts[place] ?? 0) + 1;
  }

  perSecond(nowMs: number): number {
    this.#advance(nowMs);
    const filling = this.#slot % this.#counts.length;
    let sum = 0;
    for (const [place, count] of this.#counts.entries()) if (place !== filling) sum += count;
    return sum;
  }

  #advance(atMs: number): void {
    const slot = Math.floor(atMs / slotMs);
    // A clock set back starts the second anew instead of standing still until it has caught up.
    if (Math.abs(slot - this.#slot) > slots) {
      this.#counts.fill(0);
      this.#slot = slot;
      return;
    }
    while (this.#slot < slot) {
      this.#slot += 1;
      this.#counts[this.#slot % this.#counts.length] = 0;
    }
  }
}
