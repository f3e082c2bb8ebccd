import { expect, it } from 'vitest';
import { ThinnedSpans } from '../../../../../electron/engine/store/thinned-spans';

it('knows between which messages some may be missing', () => {
  const spans = new ThinnedSpans();
  expect(spans.between(0, 1_000_000)).toBe(false);
  spans.note(10, 20);
  spans.note(5_000, 5_001);
  expect([spans.between(1, 10), spans.between(20, 5_000), spans.between(5_001, 9_000)]).toEqual([false, false, false]);
  expect([spans.between(9, 11), spans.between(19, 20), spans.between(1, 9_000)]).toEqual([true, true, true]);
  expect([spans.between(5_000, 5_001), spans.between(5_001, 5_002)]).toEqual([true, false]);
});

it('forgets nothing of a thousand times of overload, and says so of what is between the oldest ones', () => {
  const spans = new ThinnedSpans();
  for (let time = 0; time < 1_000; time += 1) spans.note(time * 10_000, time * 10_000 + 1);
  for (let time = 0; time < 1_000; time += 1) expect(spans.between(time * 10_000, time * 10_000 + 1)).toBe(true);
  expect(spans.between(5_000, 6_000)).toBe(true);
  expect(spans.between(9_985_000, 9_986_000)).toBe(false);
});
