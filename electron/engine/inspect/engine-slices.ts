/** Looks at the clock after so many steps; a step is about 0.1 µs. */
const stepsPerLook = 256;

/** Lets messages and frames go on while something long is done on the engine's thread. */
export class EngineSlices {
  readonly #sliceMs: number;
  readonly #signal: AbortSignal;
  #untilMs: number;
  #steps = 0;

  constructor(sliceMs: number, signal: AbortSignal) {
    this.#sliceMs = sliceMs;
    this.#signal = signal;
    this.#untilMs = performance.now() + sliceMs;
  }

  /** Call it for each step; true: the slice is over, `pause` before the next step. */
  over(steps = 1): boolean {
    this.#steps += steps;
    if (this.#steps < stepsPerLook) return false;
    this.#steps = 0;
    return performance.now() >= this.#untilMs;
  }

  /** Rejects with the signal's reason when it aborts. */
  async pause(): Promise<void> {
    await new Promise((resume) => setImmediate(resume));
    this.#signal.throwIfAborted();
    this.#untilMs = performance.now() + this.#sliceMs;
  }
}
