import { expect, it } from 'vitest';
import { ridgeBars, ridgeHeight, ridgeWidth } from '../../../../../renderer/src/format/ridge';

it('draws three ranges that stand on the same ground and reach across', () => {
  const ranges = ridgeBars();
  expect(ranges).toHaveLength(3);
  for (const bars of ranges) {
    expect(bars).toHaveLength(ridgeWidth / 6);
    for (const bar of bars.filter(({ height }) => height > 0)) expect(bar.y + bar.height).toBeCloseTo(ridgeHeight + 2);
  }
});

it('is the ridge of the mock', () => {
  // The first bars of 03-first-run-light.html.
  const first = ridgeBars().map((bars) => bars[0]?.y.toFixed(1));
  expect(first).toEqual(['94.9', '157.0', '197.2']);
});
