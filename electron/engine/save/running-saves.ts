import type { Result } from '#contract/failure';
import { saveBody } from './save-body';
import { saveChunks } from './save-chunks';

type Saved = Result<{ readonly bytes: number }>;

/** The saves under way, so that none is cut off without a word: each answers, and leaves no half file, before `stop` resolves. */
export class RunningSaves {
  readonly #stopping = new AbortController();
  readonly #running = new Set<Promise<void>>();

  save(payload: Uint8Array, path: string, answered: (result: Saved) => void): void {
    this.#run(saveBody(payload, path, this.#stopping.signal), answered);
  }

  /** The same for what is made while it is written; one piece at a time, so that ticks run between them. */
  saveChunks(chunks: AsyncIterable<Uint8Array>, path: string, answered: (result: Saved) => void): void {
    this.#run(saveChunks(chunks, path, this.#stopping.signal), answered);
  }

  /** Ends for good: what is not written by then answers file-unwritable (`stopped`), and so does every later save. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await Promise.all(this.#running);
  }

  #run(save: Promise<Saved>, answered: (result: Saved) => void): void {
    const running = save.then(answered).finally(() => this.#running.delete(running));
    this.#running.add(running);
  }
}
