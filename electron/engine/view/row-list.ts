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
  readonly owner: { end: number } | null;
  readonly depth: number;
  next: number;
}

/** The visible rows in order, with the rank of each node in view. Built whole; no recursion, however deep. */
export class RowList {
  #rows: ListedRow[] = [];
  #ranks = new Int32Array(0);

  get length(): number {
    return this.#rows.length;
  }

  at(rank: number): ListedRow | undefined {
    return this.#rows[rank];
  }

  /** -1 when the node is not in view. Every node of a folded chain has its row's rank. */
  rankOf(node: number): number {
    return (this.#ranks[node] ?? 0) - 1;
  }

  slice(first: number, end: number): readonly ListedRow[] {
    return this.#rows.slice(first, end);
  }

  rebuild(source: RowSource, nodeCount: number): void {
    this.#rows = [];
    if (this.#ranks.length < nodeCount) this.#ranks = new Int32Array(Math.ceil(nodeCount * 1.5));
    else this.#ranks.fill(0);
    const levels: Level[] = [{ children: source.children(0), owner: null, depth: 0, next: 0 }];
    for (let level = levels.at(-1); level; level = levels.at(-1)) {
      const top = level.children[level.next];
      level.next += 1;
      if (top === undefined) {
        if (level.owner) level.owner.end = this.#rows.length;
        levels.pop();
        continue;
      }
      const row = this.#addRow(source, top, level);
      if (row.open) levels.push({ children: source.children(row.node), owner: row, depth: level.depth + 1, next: 0 });
    }
  }

  #addRow(source: RowSource, top: number, level: Level): ListedRow & { end: number } {
    const rank = this.#rows.length;
    this.#ranks[top] = rank + 1;
    let node = top;
    for (let child = foldedChild(source, node); child !== null; child = foldedChild(source, node)) {
      source.unfoldsOpen(node);
      node = child;
      this.#ranks[node] = rank + 1;
    }
    const branch = source.childCount(node) > 0;
    const row = {
      node,
      top,
      depth: level.depth,
      branch,
      open: branch && source.isOpen(node),
      setSize: level.children.length,
      posInSet: level.next,
      end: rank + 1
    };
    this.#rows.push(row);
    return row;
  }
}

/** A branch without a value and its only child, when that is such a branch too, are one row (DESIGN.md 4). */
function foldedChild(source: RowSource, node: number): number | null {
  if (source.showsValue(node) || source.childCount(node) !== 1) return null;
  const child = source.children(node)[0];
  if (child === undefined || source.showsValue(child) || source.childCount(child) === 0) return null;
  return child;
}
