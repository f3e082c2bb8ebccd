import { isUtf8 } from 'node:buffer';
import type { DecoderRule } from '#contract/decoder-rule';
import { decodingBounds } from '#contract/limits';
import { shownPartBytes } from '#contract/document';
import type { PayloadFormat } from '#contract/payload-format';
import { looksBinary } from './binary-look';
import type { DecodedPayload } from './decode-payload';
import type { Steps } from './run-steps';
import { layOutJson } from './json-layout';
import { wholeCharacters } from './whole-characters';

const checkedBytes = 1_048_576;
const judgedBytes = 65_536;
const asItIs: ReadonlySet<string> = new Set(['auto', 'bytes', 'text', 'json', 'json-lines']);

/**
 * What a payload beyond `decodingBounds.decodedBytes` is, without decoding it: JSON by its beginning, other text, or bytes.
 * `whole` false: only its beginning is there.
 */
export function* readLarge(
  payload: Uint8Array,
  whole: boolean,
  rule: DecoderRule | null
): Steps<Omit<DecodedPayload, 'byteOrderMark'>> {
  const chosen = rule !== null && rule.decoder !== 'auto' ? rule : null;
  const about = {
    reason: chosen === null ? ({ kind: 'detected' } as const) : ({ kind: 'chosen', filter: chosen.filter } as const),
    messageType: null
  };
  const bytes = { ...about, chain: [], decoded: { kind: 'inner', bytes: payload }, problem: null } as const;
  if (chosen !== null && !asItIs.has(chosen.decoder)) {
    const format = chosen.decoder as PayloadFormat;
    const facts = { bytes: decodingBounds.decodedBytes };
    return { ...bytes, problem: { code: 'too-large', format, byte: null, facts, raw: '' } };
  }
  if (chosen?.decoder === 'bytes' || !(yield* isText(payload, whole))) return bytes;
  const start = payload.subarray(0, shownPartBytes);
  const cut = start.subarray(0, wholeCharacters(start));
  const json = chosen?.decoder === 'text' ? null : yield* layOutJson(cut, { cut: true, flatArrays: true });
  // So much that begins with a number or a quoted word is more likely lines of text.
  if (json !== null && json.count > 1) {
    return { ...about, chain: ['json'], decoded: { kind: 'json', text: payload, notation: false }, problem: null };
  }
  return { ...about, chain: ['text'], decoded: { kind: 'text', text: payload }, problem: null };
}

function* isText(bytes: Uint8Array, whole: boolean): Steps<boolean> {
  for (let from = 0; from < bytes.length;) {
    const part = bytes.subarray(from, from + checkedBytes);
    const last = whole && from + part.length === bytes.length;
    const length = last ? part.length : wholeCharacters(part);
    if (!isUtf8(part.subarray(0, length))) return false;
    from += Math.max(length, 1);
    yield;
  }
  return !looksBinary(bytes.subarray(0, judgedBytes));
}
