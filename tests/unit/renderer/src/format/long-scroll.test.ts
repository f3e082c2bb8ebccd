import { describe, expect, it } from 'vitest';
import {
  elementHeightPx,
  isSqueezed,
  lastOffsetPx,
  listHeightPx,
  listOffsetPx,
  scrollTopFor,
  type LongScroll
} from '../../../../../renderer/src/format/long-scroll';

const short: LongScroll = { rows: 1_000_000, rowHeightPx: 24, viewportPx: 500 };
const lists: readonly LongScroll[] = [1_400_000, 5_000_000].map((rows) => ({ rows, rowHeightPx: 24, viewportPx: 500 }));

describe('long scroll', () => {
  it('changes nothing for a list that fits an element: up to a million rows', () => {
    expect(isSqueezed(short)).toBe(false);
    expect(elementHeightPx(short)).toBe(24_000_000);
    expect(listOffsetPx(short, 12_345_678)).toBe(12_345_678);
    expect(scrollTopFor(short, 12_345_678)).toBe(12_345_678);
    expect(scrollTopFor(short, -5)).toBe(0);
  });

  it.each(lists)("stays within Chrome 114's tallest element with $rows rows", (list) => {
    expect(isSqueezed(list)).toBe(true);
    expect(elementHeightPx(list)).toBeLessThanOrEqual(33_554_428);
    expect(listHeightPx(list)).toBe(list.rows * 24);
  });

  it.each(lists)('is pixel by pixel near both ends of $rows rows', (list) => {
    const lastTopPx = elementHeightPx(list) - list.viewportPx;
    for (const px of [0, 24, 1_000, 999_999]) {
      expect(listOffsetPx(list, px)).toBe(px);
      expect(listOffsetPx(list, lastTopPx - px)).toBe(lastOffsetPx(list) - px);
      expect(scrollTopFor(list, lastOffsetPx(list) - px)).toBe(lastTopPx - px);
    }
    expect(scrollTopFor(list, 1e12)).toBe(lastTopPx);
  });

  it.each(lists)('finds the scroll position of a place among $rows rows and back, in order', (list) => {
    let before = -1;
    for (let share = 0; share <= 1; share += 0.01) {
      const offsetPx = share * lastOffsetPx(list);
      const topPx = scrollTopFor(list, offsetPx);
      expect(topPx).toBeGreaterThan(before);
      expect(listOffsetPx(list, topPx)).toBeCloseTo(offsetPx, 3);
      before = topPx;
    }
  });
});
