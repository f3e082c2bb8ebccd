import { DecodeError } from '../decode-error';
import type { Decoder } from '../decoder';
import { beginsLikeJson, jsonFault } from '../json-fault';
import { layOutJson } from '../json-layout';
import type { JsonLineTable } from '../json-line-table';
import { runSteps } from '../run-steps';
import { textFault } from '../text-fault';
import { wholeCharacters } from '../whole-characters';
import { firstByte, plainText } from '../plain-text';

/** A longer text is judged by its beginning, and read in full only once. */
const checkedBytes = 16_384;
/** Of longer ones mostly the beginning is shown, and short ones are read in no time. */
const laidOutBytes = { least: 16_384, most: 2_097_152 };
const containers: ReadonlySet<number> = new Set(Buffer.from('{['));
const scalars: ReadonlySet<number> = new Set(Buffer.from('"n'));
const never = (): void => undefined;

/** RFC 8259, strictly, kept as written: 9007199254740993, 1e400, -0, duplicate names and their order. */
export const json: Decoder = {
  format: 'json',
  score: (bytes) => {
    const first = firstByte(bytes);
    if (!containers.has(first) && !scalars.has(first)) return 0;
    if (bytes.length <= checkedBytes && isJson(bytes)) return containers.has(first) ? 0.95 : 0.85;
    const start = bytes.subarray(0, checkedBytes);
    const whole = start.subarray(0, wholeCharacters(start));
    if (!containers.has(first) || textFault(whole, never) >= 0) return 0;
    if (beginsLikeJson(withoutMark(whole))) return 0.9;
    return bytes.length > checkedBytes && isBeginning(withoutMark(whole)) ? 0.9 : 0;
  },
  decode: (bytes, context) => {
    const { text, from } = plainText(bytes, context.alive);
    const lines = linesOf(text, context.alive);
    if (lines !== null) return { kind: 'json', text, notation: false, lines };
    const fault = jsonFault(text, context.alive);
    if (fault !== null) throw new DecodeError(fault.code, fault.byte + from);
    return { kind: 'json', text, notation: false };
  }
};

/** Null: it is not worth it, or not JSON. */
function linesOf(text: Uint8Array, alive: () => void): JsonLineTable | null {
  if (text.length < laidOutBytes.least || text.length > laidOutBytes.most) return null;
  return runSteps(layOutJson(text, { cut: false, flatArrays: true }), alive);
}

function isJson(bytes: Uint8Array): boolean {
  return textFault(bytes, never) < 0 && jsonFault(withoutMark(bytes), never) === null;
}

/** Nothing is wrong with it but that it ends too soon. */
function isBeginning(text: Uint8Array): boolean {
  return jsonFault(text, never)?.code === 'cut-short';
}

function withoutMark(bytes: Uint8Array): Uint8Array {
  return bytes[0] === 0xef ? bytes.subarray(3) : bytes;
}
