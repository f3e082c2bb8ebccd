import { describe, expect, it } from 'vitest';
import {
  elementHeightPx,
  listOffsetPx,
  rowTopPx,
  scrollTopFor,
  type LongScroll
} from '../../../../../renderer/src/format/long-scroll';

const short: LongScroll = { rows: 200_000, rowHeightPx: 24, viewportPx: 500 };
const long: LongScroll = { rows: 4_000_000, rowHeightPx: 18, viewportPx: 500 };

describe('long scroll', () => {
  it('changes nothing for a list that fits an element', () => {
    expect(elementHeightPx(short)).toBe(4_800_000);
    expect(listOffsetPx(short, 1_234)).toBe(1_234);
    expect(rowTopPx(short, 100, 1_234)).toBe(2_400);
  });

  it("stays within Chrome 114's tallest element", () => {
    expect(elementHeightPx(long)).toBeLessThanOrEqual(33_554_428);
  });

  it('shows the last row at the end of the scroll and the first at its start', () => {
    const endPx = elementHeightPx(long) - long.viewportPx;
    expect(listOffsetPx(long, 0)).toBe(0);
    expect(listOffsetPx(long, endPx)).toBeCloseTo(72_000_000 - 500, 3);
    const bottomPx = rowTopPx(long, long.rows - 1, endPx) + 18;
    expect(bottomPx).toBeCloseTo(elementHeightPx(long), 3);
  });

  it('finds the scroll position of a place and back', () => {
    const offsetPx = 1_234_567 * 18;
    expect(listOffsetPx(long, scrollTopFor(long, offsetPx))).toBeCloseTo(offsetPx, 3);
    expect(scrollTopFor(long, 1e12)).toBe(elementHeightPx(long) - 500);
    expect(scrollTopFor(short, -5)).toBe(0);
  });
});
