const sliceMs = 8;

/** Work that can stop anywhere it yields; it yields at least every few milliseconds. */
export type Steps<T> = Generator<undefined, T, undefined>;

/**
 * Runs long work in slices, so that messages and frames go on in between. Rejects with the signal's reason when
 * aborted: work on a body nobody looks at any more ends at once.
 */
export async function inSlices<T>(steps: Steps<T>, signal: AbortSignal): Promise<T> {
  for (;;) {
    signal.throwIfAborted();
    const until = performance.now() + sliceMs;
    do {
      const step = steps.next();
      if (step.done) return step.value;
    } while (performance.now() < until);
    await new Promise((resume) => setImmediate(resume));
  }
}
