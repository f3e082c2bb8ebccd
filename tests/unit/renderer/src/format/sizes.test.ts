import { describe, expect, it } from 'vitest';
import { formatSize } from '../../../../../renderer/src/format/sizes';

describe('formatSize', () => {
  it.each([
    [0, '0 B'],
    [214, '214 B'],
    [1_000, '1 KB'],
    [1_500, '1.5 KB'],
    [256_000, '256 KB'],
    [999_499, '999 KB'],
    [999_500, '1.0 MB'],
    [4_200_019, '4.2 MB'],
    [256_000_000, '256 MB']
  ])('%d bytes are %s', (bytes, text) => expect(formatSize(bytes)).toBe(text));
});
