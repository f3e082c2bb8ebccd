import type { DiffRow } from '#contract/diff';
import { fail, succeed, type Result } from '#contract/failure';
import type { DecodeInput, DecodeOutput } from '../decode-jobs';
import { openDiff, openDiffInPlace, type HeldDiff } from '../diff/open-diff';
import type { ReadOne } from '../read-payload';

/** The jobs that compare two messages, and what they hold open. */
export class DiffJobs {
  readonly #read: ReadOne;
  readonly #alive: () => void;
  readonly #held = new Map<number, HeldDiff>();

  constructor(read: ReadOne, alive: () => void) {
    this.#read = read;
    this.#alive = alive;
  }

  open({ document, a, b, layout, ignore, inPlace }: DecodeInput<'openDiff'>): DecodeOutput<'openDiff'> {
    const held = inPlace
      ? openDiffInPlace(a.payload, b.payload, layout, this.#alive)
      : openDiff(this.#read(a), this.#read(b), { layout, ignore }, this.#alive);
    this.#held.set(document, held);
    return { ...held.facts, rows: held.rows.count };
  }

  /** As many as there are. Failure: not-kept (it is not open here). */
  rows({ document, first, count }: DecodeInput<'diffRows'>): Result<readonly DiffRow[]> {
    const held = this.#held.get(document);
    return held ? succeed(held.rows.rows(first, count)) : fail('not-kept');
  }

  /** Failure: not-kept. */
  unfold({ document, row }: DecodeInput<'unfoldDiff'>): Result<DecodeOutput<'unfoldDiff'>> {
    const held = this.#held.get(document);
    if (!held) return fail('not-kept');
    held.rows.unfold(row);
    return succeed({ rows: held.rows.count });
  }

  close(document: number): void {
    this.#held.delete(document);
  }
}
