import { decodingBounds } from '#contract/limits';
import { looksMeant } from '../content-look';
import type { DecodeContext } from '../decode-context';
import { DecodeError } from '../decode-error';
import type { Decoder } from '../decoder';

const fewestCharacters = 16;
const judgedCharacters = 65_536;
const sureScore = 0.9;
const charactersPerSign = 1_048_576;
const longestDataUrlStart = 200;
const dataUrlStart = /^data:[\w.+/-]*(?:;[\w.=+-]+)*;base64,/i;

const kind = { wrong: 0, digit: 1, standard: 2, url: 3, padding: 4, space: 5 } as const;
const kinds = new Uint8Array(256);
for (const digit of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789')
  kinds[digit.charCodeAt(0)] = kind.digit;
for (const digit of '+/') kinds[digit.charCodeAt(0)] = kind.standard;
for (const digit of '-_') kinds[digit.charCodeAt(0)] = kind.url;
kinds[0x3d] = kind.padding;
for (const space of ' \t\r\n') kinds[space.charCodeAt(0)] = kind.space;

/**
 * RFC 4648, 4 and 5, with or without padding, white space let pass, also behind `data:…;base64,`. Many words are Base64 by
 * accident, so it is found only where one of the `inside` decoders is sure of what comes out.
 */
export function base64(inside: readonly Decoder[]): Decoder {
  return {
    format: 'base64',
    score: (bytes, context) => {
      const from = dataUrlBytes(bytes);
      const judged = bytes.subarray(from, from + judgedCharacters);
      if (judged.length < fewestCharacters || fault(judged, never, judged.length < bytes.length - from) !== null)
        return 0;
      if (from > 0) return 0.97;
      return isKnown(unpacked(judged), inside, context) ? 0.94 : 0;
    },
    decode: (bytes, context) => {
      const from = dataUrlBytes(bytes);
      const text = bytes.subarray(from);
      const found = fault(text, context.alive, false);
      if (found !== null) throw new DecodeError(found.code, from + found.byte);
      if ((text.length * 3) / 4 > decodingBounds.decodedBytes) {
        throw new DecodeError('too-large', null, '', { limitBytes: decodingBounds.decodedBytes });
      }
      context.alive();
      return { kind: 'inner', bytes: unpacked(text) };
    }
  };
}

const never = (): void => undefined;

/** Whether what came out of a guess is the beginning of something known. */
export function isKnown(bytes: Uint8Array, inside: readonly Decoder[], context: DecodeContext): boolean {
  return looksMeant(bytes, false) || inside.some((decoder) => decoder.score(bytes, context) >= sureScore);
}

function dataUrlBytes(bytes: Uint8Array): number {
  if (bytes[0] !== 0x64 && bytes[0] !== 0x44) return 0;
  return dataUrlStart.exec(Buffer.from(bytes.subarray(0, longestDataUrlStart)).toString('latin1'))?.[0].length ?? 0;
}

/** Node's own reader takes both alphabets and passes over white space; `fault` has seen to the rest. */
function unpacked(text: Uint8Array): Uint8Array {
  return Buffer.from(Buffer.from(text.buffer, text.byteOffset, text.length).toString('latin1'), 'base64');
}

/** `cut`: more follows. */
function fault(
  text: Uint8Array,
  alive: () => void,
  cut: boolean
): { code: 'cut-short' | 'invalid'; byte: number } | null {
  let digits = 0;
  let padding = 0;
  let alphabet = 0;
  for (let at = 0; at < text.length; at += 1) {
    const found = kinds[text[at] ?? 0] ?? kind.wrong;
    if (at % charactersPerSign === 0) alive();
    if (found === kind.space) continue;
    if (found === kind.wrong || (padding > 0 && found !== kind.padding)) return { code: 'invalid', byte: at };
    if (found === kind.padding) {
      padding += 1;
      if (padding > 2 || (digits + padding) % 4 === 1 || digits % 4 < 2) return { code: 'invalid', byte: at };
      continue;
    }
    digits += 1;
    if (found === kind.digit) continue;
    if (alphabet !== 0 && alphabet !== found) return { code: 'invalid', byte: at };
    alphabet = found;
  }
  const whole = padding > 0 ? (digits + padding) % 4 === 0 : digits % 4 !== 1;
  return cut || (whole && digits > 0) ? null : { code: 'cut-short', byte: text.length };
}
