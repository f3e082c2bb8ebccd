import { DecodeError } from '../../electron/engine/decode/decode-error';
import type { Decoded } from '../../electron/engine/decode/decoded';
import type { Decoder } from '../../electron/engine/decode/decoder';
import { decodeContext } from './notation-of';

export function bytesOf(source: string | Uint8Array | readonly number[]): Uint8Array {
  return typeof source === 'string' ? Buffer.from(source) : Uint8Array.from(source);
}

/** What comes out, as text or bytes in hex; of what cannot be read the code and the place. */
export function outcome(decoder: Decoder, source: string | Uint8Array | readonly number[]): string {
  try {
    return shown(decoder.decode(bytesOf(source), decodeContext()));
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    return `${error.code} at ${error.byte}`;
  }
}

export function score(decoder: Decoder, source: string | Uint8Array | readonly number[]): number {
  return decoder.score(bytesOf(source), decodeContext());
}

export function shown(decoded: Decoded): string {
  switch (decoded.kind) {
    case 'image':
      return `${decoded.mime} ${decoded.widthPx}x${decoded.heightPx}`;
    case 'inner':
      return Buffer.from(decoded.bytes).toString('hex');
    default:
      return Buffer.from(decoded.text).toString();
  }
}
