import type { EngineClient } from '../client/engine-client';

interface FoldStep {
  /** By its place among the lines as they were drawn then; null: every block. */
  readonly line: number | null;
  readonly open: boolean;
  /** What stood there: another line in the next message ends the repeating. */
  readonly text: string;
}

/** Folds beyond these are not repeated: each costs two questions for every message that is followed. */
const mostSteps = 24;

/** What a person folded in one message of a topic, so that the next one comes folded alike. */
export class KeptFolds {
  #steps: readonly FoldStep[] = [];

  clear(): void {
    this.#steps = [];
  }

  keep(step: FoldStep): void {
    const last = this.#steps.at(-1);
    if (step.line === null) this.#steps = step.open ? [] : [step];
    else if (last && last.line === step.line && last.open !== step.open) this.#steps = this.#steps.slice(0, -1);
    else if (this.#steps.length < mostSteps) this.#steps = [...this.#steps, step];
    else if (step.open) this.#forget(step.text);
  }

  /** No more is kept, but what was unfolded must not come folded again: it and what was done after it is forgotten. */
  #forget(text: string): void {
    const folded = this.#steps.findLastIndex((step) => !step.open && step.text === text);
    if (folded >= 0) this.#steps = this.#steps.slice(0, folded);
  }

  /** How many lines a document that was just opened has once it is folded as the one before. */
  async repeat(
    client: Pick<EngineClient, 'ask'>,
    document: number,
    lines: number,
    signal: AbortSignal
  ): Promise<number> {
    let now = lines;
    for (const [index, step] of this.#steps.entries()) {
      const folded = (await this.#fits(client, document, step, now, signal))
        ? await client.ask<'fold'>({ ask: 'fold', document, line: step.line, open: step.open }, signal)
        : null;
      if (signal.aborted) return now;
      if (!folded?.ok) {
        this.#steps = this.#steps.slice(0, index);
        return now;
      }
      now = folded.value.lines;
    }
    return now;
  }

  async #fits(
    client: Pick<EngineClient, 'ask'>,
    document: number,
    { line, open, text }: FoldStep,
    lines: number,
    signal: AbortSignal
  ): Promise<boolean> {
    if (line === null) return true;
    if (line >= lines) return false;
    const read = await client.ask<'readLines'>({ ask: 'readLines', document, first: line, count: 1 }, signal);
    const found = read?.ok ? read.value[0] : undefined;
    return found !== undefined && found.text === text && found.fold !== null && found.fold.open !== open;
  }
}
