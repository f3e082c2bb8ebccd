import { decodingBounds } from '#contract/limits';
import { DecodeError } from '../decode-error';
import type { Decoder } from '../decoder';
import { isKnown } from './base64';

const fewestCharacters = 16;
const judgedCharacters = 65_536;
const charactersPerSign = 1_048_576;
const separators: ReadonlySet<number> = new Set(Buffer.from(' \t\r\n:,-'));
const never = (): void => undefined;

/**
 * Bytes written as pairs of hexadecimal digits, with or without separators and `0x`. Numbers and identifiers look like that
 * too, so it is found only where one of the `inside` decoders is sure of what comes out.
 */
export function hex(inside: readonly Decoder[]): Decoder {
  return {
    format: 'hex',
    score: (bytes, context) => {
      const judged = bytes.subarray(0, judgedCharacters);
      if (judged.length < fewestCharacters || digit(judged[0] ?? 0) < 0) return 0;
      const read = readPairs(judged, never);
      const cut = judged.length < bytes.length && read.code === 'cut-short';
      return (read.code === null || cut) && isKnown(read.bytes, inside, context) ? 0.94 : 0;
    },
    decode: (bytes, context) => {
      if (bytes.length / 2 > decodingBounds.decodedBytes) {
        throw new DecodeError('too-large', null, '', { limitBytes: decodingBounds.decodedBytes });
      }
      const read = readPairs(bytes, context.alive);
      if (read.code !== null) throw new DecodeError(read.code, read.byte);
      return { kind: 'inner', bytes: read.bytes };
    }
  };
}

interface Pairs {
  readonly bytes: Uint8Array;
  readonly code: 'cut-short' | 'invalid' | null;
  readonly byte: number;
}

function readPairs(text: Uint8Array, alive: () => void): Pairs {
  const bytes = new Uint8Array(text.length >> 1);
  let length = 0;
  const end = (code: Pairs['code'], byte: number): Pairs => ({ bytes: bytes.subarray(0, length), code, byte });
  for (let at = 0; at < text.length;) {
    if (length % charactersPerSign === 0) alive();
    const byte = text[at] ?? 0;
    if (separators.has(byte)) {
      at += 1;
    } else if (byte === 0x30 && ((text[at + 1] ?? 0) | 0x20) === 0x78) {
      at += 2;
    } else {
      const high = digit(byte);
      if (high < 0) return end('invalid', at);
      if (at + 1 === text.length) return end('cut-short', text.length);
      const low = digit(text[at + 1] ?? 0);
      if (low < 0) return end('invalid', at + 1);
      bytes[length] = (high << 4) | low;
      length += 1;
      at += 2;
    }
  }
  return length === 0 ? end('cut-short', text.length) : end(null, 0);
}

function digit(byte: number): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const letter = byte | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}
