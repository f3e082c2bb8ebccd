import { expect, it } from 'vitest';
import { rovingIndex } from '../../../../../renderer/src/ui/roving-index';

it.each([
  ['ArrowRight', 2, 0],
  ['ArrowDown', 0, 1],
  ['ArrowLeft', 0, 2],
  ['ArrowUp', 1, 0],
  ['Home', 2, 0],
  ['End', 0, 2],
  ['Enter', 1, null],
  ['a', 1, null]
])('%s from %d of three leads to %s', (key, from, to) => {
  expect(rovingIndex(key, from, 3)).toBe(to);
});

it('leads nowhere in an empty group', () => {
  expect(rovingIndex('End', 0, 0)).toBeNull();
});
