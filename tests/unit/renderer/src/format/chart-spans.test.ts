import { expect, it } from 'vitest';
import { formatSpan } from '../../../../../renderer/src/format/chart-spans';

it.each([
  [0.05, '0.05 ms'],
  [50, '50 ms'],
  [850.4, '850 ms'],
  [1_000, '1 s'],
  [300_000, '5 min'],
  [5_400_000, '1.5 h'],
  [7 * 86_400_000, '7 d']
])('%d ms is %s', (ms, text) => {
  expect(formatSpan(ms)).toBe(text);
});
