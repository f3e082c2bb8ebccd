import { expect, it } from 'vitest';
import { tinyLine } from '../../../../../renderer/src/format/tiny-line';

it('spans the box from its lowest to its highest value', () => {
  expect(tinyLine([0, 10, 5], 100, 16)).toBe('M0 15L50 1L100 8');
});

it('stands in the middle while nothing moves', () => {
  expect(tinyLine([65, 65], 100, 16)).toBe('M0 8L100 8');
});

it('is broken where nothing is for much longer than usual, and shows a value that stands alone', () => {
  expect(tinyLine([0, 10, null, null, null, 5, null], 60, 16)).toBe('M0 15L10 1M50 8h1');
});

it('joins the values of a topic that is slower than its points', () => {
  expect(tinyLine([0, null, null, 10, null, null, 5], 60, 16)).toBe('M0 15L30 1L60 8');
  expect(tinyLine([0, 10, null, 5], 60, 16)).toBe('M0 15L20 1L60 8');
});

it('shows the only value there is', () => {
  expect(tinyLine([null, 3, null], 60, 16)).toBe('M30 8h1');
});

it('is nothing without values', () => {
  expect(tinyLine([], 100, 16)).toBe('');
  expect(tinyLine([null, Number.NaN], 100, 16)).toBe('');
});
