import { describe, expect, it } from 'vitest';
import { formatSize } from '../../../../../renderer/src/format/sizes';

describe('formatSize', () => {
  it.each([
    [0, '0 B'],
    [214, '214 B'],
    [1_024, '1 KB'],
    [1_500, '1.5 KB'],
    [262_144, '256 KB'],
    [1_048_575, '1.0 MB'],
    [4_404_019, '4.2 MB'],
    [256_000_000, '244 MB']
  ])('%d bytes are %s', (bytes, text) => expect(formatSize(bytes)).toBe(text));
});
