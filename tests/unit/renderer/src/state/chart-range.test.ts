import { describe, expect, it } from 'vitest';
import { panned, zoomed } from '../../../../../renderer/src/state/chart-range';

const whole = [0, 1_000] as const;

describe('zoomed', () => {
  it('keeps the time under the pointer where it is', () => {
    const [from, to] = zoomed([200, 600], 0.5, 0.25, whole);
    expect([from, to]).toEqual([250, 450]);
    expect(from + (to - from) * 0.25).toBe(300);
  });

  it('has an end in both directions', () => {
    const [from, to] = zoomed([200, 210], 0.001, 0.5, whole);
    expect(to - from).toBe(10);
    const wide = zoomed([0, 1e12], 1_000, 0.5, whole);
    expect(wide[1] - wide[0]).toBe(3_650 * 86_400_000);
  });
});

describe('panned', () => {
  it('moves by a part of what is shown', () => {
    expect(panned([200, 600], -0.25, whole)).toEqual([100, 500]);
  });

  it('does not get lost in times without anything', () => {
    expect(panned([200, 600], 50, whole)).toEqual([800, 1_200]);
    expect(panned([200, 600], -50, whole)).toEqual([-200, 200]);
  });
});
