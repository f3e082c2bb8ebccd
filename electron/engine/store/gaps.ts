import type { Gap } from '#contract/message';

const maxKept = 1_000;

/** Times in which messages may be missing; the newest thousand are kept. */
export class Gaps {
  /** Both their starts and their ends grow, so that they can be searched. */
  readonly #kept: Gap[] = [];
  #count = 0;
  #last: Gap | null = null;

  /** All there were. */
  get count(): number {
    return this.#count;
  }

  get last(): Gap | null {
    return this.#last;
  }

  note(gap: Gap): void {
    this.#count += 1;
    this.#last = gap;
    // One that began earlier covers what was noted within it; after a clock was set back it is the one to be believed.
    while ((this.#kept.at(-1)?.fromMs ?? Number.NEGATIVE_INFINITY) >= gap.fromMs) this.#kept.pop();
    if ((this.#kept.at(-1)?.toMs ?? Number.NEGATIVE_INFINITY) >= gap.toMs) return;
    this.#kept.push(gap);
    if (this.#kept.length > maxKept) this.#kept.shift();
  }

  /** The newest one that lies between two times, at least in part; null: none. */
  between(afterMs: number, untilMs: number): Gap | null {
    let low = 0;
    let high = this.#kept.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#kept[middle]?.fromMs ?? 0) < untilMs) low = middle + 1;
      else high = middle;
    }
    const newest = this.#kept[low - 1];
    return newest && newest.toMs > afterMs ? newest : null;
  }
}
