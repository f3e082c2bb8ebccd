import { expect, it } from 'vitest';
import { inBursts, steadily } from '../../../../electron/demo/cadence';
import { createRandom } from '../../../../electron/demo/random';

it('keeps a steady pace within 5 %', () => {
  const cadence = steadily(createRandom(1, 'pace'), 1_000);
  const delays = Array.from({ length: 200 }, () => cadence(0));
  expect(Math.min(...delays)).toBeGreaterThanOrEqual(950);
  expect(Math.max(...delays)).toBeLessThanOrEqual(1_050);
  expect(new Set(delays).size).toBeGreaterThan(100);
});

it('is silent but for the end of each period', () => {
  const cadence = inBursts({ startMs: 500, periodMs: 10_000, lengthMs: 1_000, everyMs: 10 });
  const times: number[] = [];
  for (let nowMs = 500; nowMs < 30_500; nowMs += cadence(nowMs)) times.push(nowMs);
  const inPeriod = times.slice(1).map((timeMs) => (timeMs - 500) % 10_000);
  expect(inPeriod).toHaveLength(300);
  expect(Math.min(...inPeriod)).toBe(9_000);
});
