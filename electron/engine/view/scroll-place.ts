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
    // The last row that is counted as visible may be so in part only.
    const whole = Math.max(1, this.visibleCount - 1);
    if (rank >= this.visibleFirst && rank < this.visibleFirst + whole) return;
    const above = this.visibleFirst - this.first;
    const middle = Math.max(0, rank - Math.floor(whole / 2));
    this.visibleFirst = Math.min(middle, Math.max(0, totalRows - whole));
    this.first = Math.max(0, this.visibleFirst - above);
    this.#anchor = null;
  }

  /** A person changed rows: this one stays where it is, whatever else is the anchor, until the next look. */
  holdOn(node: number | null): void {
    this.#anchor = node;
  }

  sent(revision: number): void {
    this.#shiftedAt.set(revision, this.#shifted);
    this.#shiftedAt.delete(revision - rememberedFrames);
  }

  /** The row that keeps its y: the asked one while it is in view, else the first visible one. */
  anchorIn(rows: VisibleRows): { node: number; rank: number } | null {
    const rank = this.#anchor === null ? -1 : rows.rankOf(this.#anchor);
    if (this.#anchor !== null && rank >= 0) return { node: this.#anchor, rank };
    const node = rows.nodeAt(this.visibleFirst);
    return node === undefined ? null : { node, rank: this.visibleFirst };
  }

  shift(rows: number): void {
    this.first = Math.max(0, this.first + rows);
    this.visibleFirst = Math.max(0, this.visibleFirst + rows);
    this.#shifted += rows;
  }

  clamp(totalRows: number): void {
    this.first = Math.min(this.first, Math.max(0, totalRows - 1));
    this.visibleFirst = Math.min(this.visibleFirst, Math.max(0, totalRows - 1));
  }
}
