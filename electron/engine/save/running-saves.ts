import type { Result } from '#contract/failure';
import { saveBody } from './save-body';

/** The saves under way, so that none is cut off without a word: each answers, and leaves no half file, before `stop` resolves. */
export class RunningSaves {
  readonly #stopping = new AbortController();
  readonly #running = new Set<Promise<void>>();

  save(payload: Uint8Array, path: string, answered: (result: Result<{ readonly bytes: number }>) => void): void {
    const running = saveBody(payload, path, this.#stopping.signal)
      .then(answered)
      .finally(() => this.#running.delete(running));
    this.#running.add(running);
  }

  /** Ends for good: what is not written by then answers file-unwritable (`stopped`), and so does every later save. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await Promise.all(this.#running);
  }
}
