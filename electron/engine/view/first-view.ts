import type { Expansion } from './expansion';
import type { RowList } from './row-list';

const calmMs = 300;
const longestWaitMs = 1_500;
const fewRows = 40;
const deepestOpened = 3;

/**
 * What a person sees before touching anything. A branch is opened once, when its row is first seen, while the whole
 * tree stays within about one screen: upper levels first, on each the small branches first (their values show what this
 * is about), branches with too many children stay closed, `$SYS` too.
 * The first burst of retained topics is waited for, as a branch that is small now may be large in a moment.
 */
export class FirstView {
  #firstTopicAtMs: number | null = null;
  #newestTopicAtMs = 0;
  #settled = false;
  #isTheirs = false;

  newTopics(nowMs: number): void {
    this.#firstTopicAtMs ??= nowMs;
    this.#newestTopicAtMs = nowMs;
  }

  /** A person opened or closed something: from here on the tree is theirs. */
  leaveToPerson(): void {
    this.#settled = true;
    this.#isTheirs = true;
  }

  /** True once, when the first burst is over. */
  becomesSettled(nowMs: number): boolean {
    if (this.#settled || this.#firstTopicAtMs === null) return false;
    if (nowMs - this.#newestTopicAtMs < calmMs && nowMs - this.#firstTopicAtMs < longestWaitMs) return false;
    this.#settled = true;
    return true;
  }

  /** Opens the next level of rows not met before. True when the list must be built again. */
  openNext(
    rows: RowList,
    expansion: Expansion,
    childCount: (node: number) => number,
    isQuiet: (node: number) => boolean
  ): boolean {
    if (!this.#settled) return false;
    if (this.#isTheirs || rows.length > fewRows) {
      meetAll(rows, expansion);
      return false;
    }
    let total = rows.length;
    let level: number | null = null;
    let opened = false;
    const bySize = rows
      .slice(0, rows.length)
      .filter((row) => !expansion.hasMet(row.node))
      .sort((a, b) => a.depth - b.depth || childCount(a.node) - childCount(b.node));
    for (const row of bySize) {
      level ??= row.depth;
      if (row.depth !== level) break;
      expansion.meet(row.node);
      const children = childCount(row.node);
      if (!row.branch || row.open || isQuiet(row.top) || row.depth >= deepestOpened) continue;
      if (total + children > fewRows) continue;
      total += children;
      expansion.set(row.node, true);
      opened = true;
    }
    return opened || level !== null;
  }
}

/** Rows a person brought into view are met as they are: opening one branch must not open those below it. */
export function meetAll(rows: RowList, expansion: Expansion): void {
  for (let rank = 0; rank < rows.length; rank += 1) {
    const node = rows.nodeAt(rank);
    if (node !== undefined) expansion.meet(node);
  }
}
