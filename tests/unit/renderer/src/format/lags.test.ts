import { expect, it } from 'vitest';
import { formatLag } from '../../../../../renderer/src/format/lags';

it.each([
  [null, '–'],
  [0.3, '1 ms'],
  [18.4, '18 ms'],
  [999, '999 ms'],
  [1_240, '1.2 s'],
  [14_000, '14 s']
])('shows a lag of %s ms as %s', (lagMs, text) => expect(formatLag(lagMs)).toBe(text));
