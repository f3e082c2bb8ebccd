import { afterEach, describe, expect, it, vi } from 'vitest';
import { FineClock } from '../../../../../electron/engine/link/fine-clock';

afterEach(() => {
  vi.restoreAllMocks();
});

describe('FineClock', () => {
  it('shows the milliseconds of the wall clock, and counts on within them', () => {
    const clock = new FineClock();
    let before = 0;
    const fractions = new Set<number>();
    for (let round = 0; round < 20_000; round += 1) {
      const early = Date.now();
      const now = clock.now();
      const late = Date.now();
      expect(Math.floor(now) >= early && Math.floor(now) <= late).toBe(true);
      expect(now).toBeGreaterThanOrEqual(before);
      before = now;
      fractions.add(Math.round((now % 1) * 1_000));
    }
    expect(fractions.size).toBeGreaterThan(5);
  });

  it('follows a clock that is set, forward and back', () => {
    const wall = vi.spyOn(Date, 'now');
    const monotonic = vi.spyOn(performance, 'now');
    const clock = new FineClock();
    const at = (wallMs: number, monotonicMs: number): number => {
      wall.mockReturnValue(wallMs);
      monotonic.mockReturnValue(monotonicMs);
      return clock.now();
    };
    expect(Math.floor(at(1_000_000, 5))).toBe(1_000_000);
    expect(Math.floor(at(5_000_000, 5.25))).toBe(5_000_000);
    expect(at(5_000_000, 5.5)).toBeCloseTo(5_000_000.25, 6);
    const back = at(2_000, 5.75);
    expect(Math.floor(back)).toBe(2_000);
    // What is left of the millisecond is not exceeded, however long the wall clock stands.
    expect(Math.floor(at(2_000, 900))).toBe(2_000);
    expect(Math.floor(at(2_001, 900.1))).toBe(2_001);
  });
});
