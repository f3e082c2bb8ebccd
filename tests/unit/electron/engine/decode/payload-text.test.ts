import { expect, it } from 'vitest';
import { longestCopiedCharacters } from '../../../../../electron/contract/limits';
import { payloadText } from '../../../../../electron/engine/decode/payload-text';

const bytes = (size: number, byte: number): Uint8Array => new Uint8Array(size).fill(byte);

it('is the payload exactly, or its bytes in hex', () => {
  expect(payloadText(Buffer.from('\ufeff a\u0000\r\n\u00e9'))).toBe('\ufeff a\u0000\r\n\u00e9');
  expect(payloadText(Uint8Array.of(0xff, 0x00, 0x0a))).toBe('ff000a');
});

it('is whole up to what the clipboard is given, and then none', () => {
  expect(payloadText(bytes(longestCopiedCharacters, 0x61))).toHaveLength(longestCopiedCharacters);
  expect(payloadText(bytes(longestCopiedCharacters + 1, 0x61))).toBeNull();
  expect(payloadText(bytes(longestCopiedCharacters / 2, 0xff))).toHaveLength(longestCopiedCharacters);
  expect(payloadText(bytes(longestCopiedCharacters / 2 + 1, 0xff))).toBeNull();
  expect(payloadText(Buffer.from('\u20ac'.repeat(longestCopiedCharacters)))).toHaveLength(longestCopiedCharacters);
});
