import type { VisibleRows } from './visible-rows';

const calmMs = 300;
const longestWaitMs = 1_500;
const fewRows = 40;
const deepestOpened = 3;

/**
 * What a person sees before touching anything: branches open once, when the first burst of topics is over (a branch that
 * is small now may be large in a moment), while the whole tree stays within about one screen. Upper levels first, on
 * each the small branches first (their values show what this is about); branches with too many children stay closed,
 * `$SYS` too. Whatever arrives later arrives closed.
 */
export class FirstView {
  #firstTopicAtMs: number | null = null;
  #newestTopicAtMs = 0;
  #settled = false;
  /** The level opened next; from `deepestOpened` on nothing opens by itself. */
  #level = 0;

  newTopics(nowMs: number): void {
    this.#firstTopicAtMs ??= nowMs;
    this.#newestTopicAtMs = nowMs;
  }

  /** A person opened or closed something: from here on the tree is theirs. */
  leaveToPerson(): void {
    this.#settled = true;
    this.#level = deepestOpened;
  }

  /** True once, when the first burst is over. */
  becomesSettled(nowMs: number): boolean {
    if (this.#settled || this.#firstTopicAtMs === null) return false;
    if (nowMs - this.#newestTopicAtMs < calmMs && nowMs - this.#firstTopicAtMs < longestWaitMs) return false;
    this.#settled = true;
    return true;
  }

  /** Opens what fits, level by level, once the first burst is over. */
  openLevels(rows: VisibleRows, isQuiet: (node: number) => boolean): void {
    while (this.#settled && this.#level < deepestOpened) this.#openLevel(rows, isQuiet);
  }

  #openLevel(rows: VisibleRows, isQuiet: (node: number) => boolean): void {
    const level = this.#level;
    let total = rows.length;
    this.#level = total < fewRows ? level + 1 : deepestOpened;
    if (total >= fewRows) return;
    const bySize = rows
      .slice(0, rows.length)
      .filter((row) => row.depth === level && row.branch && !row.open && !isQuiet(row.top))
      .sort((a, b) => rows.childCount(a.node) - rows.childCount(b.node));
    for (const row of bySize) {
      const children = rows.childCount(row.node);
      if (total + children > fewRows) break;
      total += children;
      rows.setOpen(row.node, true);
    }
  }
}
