import type { MoveAnswer, Question } from '#contract/engine';
import type { Row } from '#contract/frame';
import type { EngineClient } from '../client/engine-client';

type MoveQuestion = Extract<Question, { readonly ask: 'move' }>;

/** The tree as far as a key press needs it. */
interface Movable {
  readonly selectedNode: number | null;
  readonly totalRows: number;
  readonly visibleCount: number;
  rowOf(node: number | null): { readonly rank: number; readonly row: Row } | null;
  rowAt(rank: number): Row | undefined;
  select(node: number, rank: number): void;
}

const typeaheadMs = 700;

/** Where keys lead: to a row that is drawn at once, else to where the engine says; one question in flight, steps add up. */
export class TreeMoves {
  readonly #tree: Movable;
  readonly #client: Pick<EngineClient, 'ask'>;
  #asking: AbortController | null = null;
  #steps = 0;
  #typed = '';
  #typedAtMs = 0;

  constructor(tree: Movable, client: Pick<EngineClient, 'ask'>) {
    this.#tree = tree;
    this.#client = client;
  }

  /** Rows down (positive) or up. */
  by(steps: number): void {
    if (this.#steps !== 0) {
      this.#steps += steps;
      return;
    }
    const at = this.#tree.rowOf(this.#tree.selectedNode);
    if (at) {
      const rank = Math.max(0, Math.min(this.#tree.totalRows - 1, at.rank + steps));
      const row = this.#tree.rowAt(rank);
      // The selected row may be out of date once it is scrolled away; then the engine knows better.
      if (row && this.#tree.rowAt(at.rank)?.node === at.row.node) {
        this.#tree.select(row.node, rank);
        return;
      }
    }
    if (this.#tree.selectedNode === null) {
      void this.#ask({ to: 'first' });
      return;
    }
    this.#steps = steps;
    void this.#askSteps();
  }

  page(direction: 1 | -1): void {
    this.by(direction * Math.max(1, this.#tree.visibleCount - 1));
  }

  to(end: 'first' | 'last'): void {
    void this.#ask({ to: end });
  }

  parent(): void {
    void this.#ask({ to: 'parent' });
  }

  /** Letters typed one after the other make a prefix; after 700 ms a new one begins. */
  type(letter: string, nowMs: number): void {
    const goesOn = this.typing(nowMs);
    this.#typed = goesOn ? this.#typed + letter : letter;
    this.#typedAtMs = nowMs;
    void this.#ask({ to: 'typeahead', prefix: this.#typed });
  }

  typing(nowMs: number): boolean {
    return this.#typed !== '' && nowMs - this.#typedAtMs < typeaheadMs;
  }

  async #askSteps(): Promise<void> {
    const steps = this.#steps;
    const answered = await this.#ask({ to: steps > 0 ? 'next' : 'previous', step: Math.min(1_000, Math.abs(steps)) });
    const more = this.#steps - steps;
    this.#steps = 0;
    if (answered && more !== 0) this.by(more);
  }

  /** Whether the move was made: a later one may have taken its place. */
  async #ask(question: Pick<MoveQuestion, 'to'> & Partial<MoveQuestion>): Promise<boolean> {
    this.#asking?.abort();
    const asking = new AbortController();
    this.#asking = asking;
    const full: MoveQuestion = { ask: 'move', from: this.#tree.selectedNode, step: 1, prefix: '', ...question };
    const result = await this.#client.ask<'move'>(full, asking.signal);
    const answer: MoveAnswer | null = result?.ok ? result.value : null;
    if (!answer) return false;
    this.#tree.select(answer.node, answer.rank);
    return true;
  }
}
