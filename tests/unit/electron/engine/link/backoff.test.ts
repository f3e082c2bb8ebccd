import { describe, expect, it } from 'vitest';
import { backoffMs } from '../../../../../electron/engine/link/backoff';

describe('backoffMs', () => {
  it('doubles from 1 s to 60 s', () => {
    const middle = [1, 2, 3, 4, 5, 6, 7, 8, 1_000].map((retry) => backoffMs(retry, 0, 0.5));
    expect(middle).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000]);
  });

  it('spreads by 20 % to both sides', () => {
    expect(backoffMs(1, 0, 0)).toBe(800);
    expect(backoffMs(1, 0, 0.999_999)).toBe(1_200);
  });

  it('never starts below its floor', () => {
    expect(backoffMs(1, 5_000, 0.5)).toBe(5_000);
    expect(backoffMs(6, 5_000, 0.5)).toBe(32_000);
  });
});
