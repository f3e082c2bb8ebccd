const stepsPerSign = 8_192;

/** Counts the steps of long work, and gives a sign of life every so often. */
export class WorkSteps {
  readonly alive: () => void;
  #count = 0;

  constructor(alive: () => void) {
    this.alive = alive;
  }

  step(): void {
    this.#count += 1;
    if (this.#count % stepsPerSign === 0) this.alive();
  }
}
