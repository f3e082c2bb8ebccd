import { expect, it } from 'vitest';
import { createRandom } from '../../../../electron/demo/random';

const draw = (seed: number, name: string): number[] => {
  const random = createRandom(seed, name);
  return Array.from({ length: 1_000 }, () => random.next());
};

it('repeats itself for the same seed and name, and only then', () => {
  expect(draw(1, 'a')).toEqual(draw(1, 'a'));
  expect(draw(1, 'a')).not.toEqual(draw(1, 'b'));
  expect(draw(1, 'a')).not.toEqual(draw(2, 'a'));
});

it('stays within 0 and 1 and is even', () => {
  const numbers = draw(7, 'even');
  expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...numbers)).toBeLessThan(1);
  expect(numbers.reduce((sum, number) => sum + number, 0) / 1_000).toBeCloseTo(0.5, 1);
});

it('reaches both ends of a whole range', () => {
  const random = createRandom(1, 'dice');
  const rolls = new Set(Array.from({ length: 200 }, () => random.whole(1, 6)));
  expect([...rolls].sort()).toEqual([1, 2, 3, 4, 5, 6]);
});

it('draws a bell curve of width 1', () => {
  const random = createRandom(1, 'bell');
  const draws = Array.from({ length: 4_000 }, () => random.gauss());
  const squares = draws.reduce((sum, value) => sum + value * value, 0);
  expect(Math.sqrt(squares / 4_000)).toBeCloseTo(1, 1);
});
