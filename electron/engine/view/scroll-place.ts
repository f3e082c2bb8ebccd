import type { Command } from '#contract/engine';
import type { VisibleRows } from './visible-rows';

type Look = Extract<Command, { kind: 'look' }>;

const rememberedFrames = 16;
/** Before the page says what it sees: one screen of rows. */
const startCount = 60;

/**
 * Where one window looks. When rows come or go above, the ranks shift with the anchor row; a look measured on an older
 * frame is brought up to date by what has shifted since, so that it is not taken for scrolling.
 */
export class ScrollPlace {
  first = 0;
  count = startCount;
  visibleFirst = 0;
  visibleCount = startCount;
  #anchor: number | null = null;
  #shifted = 0;
  readonly #shiftedAt = new Map<number, number>();

  /** Returns whether the person scrolled. */
  look(look: Look): boolean {
    const since =
      look.revision === undefined ? 0 : this.#shifted - (this.#shiftedAt.get(look.revision) ?? this.#shifted);
    const visibleFirst = Math.max(0, look.visibleFirst + since);
    const scrolled = visibleFirst !== this.visibleFirst;
    this.first = Math.max(0, look.first + since);
    this.count = look.count;
    this.visibleFirst = visibleFirst;
    this.visibleCount = look.visibleCount;
    this.#anchor = look.anchor;
    return scrolled;
  }

  /** The window's size alone, of a look whose ranks are of other rows, or of another place in the same window. */
  resize({ count, visibleCount }: Pick<ScrollPlace, 'count' | 'visibleCount'>): void {
    this.count = count;
    this.visibleCount = visibleCount;
  }

  /** Scrolls this row to the middle, unless it is on screen. */
  reveal(rank: number, totalRows: number): void {
    const whole = this.#wholeRows;
    if (rank >= this.visibleFirst && rank < this.visibleFirst + whole) return;
    const above = this.visibleFirst - this.first;
    const middle = Math.max(0, rank - Math.floor(whole / 2));
    this.visibleFirst = Math.min(middle, Math.max(0, totalRows - whole));
    this.first = Math.max(0, this.visibleFirst - above);
    this.#anchor = null;
  }

  /** This row stays where it is, whatever else was the anchor, until the next look. */
  holdOn(node: number | null): void {
    this.#anchor = node;
  }

  sent(revision: number): void {
    this.#shiftedAt.set(revision, this.#shifted);
    // Revisions are missing here while a filter shows other rows.
    for (const old of this.#shiftedAt.keys()) {
      if (old > revision - rememberedFrames) break;
      this.#shiftedAt.delete(old);
    }
  }

  /** The row that keeps its y: the asked one while it is on screen, else the first one there. */
  anchorIn(rows: VisibleRows): { node: number; rank: number } | null {
    const rank = this.#anchor === null ? -1 : rows.rankOf(this.#anchor);
    const onScreen = rank >= this.visibleFirst && rank < this.visibleFirst + this.visibleCount;
    if (this.#anchor !== null && onScreen) return { node: this.#anchor, rank };
    const node = rows.nodeAt(this.visibleFirst);
    return node === undefined ? null : { node, rank: this.visibleFirst };
  }

  shift(rows: number): void {
    this.first = Math.max(0, this.first + rows);
    this.visibleFirst = Math.max(0, this.visibleFirst + rows);
    this.#shifted += rows;
  }

  /** No farther down than the page can scroll. */
  endAt(totalRows: number): void {
    const last = Math.max(0, totalRows - this.#wholeRows);
    if (this.visibleFirst > last) this.shift(last - this.visibleFirst);
  }

  /** The last row that is counted as visible may be so in part only. */
  get #wholeRows(): number {
    return Math.max(1, this.visibleCount - 1);
  }

  clamp(totalRows: number): void {
    this.first = Math.min(this.first, Math.max(0, totalRows - 1));
    this.visibleFirst = Math.min(this.visibleFirst, Math.max(0, totalRows - 1));
  }
}
