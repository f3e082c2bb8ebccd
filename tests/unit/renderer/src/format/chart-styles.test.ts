import { describe, expect, it } from 'vitest';
import { inspectorBounds } from '#contract/limits';
import { freeSlot, lineStyle } from '../../../../../renderer/src/format/chart-styles';

describe('lineStyle', () => {
  it('tells as many lines apart as a chart may have', () => {
    const styles = Array.from({ length: inspectorBounds.series }, (_, slot) => JSON.stringify(lineStyle(slot)));
    expect(new Set(styles).size).toBe(inspectorBounds.series);
  });

  it('begins as the design does: solid, dashed, solid', () => {
    expect([0, 1, 2].map((slot) => [lineStyle(slot).hue, lineStyle(slot).dash.length > 0])).toEqual([
      [1, false],
      [2, true],
      [3, false]
    ]);
  });
});

describe('freeSlot', () => {
  it('gives the smallest that nobody has', () => {
    expect(freeSlot([])).toBe(0);
    expect(freeSlot([0, 2, 1, 5])).toBe(3);
  });
});
