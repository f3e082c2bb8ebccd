import { expect, it } from 'vitest';
import { isReachable } from '../../../../electron/demo/outage-schedule';

it.each([
  [0, true],
  [44_999, true],
  [45_000, false],
  [59_999, false],
  [60_000, true],
  [105_000, false]
])('%i ms after the start: reachable is %s', (sinceStartMs, reachable) => {
  expect(isReachable(sinceStartMs)).toBe(reachable);
});
