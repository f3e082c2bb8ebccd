import { describe, expect, it } from 'vitest';
import { addedPx, lineHeightPx, pushedPx, type GapLines } from '../../../../../renderer/src/format/gap-lines';

const lines: GapLines = { rowPx: 24, linePx: 18, ranks: [2, 5] };

describe('gap lines', () => {
  it('stand between two rows and cover neither', () => {
    const top = (rank: number): number => rank * 24 + pushedPx(lines, rank, 0);
    expect([top(2), top(3), top(5), top(6)]).toEqual([48, 90, 138, 180]);
    for (const rank of lines.ranks) expect(top(rank) + 24 + lineHeightPx(lines, rank, 0)).toBe(top(rank + 1));
  });

  it('fold away with the row above them, so that no row jumps as it is scrolled by', () => {
    expect([48, 60, 72, 500].map((offsetPx) => lineHeightPx(lines, 2, offsetPx))).toEqual([18, 9, 0, 0]);
    const shown = (offsetPx: number): number => 4 * 24 + pushedPx(lines, 4, offsetPx) - offsetPx;
    for (let offsetPx = 0; offsetPx < 96; offsetPx += 1) {
      const stepPx = shown(offsetPx) - shown(offsetPx + 1);
      expect(stepPx).toBeGreaterThanOrEqual(1);
      expect(stepPx).toBeLessThan(2);
    }
  });

  it.each([50, 100, 120, 139, 150, 200])('let the last row of a list end with %i px of view', (viewportPx) => {
    const rows = 8;
    const lastOffsetPx = rows * 24 + addedPx(lines, rows, viewportPx) - viewportPx;
    const end = rows * 24 + pushedPx(lines, rows, lastOffsetPx) - lastOffsetPx;
    expect(end).toBeCloseTo(viewportPx, 2);
  });

  it('add nothing where there are none', () => {
    const none = { ...lines, ranks: [] };
    expect([pushedPx(none, 9, 0), addedPx(none, 9, 100)]).toEqual([0, 0]);
  });
});
