import { getHeapStatistics } from 'node:v8';
import type { DecodeContext } from '../../electron/engine/decode/decode-context';
import { DecodeError } from '../../electron/engine/decode/decode-error';
import type { Decoded } from '../../electron/engine/decode/decoded';
import type { Decoder } from '../../electron/engine/decode/decoder';
import type { MutationCase } from './mutation-cases';
import { decodeContext } from './notation-of';
import { seededRandom } from './seeded-random';

const suspectMs = 50;
const usualCount = 2_000;
const usualSeed = 20_261_121;

interface MutationRun {
  readonly read: number;
  readonly refused: number;
  readonly largestTextBytes: number;
  /** What decoding one input took, of the engine's heap and beside it, at most. */
  readonly mostBytes: number;
  readonly slowestMs: number;
}

/** Decodes and scores inputs with bytes changed, taken out, repeated and put in; anything but a DecodeError is thrown on. */
export function decodeMutated(
  { decoder, originals, given }: MutationCase,
  count = usualCount,
  seed = usualSeed
): MutationRun {
  const random = seededRandom(seed);
  const context = decodeContext(given);
  const run = { read: 0, refused: 0, largestTextBytes: 0, mostBytes: 0, slowestMs: 0 };
  for (let round = 0; round < count; round += 1) {
    const bytes = mutate(originals[round % originals.length] ?? new Uint8Array(), random);
    const bytesBefore = usedBytes();
    const startedMs = performance.now();
    const decoded = decodeOne(decoder, bytes, context, round);
    const tookMs = performance.now() - startedMs;
    // Where memory was freed in between, less than nothing was taken.
    run.mostBytes = Math.max(run.mostBytes, usedBytes() - bytesBefore);
    run.slowestMs = Math.max(
      run.slowestMs,
      ownMs(tookMs, () => decodeOne(decoder, bytes, context, round))
    );
    if (decoded === null) {
      run.refused += 1;
      continue;
    }
    run.read += 1;
    if (decoded.kind === 'json') run.largestTextBytes = Math.max(run.largestTextBytes, decoded.text.length);
  }
  return run;
}

/** Of what took long, the shortest of three times: something else may have had the processor. */
function ownMs(firstMs: number, again: () => unknown): number {
  let shortestMs = firstMs;
  for (let times = 0; shortestMs > suspectMs && times < 2; times += 1) {
    const startedMs = performance.now();
    again();
    shortestMs = Math.min(shortestMs, performance.now() - startedMs);
  }
  return shortestMs;
}

function usedBytes(): number {
  const { used_heap_size: heap, external_memory: beside } = getHeapStatistics();
  return heap + beside;
}

/** Null: refused. */
function decodeOne(decoder: Decoder, bytes: Uint8Array, context: DecodeContext, round: number): Decoded | null {
  try {
    decoder.score(bytes, context);
    return decoder.decode(bytes, context);
  } catch (cause) {
    if (!(cause instanceof DecodeError)) {
      throw new Error(`round ${round}: ${Buffer.from(bytes).toString('hex')}`, { cause });
    }
    if (cause.byte !== null && (cause.byte < 0 || cause.byte > bytes.length)) {
      throw new Error(`byte ${cause.byte} of ${bytes.length}`, { cause });
    }
    return null;
  }
}

function mutate(original: Uint8Array, random: () => number): Uint8Array {
  let bytes: number[] = [...original];
  const upTo = (limit: number): number => Math.floor(random() * limit);
  for (let mutations = 1 + upTo(4); mutations > 0; mutations -= 1) {
    const at = upTo(bytes.length + 1);
    switch (upTo(6)) {
      case 0:
        bytes[Math.min(at, bytes.length)] = upTo(256);
        break;
      case 1:
        bytes.splice(at, 1 + upTo(4));
        break;
      case 2:
        bytes.splice(at, 0, ...Array.from({ length: 1 + upTo(6) }, () => upTo(256)));
        break;
      case 3:
        bytes.splice(at, 0, ...bytes.slice(at, at + upTo(20)));
        break;
      case 4:
        bytes = bytes.slice(0, at);
        break;
      default:
        // the ends of ranges: lengths, counts, signs
        bytes.splice(
          at,
          1,
          [0x00, 0x7f, 0x80, 0xff][upTo(4)] ?? 0,
          ...(random() < 0.3 ? [0xff, 0xff, 0xff, 0xff] : [])
        );
    }
  }
  return Uint8Array.from(bytes);
}
