import { describe, expect, it } from 'vitest';
import type { OverloadStep } from '../../../../../electron/contract/frame';
import { Overload } from '../../../../../electron/engine/link/overload';

describe('Overload', () => {
  it('climbs at 25, 50, 75 and, where the socket is held, at 100 %; each change is told once', () => {
    const told: OverloadStep[] = [];
    const overload = new Overload((step) => told.push(step));
    for (const fill of [0, 0.249, 0.25, 0.3, 0.5, 0.6, 0.75, 0.99]) overload.update(fill, false);
    overload.update(1, true);
    overload.update(0.9, true);
    expect(told).toEqual([1, 2, 3, 4]);
    expect(overload.step).toBe(4);
  });

  it('comes down at half of each', () => {
    const told: OverloadStep[] = [];
    const overload = new Overload((step) => told.push(step));
    overload.update(1, true);
    for (const fill of [0.74, 0.375, 0.374, 0.25, 0.249, 0.125, 0.124]) overload.update(fill, false);
    expect(told).toEqual([4, 3, 2, 1, 0]);
  });

  it('does not flicker around a threshold', () => {
    const told: OverloadStep[] = [];
    const overload = new Overload((step) => told.push(step));
    for (let round = 0; round < 100; round += 1) overload.update(round % 2 === 0 ? 0.51 : 0.49, false);
    expect(told).toEqual([2]);
  });

  it('falls to the bottom at once when all is gone', () => {
    const told: OverloadStep[] = [];
    const overload = new Overload((step) => told.push(step));
    overload.update(0.8, false);
    overload.update(0, false);
    expect(told).toEqual([3, 0]);
  });
});
