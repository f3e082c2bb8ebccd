import type { TopicOrder } from '../store/topic-order';
import { RowCursor } from './row-cursor';
import { mark, RowSums } from './row-sums';
import { RowWalk } from './row-walk';

export interface ListedRow {
  readonly node: number;
  /** The first node of a folded chain; else the node itself. */
  readonly top: number;
  readonly depth: number;
  readonly branch: boolean;
  readonly open: boolean;
  readonly setSize: number;
  readonly posInSet: number;
}

/**
 * The rows of one window's tree, or of its filtered tree: which nodes are let in, which are open, and sums that find any
 * row in O(depth x log siblings), however many there are. It keeps nothing of the rows themselves. No recursion: a topic
 * may have 32,768 levels.
 *
 * A branch that shows no value and whose only child is such a branch too is one row with it. Once `slice` listed it so,
 * its child was in view: it counts as open when the chain comes apart.
 */
export class VisibleRows {
  readonly #order: TopicOrder;
  readonly #sums: RowSums;
  readonly #cursor: RowCursor;

  /** Nothing is in. `reserve` is to be called before anything else: as the watcher of `order` is told. */
  constructor(order: TopicOrder) {
    this.#order = order;
    this.#sums = new RowSums(order);
    this.#cursor = new RowCursor(order, this.#sums);
  }

  get length(): number {
    return this.#sums.rowsBelow(0);
  }

  get memoryBytes(): number {
    return this.#sums.memoryBytes;
  }

  reserve(capacity: number): void {
    this.#sums.reserve(capacity);
  }

  /** See TreeWatcher. */
  rotated(lower: number, upper: number): void {
    this.#sums.pull(lower);
    this.#sums.pull(upper);
  }

  at(rank: number): ListedRow | undefined {
    return this.#cursor.seek(rank) ? this.#row() : undefined;
  }

  nodeAt(rank: number): number | undefined {
    return this.#cursor.seek(rank) ? this.#cursor.node : undefined;
  }

