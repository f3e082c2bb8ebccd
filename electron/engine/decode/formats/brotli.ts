import { looksMeant } from '../content-look';
import type { Decoder } from '../decoder';
import { unpackBeginning, unpackWhole } from '../unpacking';

const fewestBytes = 8;

/** RFC 7932. It has no signature: found only where it unpacks to JSON, XML or text and is not text itself. */
export const brotli: Decoder = {
  format: 'brotli',
  score: (bytes) => {
    if (bytes.length < fewestBytes || looksMeant(bytes, true)) return 0;
    const beginning = unpackBeginning('brotli', bytes);
    return beginning !== null && looksMeant(beginning.bytes, true) ? 0.74 : 0;
  },
  decode: (bytes, context) => ({ kind: 'inner', bytes: unpackWhole('brotli', bytes, context.alive) })
};
