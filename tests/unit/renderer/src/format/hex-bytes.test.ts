import { describe, expect, it } from 'vitest';
import { hexBytes } from '../../../../../renderer/src/format/hex-bytes';

describe('hexBytes', () => {
  it('shows bytes, and that there are more', () => {
    expect(hexBytes(new Uint8Array([0, 0x7f, 255]))).toBe('00 7f ff');
    expect(hexBytes(new Uint8Array(5), 2)).toBe('00 00 …');
  });
});
