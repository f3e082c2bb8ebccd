/** Work that can stop anywhere it yields; it yields at least every few milliseconds. */
export type Steps<T> = Generator<undefined, T, undefined>;

/** Runs work to its end, with a sign of life wherever it could stop. */
export function runSteps<T>(steps: Steps<T>, alive: () => void): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    alive();
  }
}
