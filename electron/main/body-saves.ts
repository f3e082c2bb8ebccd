import { fail, type Result } from '#contract/failure';

type Saved = Result<{ readonly bytes: number }>;

/** Bodies an engine is writing to files; each is answered once. */
export class BodySaves {
  readonly #waiting = new Map<number, (saved: Saved) => void>();
  #last = 0;

  /** `ask` is given the number the answer will carry. */
  begin(ask: (id: number) => void): Promise<Saved> {
    const id = ++this.#last;
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      ask(id);
    });
  }

  answer(id: number, saved: Saved): void {
    this.#waiting.get(id)?.(saved);
    this.#waiting.delete(id);
  }

  /** The engine is gone. Each is answered with engine-stopped. */
  drop(): void {
    for (const answer of this.#waiting.values()) answer(fail('engine-stopped'));
    this.#waiting.clear();
  }
}
