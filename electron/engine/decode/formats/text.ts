import { looksBinary } from '../binary-look';
import { DecodeError } from '../decode-error';
import type { Decoder } from '../decoder';
import { textFault } from '../text-fault';

const judgedBytes = 65_536;

/** UTF-8 (RFC 3629), as it came; a byte order mark stays in it. */
export const text: Decoder = {
  format: 'text',
  score: (bytes, context) => {
    if (bytes.length === 0 || looksBinary(bytes.subarray(0, judgedBytes))) return 0;
    return textFault(bytes, context.alive) < 0 ? 0.5 : 0;
  },
  decode: (bytes, context) => {
    const fault = textFault(bytes, context.alive);
    if (fault >= 0) throw new DecodeError('invalid', fault);
    return { kind: 'text', text: bytes };
  }
};
