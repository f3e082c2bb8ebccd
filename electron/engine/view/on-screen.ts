import type { TopicOrder } from '../store/topic-order';
import { ScrollPlace } from './scroll-place';
import type { VisibleRows } from './visible-rows';

/** Which of some rows are on screen: they stay there while rows come in above them, and it is known what would move them. */
export class OnScreen {
  readonly place = new ScrollPlace();
  readonly #order: TopicOrder;
  readonly #rows: VisibleRows;
  #anchor: { readonly node: number; readonly rank: number } | null = null;
  #rowsThen = 0;

  constructor(order: TopicOrder, rows: VisibleRows) {
    this.#order = order;
    this.#rows = rows;
  }

  /**
   * Brings the place up to date with the rows that came in since, so that the anchor row stays where it is. Rows only
   * ever come in by themselves: as many as then means the same as then.
   */
  follow(sticksToTop = false): void {
    if (this.#rows.length === this.#rowsThen) return;
    const anchor = sticksToTop ? null : this.#anchor;
    const rank = anchor ? this.#rows.rankOf(anchor.node) : -1;
    if (anchor && rank >= 0) this.place.shift(rank - anchor.rank);
    this.hold();
  }

  /** A person has looked elsewhere or changed the rows: what is on screen now stays. */
  hold(): void {
    this.place.clamp(this.#rows.length);
    this.#rowsThen = this.#rows.length;
    this.#anchor = this.place.anchorIn(this.#rows);
  }

  /** A person changes this row (null: all): if it is on screen it stays where it is, as far as the page can scroll. */
  change(node: number | null, change: () => void): void {
    this.place.holdOn(node);
    this.hold();
    change();
    this.follow();
    this.place.endAt(this.#rows.length);
    this.hold();
  }

  /** Would rows on screen move if this node, whose parent is in, was let in? */
  movedBy(node: number): boolean {
    const rows = this.#rows;
    const parent = this.#order.parent(node);
    // Most of what comes lands in closed branches.
    if (parent !== 0 && !rows.isOpen(parent)) return false;
    this.follow();
    const rank = rows.landingRank(node);
    if (parent === 0 || !rows.isFolded(parent)) return this.#isMovedAt(rank);
    // A folded row comes apart: that changes what stands in it, and makes one row more of it above the new one.
    return this.#isOnScreen(rows.rankOf(parent)) || this.#isMovedAt(rank - 1);
  }

  /** Would rows on screen move if this row was opened? */
  movedBelow(node: number): boolean {
    this.follow();
    const rank = this.#rows.rankOf(node);
    return rank >= 0 && this.#isMovedAt(rank + 1);
  }

  /** Would a row on screen come apart if this node, which is in, showed a value of its own? */
  splitBy(node: number): boolean {
    const rows = this.#rows;
    const parent = this.#order.parent(node);
    if (!rows.isFolded(node) && (parent === 0 || !rows.isFolded(parent))) return false;
    this.follow();
    return this.#isOnScreen(rows.rankOf(node));
  }

  #isMovedAt(rank: number): boolean {
    const { visibleFirst } = this.place;
    // Above the first of all rows is on screen too: a tree that fits its page cannot scroll to hold the others.
    return rank >= (visibleFirst === 0 ? 0 : visibleFirst + 1) && this.#isOnScreen(rank);
  }

  #isOnScreen(rank: number): boolean {
    const { visibleFirst, visibleCount } = this.place;
    return rank >= visibleFirst && rank < Math.min(visibleFirst + visibleCount, this.#rows.length);
  }
}
