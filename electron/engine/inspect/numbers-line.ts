/** Points of a line, and what one stands for. */
const linePoints = 60;
export const lineSpanMs = 5 * 60_000;
const stepMs = lineSpanMs / linePoints;

/** How one number moved lately: means of 5 s each, from multiples of 5 s on, so that they stay as time goes on. */
export class NumbersLine {
  readonly #steps = new Map<number, { sum: number; count: number }>();
  #newest = Number.NEGATIVE_INFINITY;

  /** A newer message. A clock that was set back is believed: what lies after the new time goes. NaN: no number. */
  append(atMs: number, value: number): void {
    const step = Math.floor(atMs / stepMs);
    if (step < this.#newest) this.#moveBackTo(step);
    this.#add(step, value);
  }

  /** An older one; one from after the newest is left out: the clock was set back since. */
  prepend(atMs: number, value: number): void {
    const step = Math.floor(atMs / stepMs);
    if (this.#newest === Number.NEGATIVE_INFINITY || step <= this.#newest) this.#add(step, value);
  }

  #add(step: number, value: number): void {
    if (step <= this.#newest - linePoints || Number.isNaN(value)) return;
    if (step > this.#newest) this.#moveTo(step);
    const known = this.#steps.get(step);
    if (known) {
      known.sum += value;
      known.count += 1;
    } else {
      this.#steps.set(step, { sum: value, count: 1 });
    }
  }

  /** Up to the step that a time lies in; null where nothing is. */
  upTo(atMs: number): readonly (number | null)[] {
    const last = Math.floor(atMs / stepMs);
    return Array.from({ length: linePoints }, (_, index) => {
      const step = this.#steps.get(last - linePoints + 1 + index);
      return step ? step.sum / step.count : null;
    });
  }

  #moveBackTo(step: number): void {
    this.#newest = step;
    for (const later of this.#steps.keys()) if (later > step) this.#steps.delete(later);
  }

  /** A paused window may look at a moment some minutes back: twice the span is kept. */
  #moveTo(step: number): void {
    this.#newest = step;
    for (const old of this.#steps.keys()) if (old <= step - 2 * linePoints) this.#steps.delete(old);
  }
}
