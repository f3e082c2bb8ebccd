import { expect, it } from 'vitest';
import { tinyLine } from '../../../../../renderer/src/format/tiny-line';

it('spans the box from its lowest to its highest value', () => {
  expect(tinyLine([0, 10, 5], 100, 16)).toBe('M0 15L50 1L100 8');
});

it('stands in the middle while nothing moves', () => {
  expect(tinyLine([65, 65], 100, 16)).toBe('M0 8L100 8');
});

it('is broken where nothing is, and shows a value that stands alone', () => {
  expect(tinyLine([0, 10, null, 5, null], 100, 16)).toBe('M0 15L25 1M75 8h1');
});

it('is nothing without values', () => {
  expect(tinyLine([], 100, 16)).toBe('');
  expect(tinyLine([null, Number.NaN], 100, 16)).toBe('');
});
