import { describe, expect, it } from 'vitest';
import { LagMeter } from '../../../../../electron/engine/view/lag-meter';

function meter(): { lag: LagMeter; at: (ms: number) => void; p95: () => number | null } {
  let nowMs = 10_000;
  const lag = new LagMeter(() => nowMs);
  return { lag, at: (ms) => (nowMs = 10_000 + ms), p95: () => lag.p95(nowMs) };
}

describe('lag', () => {
  it('is unknown until something came, and again five seconds after the last', () => {
    const { lag, at, p95 } = meter();
    expect(p95()).toBeNull();
    lag.stored(3, 1);
    expect(p95()).toBe(3);
    at(4_999);
    expect(p95()).toBe(3);
    at(5_000);
    expect(p95()).toBeNull();
    lag.stored(9, 1);
    expect(p95()).toBe(9);
  });

  it('is what 95 of 100 messages stay within', () => {
    const { lag, p95 } = meter();
    lag.stored(2, 9_500);
    lag.stored(800, 500);
    expect(p95()).toBe(2);
    lag.stored(800, 100);
    expect(p95()).toBeGreaterThan(750);
    expect(p95()).toBeLessThan(850);
  });

  it('is the worse of what is stored and what is painted, however few rows are', () => {
    const { lag, p95 } = meter();
    lag.stored(1, 100_000);
    for (let row = 0; row < 20; row += 1) lag.painted(40);
    expect(p95()).toBe(40);
    lag.stored(2_000, 50_000);
    expect(p95()).toBeGreaterThan(1_900);
  });

  it('takes lags below zero, beyond measure and no numbers', () => {
    const { lag, p95 } = meter();
    for (const lagMs of [-5, 0, Number.NaN]) lag.painted(lagMs);
    expect(p95()).toBe(0);
    for (let row = 0; row < 100; row += 1) lag.painted(1e12);
    expect(p95()).toBeGreaterThan(1_000_000);
  });
});
