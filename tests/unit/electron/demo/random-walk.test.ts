import { expect, it } from 'vitest';
import { createRandom } from '../../../../electron/demo/random';
import { RandomWalk } from '../../../../electron/demo/random-walk';

function walked(everyMs: number, steps: number): number[] {
  const walk = new RandomWalk(createRandom(3, 'walk'), { mean: 60, swing: 2 });
  return Array.from({ length: steps }, (_, step) => walk.at(step * everyMs));
}

it('moves a little from second to second and stays near its mean', () => {
  const values = walked(1_000, 5_000);
  const steps = values.slice(1).map((value, index) => Math.abs(value - (values[index] ?? value)));
  expect(Math.max(...steps)).toBeLessThan(1.5);
  expect(Math.max(...values.map((value) => Math.abs(value - 60)))).toBeLessThan(9);
  expect(Math.max(...values) - Math.min(...values)).toBeGreaterThan(3);
});

it('swings as far when it is sampled rarely', () => {
  const values = walked(600_000, 2_000);
  const spread = Math.sqrt(values.reduce((sum, value) => sum + (value - 60) ** 2, 0) / values.length);
  expect(spread).toBeGreaterThan(1.8);
  expect(spread).toBeLessThan(2.2);
});

it('keeps within its bounds', () => {
  const walk = new RandomWalk(createRandom(3, 'bounds'), { mean: 0.9, swing: 1, low: 0, high: 1 });
  for (let step = 0; step < 500; step += 1) {
    const value = walk.at(step * 10_000);
    expect(value).toBeGreaterThanOrEqual(0);
    expect(value).toBeLessThanOrEqual(1);
  }
});

it('drifts to a mean that is moved', () => {
  const walk = new RandomWalk(createRandom(3, 'drift'), { mean: 60, swing: 0.5 });
  walk.at(0);
  walk.mean = 80;
  expect(walk.at(1_000)).toBeLessThan(65);
  expect(walk.at(1_200_000)).toBeGreaterThan(77);
});
