import type { TopicOrder } from '../store/topic-order';
import { mark, type RowSums } from './row-sums';

/** Stands on one row and goes on to the next: a page of rows costs one way down, however deep it lies. */
export class RowCursor {
  readonly #order: TopicOrder;
  readonly #sums: RowSums;
  /** The deepest node of the row's folded chain, `top` the first; else both are the row's one node. */
  node = 0;
  top = 0;
  depth = 0;
  posInSet = 0;

  constructor(order: TopicOrder, sums: RowSums) {
    this.#order = order;
    this.#sums = sums;
  }

  /** False: there is no such row. */
  seek(rank: number): boolean {
    const sums = this.#sums;
    if (rank < 0 || rank >= sums.rowsBelow(0)) return false;
    let parent = 0;
    let offset = rank;
    this.depth = 0;
    for (;;) {
      const top = sums.childAt(parent, offset);
      offset -= sums.rowsBefore(top);
      this.#standOn(top);
      if (offset === 0) {
        this.posInSet = sums.insBefore(top) + 1;
        return true;
      }
      offset -= 1;
      parent = this.node;
      this.depth += 1;
    }
  }

  /** False: this was the last row. */
  next(): boolean {
    const sums = this.#sums;
    if (sums.has(this.node, mark.open)) {
      const first = sums.firstIn(this.node);
      if (first !== 0) {
        this.depth += 1;
        this.posInSet = 1;
        this.#standOn(first);
        return true;
      }
    }
    for (let at = this.top, sameSet = true; at !== 0; sameSet = false) {
      const next = sums.nextIn(at);
      if (next !== 0) {
        this.posInSet = sameSet ? this.posInSet + 1 : sums.insBefore(next) + 1;
        this.#standOn(next);
        return true;
      }
      at = this.#order.parent(at);
      if (!sums.has(at, mark.folded)) this.depth -= 1;
    }
    return false;
  }

  #standOn(top: number): void {
    this.top = top;
    this.node = top;
    while (this.#sums.has(this.node, mark.folded)) this.node = this.#sums.firstIn(this.node);
  }
}
