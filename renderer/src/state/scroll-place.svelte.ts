import { isSqueezed, lastOffsetPx, listOffsetPx, scrollTopFor, type LongScroll } from '../format/long-scroll';

/** Farther than a wheel, a finger or a key ever moves an element at once: such a step means a place, not a way. */
const farPx = 100_000;
/** How far the element may stray from where the list's place says it should be, before it is put right. */
const mostDriftPx = 200_000;
/** This close to an end of the element or of the list they have to agree, or the end could not be reached. */
const nearEndPx = 50_000;

/**
 * Where a long list is scrolled to. The truth is the offset into the whole list, so that a row can be met exactly; the
 * element follows. In a list squeezed into an element a step of the element is a step of the list, pixel by pixel: the two
 * drift apart until they are put right, which a person does not see, as rows are drawn at `originPx`.
 */
export class ScrollPlace {
  /** From the top of the whole list to the top of what is shown. */
  offsetPx = $state(0);
  /** Where the element stands, as it last said or is about to. */
  scrollTopPx = $state(0);
  /** Where the pane has to scroll the element to before the next paint; null when nowhere. */
  wantedScrollTopPx: number | null = $state(null);
  readonly #list: () => LongScroll;
  /** Where the first row stands inside the element: 0 unless the list is squeezed. */
  readonly originPx = $derived(this.scrollTopPx - this.offsetPx);

  constructor(list: () => LongScroll) {
    this.#list = list;
  }

  /** Nothing is known of the list yet but where it was looked at. */
  begin(offsetPx: number): void {
    this.offsetPx = offsetPx;
    this.#want(offsetPx);
  }

  /** The element was scrolled, by a person or by what was wanted; whether another place is shown now. */
  scrolled(topPx: number): boolean {
    const movedPx = topPx - this.scrollTopPx;
    this.wantedScrollTopPx = null;
    if (movedPx === 0) return false;
    const list = this.#list();
    this.scrollTopPx = topPx;
    if (!isSqueezed(list)) {
      this.offsetPx = topPx;
      return true;
    }
    const farPlace = Math.abs(movedPx) > farPx;
    this.offsetPx = farPlace ? listOffsetPx(list, topPx) : within(list, this.offsetPx + movedPx);
    this.#putRight(list);
    return true;
  }

  /** Goes to a place of the whole list, or to the end nearest to it. */
  to(offsetPx: number): void {
    const list = this.#list();
    this.offsetPx = within(list, offsetPx);
    this.#want(scrollTopFor(list, this.offsetPx));
  }

  /** The list has other rows now: what is believed never lies beyond its end. */
  listChanged(offsetPx: number): void {
    const list = this.#list();
    const wantedPx = within(list, offsetPx);
    if (Math.abs(wantedPx - this.offsetPx) >= 1) this.to(wantedPx);
    else this.#putRight(list);
  }

  /** For an effect: brings the element to where it is wanted, as soon as the list is long enough for it. */
  drive(element: Pick<HTMLElement, 'scrollTop'>): void {
    const wantedPx = this.wantedScrollTopPx;
    if (wantedPx === null) return;
    const squeezed = isSqueezed(this.#list());
    element.scrollTop = wantedPx;
    const topPx = element.scrollTop;
    if (Math.abs(topPx - wantedPx) > 2) return;
    this.wantedScrollTopPx = null;
    // Rows are drawn from where the element really stands: on whole pixels, above 16,777,216 on even ones.
    if (squeezed) this.scrollTopPx = topPx;
  }

  #putRight(list: LongScroll): void {
    const rightPx = scrollTopFor(list, this.offsetPx);
    const driftPx = Math.abs(rightPx - this.scrollTopPx);
    const lastPx = scrollTopFor(list, lastOffsetPx(list));
    const nearEnd =
      isNearEnd(this.scrollTopPx, lastPx) || isNearEnd(this.offsetPx, lastOffsetPx(list)) || !isSqueezed(list);
    if (driftPx > (nearEnd ? 2 : mostDriftPx)) this.#want(rightPx);
  }

  #want(topPx: number): void {
    this.scrollTopPx = topPx;
    this.wantedScrollTopPx = topPx;
  }
}

function within(list: LongScroll, offsetPx: number): number {
  return Math.max(0, Math.min(lastOffsetPx(list), offsetPx));
}

function isNearEnd(placePx: number, lastPx: number): boolean {
  return placePx < nearEndPx || placePx > lastPx - nearEndPx;
}
