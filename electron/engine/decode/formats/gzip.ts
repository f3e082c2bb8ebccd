import type { Decoder } from '../decoder';
import { unpackWhole } from '../unpacking';

/** RFC 1952; known by its first bytes: magic, method 8, no reserved flags. */
export const gzip: Decoder = {
  format: 'gzip',
  score: (bytes) =>
    bytes.length >= 10 && bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 8 && (bytes[3] ?? 0) < 0x20 ? 0.97 : 0,
  decode: (bytes, context) => ({ kind: 'inner', bytes: unpackWhole('gzip', bytes, context.alive) })
};
