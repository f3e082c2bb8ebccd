/** What a comparison may cost. Steps, not time: the same two messages always compare the same. */
const mostSteps = 2_000_000;

/** Spent where work may grow faster than the messages; when it is gone the rest is compared in place. */
export class DiffBudget {
  readonly alive: () => void;
  /** Something was compared in place because a closer look would have cost too much. */
  coarse = false;
  #steps = mostSteps;

  constructor(alive: () => void) {
    this.alive = alive;
  }

  /** False, and nothing is taken: not enough is left. */
  spend(steps: number): boolean {
    this.alive();
    if (steps > this.#steps) return false;
    this.#steps -= steps;
    return true;
  }
}
