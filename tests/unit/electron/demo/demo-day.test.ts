import { expect, it } from 'vitest';
import { DemoDay } from '../../../../electron/demo/demo-day';

const START_MS = 1_000_000;
const HOUR_MS = (30 * 60_000) / 24;
const day = new DemoDay(START_MS);

it('starts at nine and comes round after half an hour', () => {
  expect(day.hour(START_MS)).toBe(9);
  expect(day.hour(START_MS + 30 * 60_000)).toBeCloseTo(9);
  expect(day.hour(START_MS - 10 * HOUR_MS)).toBeCloseTo(23);
});

it('has sun at noon, none at night', () => {
  expect(day.sun(START_MS + 3 * HOUR_MS)).toBeCloseTo(1);
  expect(day.sun(START_MS + 13 * HOUR_MS)).toBe(0);
});

it('wakes in the morning and sleeps at night', () => {
  expect(day.isWaking(START_MS)).toBe(true);
  expect(day.isWaking(START_MS + 16 * HOUR_MS)).toBe(false);
});
