import { WorkSteps } from './work-steps';

/** What a comparison may cost. Steps, not time: the same two messages always compare the same. */
const mostSteps = 2_000_000;

/** Spent where work may grow faster than the messages; when it is gone the rest is compared in place. Other steps cost nothing here. */
export class DiffBudget extends WorkSteps {
  /** Something was compared in place because a closer look would have cost too much. */
  coarse = false;
  #left = mostSteps;

  /** False, and nothing is taken: not enough is left. */
  spend(steps: number): boolean {
    this.alive();
    if (steps > this.#left) return false;
    this.#left -= steps;
    return true;
  }
}
