import type { TopicOrder } from '../store/topic-order';
import { Int32Column } from './int32-column';

/** What a view knows of a node. */
export const mark = {
  /** Let in. */
  in: 1,
  /** Shows a value of its own. */
  value: 2,
  open: 4,
  /** Drawn as one row with its only child. */
  folded: 8
} as const;

const allMarks = 15;
const one = 16;
const markBits = 4;

/**
 * Marks of each node, and for each node two sums over its subtree in the treap of its siblings: the rows they stand for
 * in their parent's list, and how many of them are in. A node that is not in stands for no row, a closed one for its own
 * row, an open one for that and its children's, a folded one for its child's only.
 *
 * All of a node lies side by side, rows first, then how many are in above its marks: they are read together, and at a
 * million topics it is memory that takes the time.
 */
export class RowSums {
  readonly #order: TopicOrder;
  readonly #sums = new Int32Column();
  #capacity = 0;

  constructor(order: TopicOrder) {
    this.#order = order;
  }

  get memoryBytes(): number {
    return this.#sums.memoryBytes;
  }

  reserve(capacity: number): void {
    this.#capacity = capacity;
    this.#sums.reserve(capacity * 2);
    this.put(0, mark.in | mark.open);
  }

  has(node: number, marks: number): boolean {
    return (this.#sums.get(node * 2 + 1) & marks) !== 0;
  }

  put(node: number, marks: number): void {
    this.#sums.set(node * 2 + 1, this.#sums.get(node * 2 + 1) | marks);
  }

  take(node: number, marks: number): void {
    this.#sums.set(node * 2 + 1, this.#sums.get(node * 2 + 1) & ~marks);
  }

  /** Rows below a node when it is open. */
  rowsBelow(node: number): number {
    return this.#sums.get(this.#order.childRoot(node) * 2);
  }

  /** Children that are in. */
  childCount(node: number): number {
    return this.#ins(this.#order.childRoot(node));
  }

  /** Rows that a node stands for in its parent's list, by its marks and its children's sums. */
  rowsOf(node: number): number {
    const marks = this.#sums.get(node * 2 + 1);
    if ((marks & mark.in) === 0) return 0;
    if ((marks & mark.folded) !== 0) return this.rowsBelow(node);
    return (marks & mark.open) === 0 ? 1 : 1 + this.rowsBelow(node);
  }

  /** The same as the sums hold it: until they are told of a change, what it was before. */
  rowsHeld(node: number): number {
    const order = this.#order;
    const sums = this.#sums;
    return sums.get(node * 2) - sums.get(order.left(node) * 2) - sums.get(order.right(node) * 2);
  }

  /** A node stands for so many rows more, and comes in or not. */
  add(node: number, rows: number, comesIn: boolean): void {
    const sums = this.#sums;
    for (let at = node; at !== 0; at = this.#order.above(at)) {
      sums.set(at * 2, sums.get(at * 2) + rows);
      if (comesIn) sums.set(at * 2 + 1, sums.get(at * 2 + 1) + one);
    }
  }

  /**
   * Closes all nodes but the root. Each that is in is one row then, also a folded one by its only child: rows are as many
   * as are in, everywhere, so that one pass along the column does it, wherever the nodes stand in the tree. Over all of the
   * column: a node that came after a pause is not in, but may hold sums of those that are.
   */
  closeAll(): void {
    const sums = this.#sums;
    for (let at = 2; at < this.#capacity * 2; at += 2) {
      const counted = sums.get(at + 1) & ~mark.open;
      sums.set(at + 1, counted);
      sums.set(at, counted >> markBits);
    }
  }

  /** The next node after this one that is open and not folded, by number; 0: there is none. */
  nextOpen(after: number): number {
    const sums = this.#sums;
    for (let node = after + 1; node < this.#capacity; node += 1) {
      if ((sums.get(node * 2 + 1) & (mark.open | mark.folded)) === mark.open) return node;
    }
    return 0;
  }

  /** Takes both sums of a node again from its marks and its two neighbours below. */
  pull(node: number): void {
    const left = this.#order.left(node);
    const right = this.#order.right(node);
    const sums = this.#sums;
    sums.set(node * 2, this.rowsOf(node) + sums.get(left * 2) + sums.get(right * 2));
    const marks = sums.get(node * 2 + 1) & allMarks;
    const self = (marks & mark.in) === 0 ? 0 : 1;
    sums.set(node * 2 + 1, marks | ((self + this.#ins(left) + this.#ins(right)) << markBits));
  }

  /** Rows of the siblings before a node. */
  rowsBefore(node: number): number {
    const order = this.#order;
    const sums = this.#sums;
    let sum = sums.get(order.left(node) * 2);
    for (let at = node, above = order.above(at); above !== 0; at = above, above = order.above(at)) {
      // All that is below `above` without what is below its right neighbour: itself and what comes before it.
      if (order.right(above) === at) sum += sums.get(above * 2) - sums.get(at * 2);
    }
    return sum;
  }

  /** Siblings before a node that are in. */
  insBefore(node: number): number {
    const order = this.#order;
    let sum = this.#ins(order.left(node));
    for (let at = node, above = order.above(at); above !== 0; at = above, above = order.above(at)) {
      if (order.right(above) === at) sum += this.#ins(above) - this.#ins(at);
    }
    return sum;
  }

  /** First child that is in; 0: none is. */
  firstIn(parent: number): number {
    return this.#firstInOf(this.#order.childRoot(parent));
  }

  /** Next sibling that is in; 0: this is the last. */
  nextIn(node: number): number {
    const order = this.#order;
    const next = this.#firstInOf(order.right(node));
    if (next !== 0) return next;
    for (let at = node, above = order.above(at); above !== 0; at = above, above = order.above(at)) {
      if (order.left(above) !== at) continue;
      if (this.has(above, mark.in)) return above;
      const after = this.#firstInOf(order.right(above));
      if (after !== 0) return after;
    }
    return 0;
  }

  /** The child in whose rows the one at `offset` below `parent` lies; `rowsBefore` of it tells where they begin. */
  childAt(parent: number, offset: number): number {
    const order = this.#order;
    let left = offset;
    for (let at = order.childRoot(parent); at !== 0;) {
      const before = this.#sums.get(order.left(at) * 2);
      if (left < before) {
        at = order.left(at);
        continue;
      }
      left -= before;
      const rows = this.rowsOf(at);
      if (left < rows) return at;
      left -= rows;
      at = order.right(at);
    }
    return 0;
  }

  /**
   * A branch without a value and its only child, when that is such a branch too, are one row (DESIGN.md 4). Only this
   * node is judged, also when the sums above it have to be told.
   */
  refold(node: number): void {
    if (node === 0) return;
    const before = this.#sums.get(node * 2 + 1);
    const marks = before & ~mark.folded;
    const after = this.#folds(node, marks) ? marks | mark.folded : marks;
    if (after !== before) this.#sums.set(node * 2 + 1, after);
  }

  #folds(node: number, marks: number): boolean {
    if ((marks & (mark.in | mark.value)) !== mark.in || this.childCount(node) !== 1) return false;
    const child = this.firstIn(node);
    return !this.has(child, mark.value) && this.childCount(child) > 0;
  }

  #firstInOf(root: number): number {
    let at = root;
    while (this.#ins(at) > 0) {
      const left = this.#order.left(at);
      if (this.#ins(left) > 0) at = left;
      else if (this.has(at, mark.in)) return at;
      else at = this.#order.right(at);
    }
    return 0;
  }

  /** How many are in at a node and below it in its treap; 0 is none, and no node. */
  #ins(node: number): number {
    return node === 0 ? 0 : this.#sums.get(node * 2 + 1) >> markBits;
  }
}
