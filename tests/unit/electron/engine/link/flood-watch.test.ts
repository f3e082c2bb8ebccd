import { expect, it } from 'vitest';
import { FloodWatch } from '../../../../../electron/engine/link/flood-watch';

it('tells a flood from a steady feed, and its end', () => {
  const watch = new FloodWatch();
  // 100,000 messages a second of 170 bytes, in pieces every 10 ms.
  for (let ms = 1_000; ms < 2_000; ms += 10) {
    watch.read(170_000, ms);
    expect(watch.isFlood(ms)).toBe(false);
  }
  for (let ms = 5_000; ms < 5_015; ms += 1) watch.read(65_536, ms);
  expect(watch.isFlood(5_014)).toBe(false);
  watch.read(65_536, 5_015);
  expect(watch.isFlood(5_015)).toBe(true);
  expect(watch.isFlood(5_031)).toBe(false);
});

it('is not misled by a clock that is set back', () => {
  const watch = new FloodWatch();
  watch.read(2_000_000, 9_000);
  expect(watch.isFlood(4_000)).toBe(false);
});

it('takes much less for a flood while retained messages may come', () => {
  const watch = new FloodWatch();
  watch.expectRetained(5_000);
  watch.read(65_536, 4_000);
  expect(watch.isFlood(4_000)).toBe(false);
  watch.read(65_536, 4_005);
  expect(watch.isFlood(4_005)).toBe(true);
  watch.read(131_072, 5_000);
  expect(watch.isFlood(5_000)).toBe(false);
});
