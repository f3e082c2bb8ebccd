/**
 * Maps a list of any length onto a scrollable element. Chrome 114 clamps an element's height at 33,554,428 px; a longer
 * list scrolls faster than its rows pass, so that its end can still be reached. Below that the map is the identity.
 */
export interface LongScroll {
  readonly rows: number;
  readonly rowHeightPx: number;
  readonly viewportPx: number;
}

const tallestElementPx = 30_000_000;

/** The height of the scrolled element. */
export function elementHeightPx(list: LongScroll): number {
  return Math.min(tallestElementPx, list.rows * list.rowHeightPx);
}

/** How far into the whole list a scroll position is. */
export function listOffsetPx(list: LongScroll, scrollTopPx: number): number {
  return scrollTopPx * stretch(list);
}

/** The scroll position that shows the list from `offsetPx` on; never beyond the ends. */
export function scrollTopFor(list: LongScroll, offsetPx: number): number {
  const last = Math.max(0, elementHeightPx(list) - list.viewportPx);
  return Math.max(0, Math.min(last, offsetPx / stretch(list)));
}

/** Where a row stands inside the scrolled element while it is scrolled to `scrollTopPx`. */
export function rowTopPx(list: LongScroll, rank: number, scrollTopPx: number): number {
  return rank * list.rowHeightPx - listOffsetPx(list, scrollTopPx) + scrollTopPx;
}

function stretch(list: LongScroll): number {
  const whole = list.rows * list.rowHeightPx;
  if (whole <= tallestElementPx) return 1;
  return (whole - list.viewportPx) / (tallestElementPx - list.viewportPx);
}
