import { brotliDecompressSync, constants, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';
import { decodingBounds } from '#contract/limits';
import { DecodeError } from './decode-error';

export type Packing = 'gzip' | 'zlib' | 'deflate' | 'brotli';

const probedBytes = 4_096;
const probeOutputBytes = 1_048_576;
/** Where a fault is looked for: each look unpacks the beginning again. */
const searchedBytes = 262_144;
const searchOutputBytes = 2_097_152;
/** Output comes in pieces of this size: with small ones 64 MB take seconds. */
const chunkBytes = 131_072;
const probeChunkBytes = 16_384;
const longestCheckedMessage = 200;

interface Run {
  /** Bytes that end too soon are no error. */
  readonly mayEnd: boolean;
  readonly mostBytes: number;
}
type Outcome =
  | { readonly bytes: Buffer; readonly readBytes: number }
  | { readonly fault: 'cut-short' | 'invalid' | 'checksum' | 'too-large'; readonly raw: string };

/**
 * Unpacks with Node's zlib into at most `decodingBounds.decodedBytes`; what is longer ends there, whatever it would become.
 * Throws a DecodeError: cut-short, invalid, checksum, too-large, bytes-left-over (zeros behind gzip are let pass).
 */
export function unpackWhole(packing: Packing, bytes: Uint8Array, alive: () => void): Uint8Array {
  alive();
  const outcome = run(packing, bytes, { mayEnd: false, mostBytes: decodingBounds.decodedBytes });
  alive();
  if ('bytes' in outcome) {
    if (outcome.readBytes < bytes.length && !(packing === 'gzip' && isZero(bytes.subarray(outcome.readBytes)))) {
      throw new DecodeError('bytes-left-over', outcome.readBytes);
    }
    return outcome.bytes;
  }
  switch (outcome.fault) {
    case 'cut-short':
      throw new DecodeError('cut-short', bytes.length, outcome.raw);
    case 'too-large':
      throw new DecodeError('too-large', null, '', { limitBytes: decodingBounds.decodedBytes });
    default:
      throw new DecodeError(outcome.fault, faultPlace(packing, bytes, alive), outcome.raw);
  }
}

/** What the beginning unpacks to, and whether that is all of it; null: it is not packed like this. */
export function unpackBeginning(packing: Packing, bytes: Uint8Array): { bytes: Uint8Array; whole: boolean } | null {
  const whole = bytes.length <= probedBytes;
  const outcome = run(packing, bytes.subarray(0, probedBytes), { mayEnd: !whole, mostBytes: probeOutputBytes });
  if (!('bytes' in outcome)) return null;
  const readAll = outcome.readBytes >= Math.min(bytes.length, probedBytes);
  return readAll ? { bytes: outcome.bytes, whole } : null;
}

function run(packing: Packing, bytes: Uint8Array, { mayEnd, mostBytes }: Run): Outcome {
  const chunkSize = mostBytes > probeOutputBytes ? chunkBytes : probeChunkBytes;
  const usual = { maxOutputLength: mostBytes, chunkSize, info: true };
  try {
    return outcomeOf(
      packing === 'brotli'
        ? brotliDecompressSync(bytes, {
            ...usual,
            ...(mayEnd ? { finishFlush: constants.BROTLI_OPERATION_FLUSH } : {})
          })
        : zlibCalls[packing](bytes, { ...usual, ...(mayEnd ? { finishFlush: constants.Z_SYNC_FLUSH } : {}) })
    );
  } catch (error) {
    return { fault: faultOf(error), raw: error instanceof Error ? error.message.slice(0, longestCheckedMessage) : '' };
  }
}

const zlibCalls = { gzip: gunzipSync, zlib: inflateSync, deflate: inflateRawSync };

/** With `info` Node gives the result and the engine that made it, which its types do not say. */
function outcomeOf(result: unknown): Outcome {
  const { buffer, engine } = result as { buffer: Buffer; engine: { bytesWritten: number } };
  return { bytes: buffer, readBytes: engine.bytesWritten };
}

/** Node names what is wrong by code; only a checksum that does not fit has no code of its own. */
function faultOf(error: unknown): 'cut-short' | 'invalid' | 'checksum' | 'too-large' {
  if (!(error instanceof Error)) throw error;
  const code = 'code' in error ? String(error.code) : '';
  if (code === 'ERR_BUFFER_TOO_LARGE') return 'too-large';
  if (code === 'Z_BUF_ERROR') return 'cut-short';
  if (code === 'Z_DATA_ERROR' && /^incorrect (?:data|length) check$/.test(error.message)) return 'checksum';
  // Codes of Brotli differ: Electron's leave the library's prefix out (ERR_CL_SPACE, not ERR__ERROR_FORMAT_CL_SPACE). What zlib
  // says of bytes has a number, a wrong call has none.
  if (code.startsWith('Z_') || 'errno' in error) return 'invalid';
  throw error;
}

/** The byte at which unpacking stops: the shortest beginning that is already wrong. Null: too far in to look for. */
function faultPlace(packing: Packing, bytes: Uint8Array, alive: () => void): number | null {
  if (bytes.length > searchedBytes) return null;
  let good = 0;
  let wrong = bytes.length;
  while (wrong - good > 1) {
    const middle = (good + wrong) >> 1;
    const outcome = run(packing, bytes.subarray(0, middle), { mayEnd: true, mostBytes: searchOutputBytes });
    if ('fault' in outcome && outcome.fault === 'too-large') return null;
    if ('fault' in outcome && outcome.fault !== 'cut-short') wrong = middle;
    else good = middle;
    alive();
  }
  return wrong - 1;
}

function isZero(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 0);
}
