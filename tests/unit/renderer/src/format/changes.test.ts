import { expect, it } from 'vitest';
import { formatChange } from '../../../../../renderer/src/format/changes';

it.each([
  [61.8, 61.8 - 61.7, '+0.1'],
  [61.7, 61.7 - 61.8, '−0.1'],
  [4.82, 4.82 - 4.79, '+0.03'],
  [65, 0, '0'],
  [0.3, 0.1 + 0.2 - 0.3, '0'],
  [1_000_001, 1_000_000, '+1000000'],
  [1e-9, 1e-9, '+1e-9'],
  [1e300, 1e300, '+1e+300'],
  [10, 10 / 3, '+3.33333']
])('%d changed by %d: %s', (value, change, text) => expect(formatChange(value, change)).toBe(text));

it('says nothing of a change that is no number', () => {
  expect(formatChange(1, Number.NaN)).toBe('');
});
