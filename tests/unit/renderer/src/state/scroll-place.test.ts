import { describe, expect, it } from 'vitest';
import { elementHeightPx, lastOffsetPx, type LongScroll } from '../../../../../renderer/src/format/long-scroll';
import { ScrollPlace } from '../../../../../renderer/src/state/scroll-place.svelte';

const viewportPx = 480;

/** An element as Chrome 114 has it: clamped, on whole pixels, above 16,777,216 on even ones. */
class Element {
  #topPx = 0;
  constructor(readonly list: () => LongScroll) {}
  get scrollTop(): number {
    return this.#topPx;
  }
  set scrollTop(px: number) {
    const last = Math.max(0, elementHeightPx(this.list()) - viewportPx);
    const whole = Math.round(Math.max(0, Math.min(last, px)));
    this.#topPx = whole > 16_777_216 ? 2 * Math.round(whole / 2) : whole;
  }
}

function scroll(rows: number) {
  const list: LongScroll = { rows, rowHeightPx: 24, viewportPx };
  const place = new ScrollPlace(() => list);
  const element = new Element(() => list);
  /** What the pane's effect and the browser's scroll event do. */
  const settle = () => {
    place.drive(element);
    place.scrolled(element.scrollTop);
    place.drive(element);
  };
  const by = (px: number) => {
    const before = element.scrollTop;
    element.scrollTop += px;
    const moved = element.scrollTop !== before;
    if (moved) place.scrolled(element.scrollTop);
    settle();
    return moved;
  };
  /** Where a row is drawn, from the top of the pane. */
  const yOf = (rank: number) => place.originPx + rank * 24 - element.scrollTop;
  const to = (offsetPx: number) => {
    place.to(offsetPx);
    settle();
  };
  return { list, place, element, by, to, yOf };
}

describe.each([1_400_000, 5_000_000])('ScrollPlace in a list of %i rows', (rows) => {
  it('shows the very row that a drag of the thumb means', () => {
    const { list, place, to, yOf } = scroll(rows);
    for (const share of [0, 0.000_01, 0.1, 0.25, 0.5, 0.731, 0.999_99, 1]) {
      const rank = Math.round(share * (lastOffsetPx(list) / 24));
      to(rank * 24);
      expect(Math.floor(place.offsetPx / 24)).toBe(rank);
      expect(yOf(rank)).toBe(0);
    }
  });

  it('shows the first row at the top and the last one at the bottom, exactly', () => {
    const { to, yOf, element, list } = scroll(rows);
    to(1e12);
    expect(yOf(rows - 1) + 24).toBe(viewportPx);
    expect(element.scrollTop).toBe(elementHeightPx(list) - viewportPx);
    to(-1);
    expect(yOf(0)).toBe(0);
    expect(element.scrollTop).toBe(0);
  });

  it('moves rows by as many pixels as the wheel turns, wherever the list stands', () => {
    for (const share of [0, 0.01, 0.3, 0.5, 0.9]) {
      const { list, place, by, to, yOf } = scroll(rows);
      to(Math.round((share * lastOffsetPx(list)) / 24) * 24);
      const rank = Math.round(place.offsetPx / 24);
      for (let notch = 1; notch <= 50; notch += 1) {
        by(100);
        expect(yOf(rank)).toBe(-100 * notch);
      }
    }
  });

  it('reaches both ends with the wheel from wherever it is, and stops there', () => {
    for (const [start, direction] of [
      [400_000, -1],
      [1_300_000, -1],
      [rows * 24 - 400_000, 1],
      [rows * 24 - 1_300_000, 1]
    ] as const) {
      const { list, place, by, to } = scroll(rows);
      to(start);
      const end = direction === 1 ? lastOffsetPx(list) : 0;
      let turns = 0;
      while (by(direction * 1_000)) turns += 1;
      expect(place.offsetPx).toBe(end);
      expect(turns).toBeLessThanOrEqual(Math.ceil(Math.abs(end - start) / 1_000) + 1);
    }
  });

  it('loses no row on a long way with the wheel, over the squeezed middle and back', () => {
    const { place, by, to } = scroll(rows);
    to(2_000_000);
    for (let notch = 0; notch < 3_000; notch += 1) by(400);
    expect(place.offsetPx).toBe(2_000_000 + 3_000 * 400);
    for (let notch = 0; notch < 3_000; notch += 1) by(-400);
    expect(place.offsetPx).toBe(2_000_000);
  });

  it('takes a step that no wheel makes for a place', () => {
    const { list, place, element } = scroll(rows);
    element.scrollTop = elementHeightPx(list) / 2;
    place.scrolled(element.scrollTop);
    expect(place.offsetPx / lastOffsetPx(list)).toBeCloseTo(0.5, 3);
  });
});

describe('ScrollPlace', () => {
  it("is the element's own scroll position in a list that fits", () => {
    const { place, by } = scroll(100_000);
    by(100);
    by(37);
    expect([place.offsetPx, place.scrollTopPx, place.originPx]).toEqual([137, 137, 0]);
  });

  it('stays where it is when a list grows beyond what an element holds, and when it fits again', () => {
    let list: LongScroll = { rows: 900_000, rowHeightPx: 24, viewportPx };
    const place = new ScrollPlace(() => list);
    const element = new Element(() => list);
    place.to(480_000 * 24);
    place.drive(element);
    for (const rows of [1_400_000, 3_000_000, 700_000]) {
      list = { ...list, rows };
      place.listChanged(place.offsetPx);
      place.drive(element);
      expect(place.offsetPx).toBe(480_000 * 24);
      expect(place.originPx + 480_000 * 24).toBe(element.scrollTop);
    }
    list = { ...list, rows: 10 };
    place.listChanged(place.offsetPx);
    place.drive(element);
    expect(place.offsetPx).toBe(0);
  });

  it('waits with going where the element cannot be scrolled to yet', () => {
    let list: LongScroll = { rows: 0, rowHeightPx: 24, viewportPx };
    const place = new ScrollPlace(() => list);
    const element = new Element(() => list);
    place.begin(2_400);
    place.drive(element);
    expect(place.wantedScrollTopPx).toBe(2_400);
    list = { ...list, rows: 1_000 };
    place.listChanged(place.offsetPx);
    place.drive(element);
    expect([place.wantedScrollTopPx, element.scrollTop]).toEqual([null, 2_400]);
  });
});
