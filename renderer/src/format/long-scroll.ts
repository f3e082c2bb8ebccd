/**
 * Maps a list of any length onto a scrollable element. Chrome 114 clamps an element's height at 33,554,428 px, so a list
 * of more than 24,000,000 px (1,000,000 rows of 24) has an element shorter than itself. Near both ends, within
 * `endZonePx`, a pixel of the element is a pixel of the list, so that the ends are reached exactly; in between the list
 * is squeezed. Below that length the map is the identity.
 */
export interface LongScroll {
  readonly rows: number;
  readonly rowHeightPx: number;
  readonly viewportPx: number;
}

const tallestElementPx = 24_000_000;
const endZonePx = 1_000_000;

/** The height of the whole list, whatever an element can be. */
export function listHeightPx(list: LongScroll): number {
  return list.rows * list.rowHeightPx;
}

/** The height of the scrolled element. */
export function elementHeightPx(list: LongScroll): number {
  return Math.min(tallestElementPx, listHeightPx(list));
}

/** The list does not fit an element. */
export function isSqueezed(list: LongScroll): boolean {
  return listHeightPx(list) > tallestElementPx;
}

/** How far into the whole list it can be scrolled. */
export function lastOffsetPx(list: LongScroll): number {
  return Math.max(0, listHeightPx(list) - list.viewportPx);
}

/** How far into the whole list a scroll position is. */
export function listOffsetPx(list: LongScroll, scrollTopPx: number): number {
  return across(scrollTopPx, lastTopPx(list), lastOffsetPx(list));
}

/** The scroll position that shows the list from `offsetPx` on; never beyond the ends. */
export function scrollTopFor(list: LongScroll, offsetPx: number): number {
  const within = Math.max(0, Math.min(lastOffsetPx(list), offsetPx));
  return across(within, lastOffsetPx(list), lastTopPx(list));
}

function lastTopPx(list: LongScroll): number {
  return Math.max(0, elementHeightPx(list) - list.viewportPx);
}

/** The same place on a scale that is `toLength` long instead of `fromLength`. */
function across(place: number, fromLength: number, toLength: number): number {
  if (fromLength === toLength || place <= endZonePx) return place;
  if (place >= fromLength - endZonePx) return toLength - (fromLength - place);
  const share = (place - endZonePx) / (fromLength - 2 * endZonePx);
  return endZonePx + share * (toLength - 2 * endZonePx);
}
