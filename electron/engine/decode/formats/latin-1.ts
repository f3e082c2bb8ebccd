import { isUtf8 } from 'node:buffer';
import { decodingBounds } from '#contract/limits';
import { DecodeError } from '../decode-error';
import type { Decoder } from '../decoder';

const judgedBytes = 65_536;
const fewestBytes = 6;
const pieceBytes = 1_048_576;

/** ISO 8859-1: each byte is the character of its number. Found where few bytes of a text are no ASCII and the rest is readable. */
export const latin1: Decoder = {
  format: 'latin-1',
  score: (bytes) => {
    const judged = bytes.subarray(0, judgedBytes);
    if (judged.length < fewestBytes || isUtf8(bytes)) return 0;
    let plain = 0;
    for (const byte of judged) {
      if ((byte >= 0x20 && byte < 0x7f) || byte === 0x0a || byte === 0x0d || byte === 0x09) plain += 1;
      else if (byte < 0xa0) return 0;
    }
    return plain < judged.length && plain / judged.length >= 0.8 ? 0.3 : 0;
  },
  decode: (bytes, context) => {
    // Twice as long at most; sure to be too long before it is made.
    if (bytes.length > decodingBounds.decodedBytes) {
      throw new DecodeError('too-large', null, '', { limitBytes: decodingBounds.decodedBytes });
    }
    const pieces: Buffer[] = [];
    for (let from = 0; from < bytes.length; from += pieceBytes) {
      const part = bytes.subarray(from, from + pieceBytes);
      pieces.push(Buffer.from(Buffer.from(part.buffer, part.byteOffset, part.length).toString('latin1')));
      context.alive();
    }
    return { kind: 'text', text: Buffer.concat(pieces) };
  }
};
