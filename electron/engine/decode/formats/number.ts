import { DecodeError } from '../decode-error';
import type { Decoded } from '../decoded';
import type { Decoder } from '../decoder';

const longestBytes = 400;
const jsonScalar = /^(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false)$/;
/** Senders that do not write JSON: `+5`, `007`, `.5`, `5.`, `NaN`, `-inf`, `True`. */
const looseNumber = /^[+-]?(?:(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|nan|inf(?:inity)?)$/i;
const looseBoolean = /^(?:true|false)$/i;

/** One number or boolean as text, white space and one NUL (of a C string) around it let pass; the digits stay as written. */
export const number: Decoder = {
  format: 'number',
  score: (bytes) => (read(bytes) === null ? 0 : 0.96),
  decode: (bytes) => {
    const decoded = read(bytes);
    if (decoded === null) throw new DecodeError('invalid', firstFault(bytes));
    return decoded;
  }
};

function read(bytes: Uint8Array): Decoded | null {
  if (bytes.length === 0 || bytes.length > longestBytes) return null;
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  const word = text.replace(/^[ \t\r\n]+|[ \t\r\n]*\0?$/g, '');
  const strict = jsonScalar.test(word);
  if (!strict && !looseNumber.test(word) && !looseBoolean.test(word)) return null;
  return { kind: 'json', text: Buffer.from(word, 'latin1'), notation: !strict };
}

function firstFault(bytes: Uint8Array): number {
  const good = /^[ \t\r\n]*[+-]?\d*\.?\d*(?:[eE][+-]?\d*)?/;
  return good.exec(Buffer.from(bytes.subarray(0, longestBytes)).toString('latin1'))?.[0].length ?? 0;
}
