/** What the list of visible rows is made from. Node 0 is the root and no row. */
export interface RowSource {
  /** Children that are let in, in order. */
  children(node: number): readonly number[];
  childCount(node: number): number;
  showsValue(node: number): boolean;
  isOpen(node: number): boolean;
  /** `node` was folded into a row with its only child: its child is in view, so it counts as open from now on. */
  unfoldsOpen(node: number): void;
}

export interface ListedRow {
  readonly node: number;
  /** The first node of a folded chain; else the node itself. */
  readonly top: number;
  readonly depth: number;
  readonly branch: boolean;
  readonly open: boolean;
  readonly setSize: number;
  readonly posInSet: number;
  /** Rank after the last row below this one. */
  readonly end: number;
}

interface Level {
  readonly children: readonly number[];
  /** Rank of the row these are below; -1 for the topmost. */
  readonly owner: number;
  readonly depth: number;
  next: number;
}

const isBranch = 1;
const isOpen = 2;
/** Numbers per row: node, top, depth, marks, set size, place in set, end. */
const width = 7;

/**
 * The visible rows in order, with the rank of each node in view. Built whole; no recursion, however deep. Rows are
 * numbers in one array: 200,000 objects made anew ten times a second kept the collector busier than the tree.
 */
export class RowList {
  #rows = new Int32Array(64 * width);
  #length = 0;
  #ranks = new Int32Array(0);

  get length(): number {
    return this.#length;
  }

  nodeAt(rank: number): number | undefined {
    return rank >= 0 && rank < this.#length ? this.#rows[rank * width] : undefined;
  }

  at(rank: number): ListedRow | undefined {
    const node = this.nodeAt(rank);
    if (node === undefined) return undefined;
    const [, top = 0, depth = 0, marks = 0, setSize = 0, posInSet = 0, end = 0] = this.#rows.subarray(
      rank * width,
      (rank + 1) * width
    );
    const branch = (marks & isBranch) !== 0;
    return { node, top, depth, branch, open: (marks & isOpen) !== 0, setSize, posInSet, end };
  }

  /** -1 when the node is not in view. Every node of a folded chain has its row's rank. */
  rankOf(node: number): number {
    return (this.#ranks[node] ?? 0) - 1;
  }

  slice(first: number, end: number): readonly ListedRow[] {
    const rows: ListedRow[] = [];
    for (let rank = first; rank < end; rank += 1) {
      const row = this.at(rank);
      if (row) rows.push(row);
    }
    return rows;
  }

  rebuild(source: RowSource, nodeCount: number): void {
    this.#length = 0;
    if (this.#ranks.length < nodeCount) this.#ranks = new Int32Array(Math.ceil(nodeCount * 1.5));
    else this.#ranks.fill(0);
    const levels: Level[] = [{ children: source.children(0), owner: -1, depth: 0, next: 0 }];
    for (let level = levels.at(-1); level; level = levels.at(-1)) {
      const top = level.children[level.next];
      level.next += 1;
      if (top === undefined) {
        if (level.owner >= 0) this.#rows[level.owner * width + width - 1] = this.#length;
        levels.pop();
        continue;
      }
      const rank = this.#length;
      const node = this.#fold(source, top, rank);
      const branch = source.childCount(node) > 0;
      const open = branch && source.isOpen(node);
      this.#add(node, top, level, (branch ? isBranch : 0) | (open ? isOpen : 0));
      if (open) levels.push({ children: source.children(node), owner: rank, depth: level.depth + 1, next: 0 });
    }
  }

  /** The deepest node of the chain that begins with `top`. */
  #fold(source: RowSource, top: number, rank: number): number {
    this.#ranks[top] = rank + 1;
    let node = top;
    for (let child = foldedChild(source, node); child !== null; child = foldedChild(source, node)) {
      source.unfoldsOpen(node);
      node = child;
      this.#ranks[node] = rank + 1;
    }
    return node;
  }

  #add(node: number, top: number, level: Level, marks: number): void {
    const at = this.#length * width;
    if (at === this.#rows.length) {
      const grown = new Int32Array(this.#rows.length * 2);
      grown.set(this.#rows);
      this.#rows = grown;
    }
    const rows = this.#rows;
    rows[at] = node;
    rows[at + 1] = top;
    rows[at + 2] = level.depth;
    rows[at + 3] = marks;
    rows[at + 4] = level.children.length;
    rows[at + 5] = level.next;
    this.#length += 1;
    rows[at + 6] = this.#length;
  }
}

/** A branch without a value and its only child, when that is such a branch too, are one row (DESIGN.md 4). */
function foldedChild(source: RowSource, node: number): number | null {
  if (source.showsValue(node) || source.childCount(node) !== 1) return null;
  const child = source.children(node)[0];
  if (child === undefined || source.showsValue(child) || source.childCount(child) === 0) return null;
  return child;
}
