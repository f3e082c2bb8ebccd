import { decodingBounds } from '#contract/limits';
import { DecodeError } from '../decode-error';
import type { Decoder } from '../decoder';

const judgedUnits = 2_048;
/** Without a mark: four measured values between 32 and 126 are letters, too. */
const fewestUnits = 6;
/** Text without any ASCII is of one script, or of those that are written together; measured values are of many. */
const oneScript =
  /^(?:[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}\p{sc=Zyyy}]+|[\p{sc=Latn}\p{sc=Zyyy}\p{sc=Zinh}]+|[\p{sc=Cyrl}\p{sc=Zyyy}]+|[\p{sc=Grek}\p{sc=Zyyy}]+|[\p{sc=Arab}\p{sc=Zyyy}\p{sc=Zinh}]+|[\p{sc=Hebr}\p{sc=Zyyy}]+|[\p{sc=Thai}\p{sc=Zyyy}]+|[\p{sc=Deva}\p{sc=Zyyy}\p{sc=Zinh}]+)$/u;
const fewestLetters = 2;
/** Units that are transcoded between two signs of life. */
const pieceBytes = 1_048_576;

type Order = 'little' | 'big';

/** UTF-16 (RFC 2781) in either byte order; without a byte order mark the order is the one in which it is text. */
export const utf16: Decoder = {
  format: 'utf-16',
  score: (bytes) => {
    if (bytes.length < 4 || bytes.length % 2 !== 0) return 0;
    const marked = markedOrder(bytes);
    const judged = bytes.subarray(marked === null ? 0 : 2, judgedUnits * 2);
    if (marked !== null) return isText(judged, marked) ? 0.9 : 0;
    if (judged.length < fewestUnits * 2) return 0;
    const best = Math.max(looks(judged, 'little'), looks(judged, 'big'));
    return best >= 0.9 ? 0.8 : 0;
  },
  decode: (bytes, context) => {
    const marked = markedOrder(bytes);
    const judged = bytes.subarray(0, judgedUnits * 2);
    const order = marked ?? (looks(judged, 'big') > looks(judged, 'little') ? 'big' : 'little');
    const from = marked === null ? 0 : 2;
    const fault = firstFault(bytes, from, order, context.alive);
    if (fault !== null) throw fault;
    return { kind: 'text', text: toUtf8(bytes.subarray(from), order, context.alive) };
  }
};

function markedOrder(bytes: Uint8Array): Order | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'little';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'big' : null;
}

function unit(bytes: Uint8Array, at: number, order: Order): number {
  const first = bytes[at] ?? 0;
  const second = bytes[at + 1] ?? 0;
  return order === 'little' ? first | (second << 8) : (first << 8) | second;
}

function judge(bytes: Uint8Array, order: Order): { plain: number; controls: number } {
  let plain = 0;
  let controls = 0;
  for (let at = 0; at + 1 < bytes.length; at += 2) {
    const code = unit(bytes, at, order);
    if ((code >= 0x20 && code < 0x7f) || code === 0x0a || code === 0x0d || code === 0x09) plain += 1;
    else if (code < 0x20 || (code >= 0x7f && code < 0xa0) || code >= 0xfffe) controls += 1;
  }
  return { plain, controls };
}

/** Two bytes are no proof: -2 and -257 are the mark as well. */
function isText(bytes: Uint8Array, order: Order): boolean {
  const { plain, controls } = judge(bytes, order);
  if (controls > 0 || plain > 0) return controls === 0;
  const units = Buffer.from(bytes);
  if (order === 'big') units.swap16();
  const text = units.toString('utf16le');
  return text.length >= fewestLetters && oneScript.test(text) && /\p{L}/u.test(text);
}

/** Which part of the units is plain ASCII text, when none is a control character. */
function looks(bytes: Uint8Array, order: Order): number {
  const { plain, controls } = judge(bytes, order);
  return controls > 0 ? 0 : plain / Math.max(1, bytes.length >> 1);
}

function firstFault(bytes: Uint8Array, from: number, order: Order, alive: () => void): DecodeError | null {
  for (let at = from; at < bytes.length; at += 2) {
    if (at + 1 === bytes.length) return new DecodeError('cut-short', bytes.length);
    const code = unit(bytes, at, order);
    if (code >= 0xd800 && code <= 0xdfff) {
      if (code >= 0xdc00) return new DecodeError('invalid', at);
      if (at + 3 >= bytes.length) return new DecodeError('cut-short', bytes.length);
      const low = unit(bytes, at + 2, order);
      if (low < 0xdc00 || low > 0xdfff) return new DecodeError('invalid', at);
      at += 2;
    }
    if (at % pieceBytes < 2) alive();
  }
  return null;
}

function toUtf8(bytes: Uint8Array, order: Order, alive: () => void): Uint8Array {
  const pieces: Buffer[] = [];
  let length = 0;
  for (let from = 0; from < bytes.length;) {
    const end = Math.min(bytes.length, from + pieceBytes);
    // Never between the two halves of one character.
    const high = end < bytes.length && (unit(bytes, end - 2, order) & 0xfc00) === 0xd800;
    const units = Buffer.from(bytes.subarray(from, high ? end - 2 : end));
    if (order === 'big') units.swap16();
    const piece = Buffer.from(units.toString('utf16le'));
    from += units.length;
    length += piece.length;
    if (length > decodingBounds.decodedBytes) {
      throw new DecodeError('too-large', null, '', { limitBytes: decodingBounds.decodedBytes });
    }
    pieces.push(piece);
    alive();
  }
  return Buffer.concat(pieces, length);
}
