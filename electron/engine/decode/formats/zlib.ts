import type { Decoder } from '../decoder';
import { unpackBeginning, unpackWhole } from '../unpacking';

/** RFC 1950. Its two bytes of header may be anything (`x^` is one), so the beginning has to unpack. */
export const zlib: Decoder = {
  format: 'zlib',
  score: (bytes) => {
    const [method = 0, flags = 0] = bytes;
    const header =
      (method & 0x0f) === 8 && method >> 4 <= 7 && ((method << 8) | flags) % 31 === 0 && (flags & 0x20) === 0;
    return bytes.length >= 8 && header && unpackBeginning('zlib', bytes) !== null ? 0.92 : 0;
  },
  decode: (bytes, context) => ({ kind: 'inner', bytes: unpackWhole('zlib', bytes, context.alive) })
};