  /** Rows to be drawn. A folded chain among them is open from now on, should it come apart. */
  slice(first: number, end: number): readonly ListedRow[] {
    const rows: ListedRow[] = [];
    const from = Math.max(0, first);
    if (from >= end || !this.#cursor.seek(from)) return rows;
    do {
      const row = this.#row();
      rows.push(row);
      for (let at = row.node; at !== row.top;) {
        at = this.#order.parent(at);
        this.#sums.put(at, mark.open);
      }
    } while (from + rows.length < end && this.#cursor.next());
    return rows;
  }

  /** -1: not in view. Every node of a folded chain has its row's rank. */
  rankOf(node: number): number {
    if (node === 0 || !this.isIn(node)) return -1;
    const sums = this.#sums;
    let rank = sums.rowsBefore(node);
    for (let at = this.#order.parent(node); at !== 0; at = this.#order.parent(at)) {
      if (!sums.has(at, mark.in) || !sums.has(at, mark.open | mark.folded)) return -1;
      rank += sums.rowsBefore(at) + (sums.has(at, mark.folded) ? 0 : 1);
    }
    return rank;
  }

  /** The rank of a node, or the one it would have if it was let in now; -1: it would not be in view. */
  landingRank(node: number): number {
    if (node === 0 || this.isIn(node)) return this.rankOf(node);
    const sums = this.#sums;
    let rank = sums.rowsBefore(node);
    const parent = this.#order.parent(node);
    for (let at = parent; at !== 0; at = this.#order.parent(at)) {
      if (!sums.has(at, mark.in)) return -1;
      let folded = sums.has(at, mark.folded);
      if (at === parent) folded = this.#foldsWith(at, node, 0);
      else if (at === this.#order.parent(parent)) folded = this.#foldsWith(at, parent, 1);
      if (!folded && !sums.has(at, mark.open)) return -1;
      rank += sums.rowsBefore(at) + (folded ? 0 : 1);
    }
    return rank;
  }

  isIn(node: number): boolean {
    return this.#sums.has(node, mark.in);
  }

  /** Children that are in. */
  childCount(node: number): number {
    return this.#sums.childCount(node);
  }

  showsValue(node: number): boolean {
    return this.#sums.has(node, mark.value);
  }

  isOpen(node: number): boolean {
    return this.#sums.has(node, mark.open | mark.folded);
  }

  /** The next node after this one that is open itself, not by being folded; 0: there is none. In the order of numbers. */
  nextOpen(after: number): number {
    return this.#sums.nextOpen(after);
  }

  /** Drawn as one row with its only child. */
  isFolded(node: number): boolean {
    return this.#sums.has(node, mark.folded);
  }

  /**
   * Lets a node in, with its value if it is a topic. Its parent may be in or not, so a chain can come in from below:
   * then each level costs the same, and only the last one reaches up to the root.
   */
  letIn(node: number): void {
    const sums = this.#sums;
    if (sums.has(node, mark.in)) return;
    sums.put(node, this.#order.isTopic(node) ? mark.in | mark.value : mark.in);
    sums.refold(node);
    sums.add(node, sums.rowsOf(node), true);
    this.#settle(this.#order.parent(node));
  }

  /** Lets in every node of the order: a window that comes late. */
  letInAll(): void {
    const walk = this.walk();
    for (let node = walk.next(); node > 0; node = walk.next()) walk.letIn(node);
  }

  /** For letting in many nodes, in slices of time: see RowWalk. */
  walk(): RowWalk {
    return new RowWalk(this.#order, this.#sums, 0);
  }

  /** A branch got a value of its own; it comes apart from the folded chain it was in. */
  showValue(node: number): void {
    this.#sums.put(node, mark.value);
    this.#settle(node);
  }

  setOpen(node: number, open: boolean): void {
    if (node === 0) return;
    if (open) this.#sums.put(node, mark.open);
    else this.#sums.take(node, mark.open);
    this.#settle(node);
  }

  closeAll(): void {
    this.#sums.closeAll();
  }

  /** Opens a branch and all branches below it. */
  openBranch(node: number): void {
    const walk = new RowWalk(this.#order, this.#sums, node);
    for (let at = node; at >= 0; at = walk.next()) {
      if (this.isIn(at) && this.childCount(at) > 0) walk.open(at);
    }
    this.#settle(node);
  }

  /** Takes the sums again after a change of a node's marks or of its set of children, as far up as it is noticed. */
  #settle(node: number): void {
    const sums = this.#sums;
    let rows = 0;
    // Whether a branch folds depends on itself, its children and its only child: on nothing further below.
    for (let at = node, judged = 0; at !== 0 && sums.has(at, mark.in); at = this.#order.parent(at), judged += 1) {
      if (judged < 2) {
        sums.refold(at);
        rows = sums.rowsOf(at) - sums.rowsHeld(at);
      } else if (rows === 0 || !sums.has(at, mark.open | mark.folded)) {
        return;
      }
      if (rows !== 0) sums.add(at, rows, false);
    }
  }

  /** Would `branch` fold with `child` if that was in and had `more` children more? */
  #foldsWith(branch: number, child: number, more: number): boolean {
    const sums = this.#sums;
    const others = sums.childCount(branch) - (sums.has(child, mark.in) ? 1 : 0);
    if (others !== 0 || sums.has(branch, mark.value)) return false;
    const valued = sums.has(child, mark.in) ? sums.has(child, mark.value) : this.#order.isTopic(child);
    return !valued && sums.childCount(child) + more > 0;
  }

  #row(): ListedRow {
    const { node, top, depth, posInSet } = this.#cursor;
    const branch = this.#sums.childCount(node) > 0;
    const setSize = this.#sums.childCount(this.#order.parent(top));
    return { node, top, depth, branch, open: branch && this.#sums.has(node, mark.open), setSize, posInSet };
  }
}
