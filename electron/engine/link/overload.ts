import type { OverloadStep } from '#contract/frame';

/** Filled so far, a step begins … */
const upAt = [0.25, 0.5, 0.75] as const;
/** … and at half of that it ends, so that a level in between is no flicker. */
const downShare = 0.5;

/** How full the receive buffer is, as a step of the overload ladder. */
export class Overload {
  readonly #changed: (step: OverloadStep) => void;
  #step: OverloadStep = 0;

  constructor(changed: (step: OverloadStep) => void) {
    this.#changed = changed;
  }

  get step(): OverloadStep {
    return this.#step;
  }

  /** `fill` from 0 to 1 and beyond; `held`: nothing is read from the socket. */
  update(fill: number, held: boolean): void {
    const step = held ? 4 : this.#stepFor(fill);
    if (step === this.#step) return;
    this.#step = step;
    this.#changed(step);
  }

  #stepFor(fill: number): OverloadStep {
    let step: OverloadStep = fill >= upAt[2] ? 3 : fill >= upAt[1] ? 2 : fill >= upAt[0] ? 1 : 0;
    const before = this.#step;
    if (before >= 3 && step < 3 && fill >= upAt[2] * downShare) step = 3;
    else if (before >= 2 && step < 2 && fill >= upAt[1] * downShare) step = 2;
    else if (before >= 1 && step < 1 && fill >= upAt[0] * downShare) step = 1;
    return step;
  }
}
