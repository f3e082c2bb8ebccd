import { describe, expect, it } from 'vitest';
import { barHeights } from '../../../../../renderer/src/format/activity-bars';

describe('barHeights', () => {
  it('draws zero as a tick, little as at least two pixels, and the most in full', () => {
    expect(barHeights([0, 1, 1_000_000])).toEqual([1, 2, 14]);
    expect(barHeights([0, 0])).toEqual([1, 1]);
  });

  it("is log-scaled against the row's own maximum", () => {
    const [low = 0, high = 0] = barHeights([10, 100]);
    expect(high).toBe(14);
    expect(low).toBeGreaterThan(5);
  });
});
