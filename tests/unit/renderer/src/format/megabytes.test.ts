import { expect, it } from 'vitest';
import { formatMegabytes } from '../../../../../renderer/src/format/megabytes';

it.each([
  [0, '0'],
  [1_000, '0'],
  [440_000, '0.4'],
  [16_000_000, '16'],
  [256_000_000, '256'],
  [4_000_000_000, '4,000']
])('%d bytes are %s MB', (bytes, text) => {
  expect(formatMegabytes(bytes)).toBe(text);
});
