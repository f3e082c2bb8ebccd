import { looksMeant } from '../content-look';
import type { Decoder } from '../decoder';
import { textFault } from '../text-fault';
import { unpackBeginning, unpackWhole } from '../unpacking';

const fewestBytes = 8;

/** Raw deflate (RFC 1951). It has no signature: found only where it unpacks to JSON, XML or text. */
export const deflate: Decoder = {
  format: 'deflate',
  score: (bytes, context) => {
    if (bytes.length < fewestBytes || textFault(bytes.subarray(0, 64), context.alive) < 0) return 0;
    const beginning = unpackBeginning('deflate', bytes);
    return beginning !== null && looksMeant(beginning.bytes, true) ? 0.75 : 0;
  },
  decode: (bytes, context) => ({ kind: 'inner', bytes: unpackWhole('deflate', bytes, context.alive) })
};
