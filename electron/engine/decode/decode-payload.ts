import { assertNever } from '#contract/assert-never';
import type { DecodeProblem, DecodingReason } from '#contract/decoding';
import { decodingBounds } from '#contract/limits';
import type { PayloadFormat } from '#contract/payload-format';
import { contentTypeHint } from './content-type';
import type { DecodeContext } from './decode-context';
import { DecodeError } from './decode-error';
import type { Decoded } from './decoded';
import type { Decoder } from './decoder';
import type { DecodingRules } from './decoding-rules';
import type { MessageToDecode } from './message-to-decode';

/** How a payload was read, and what came out. */
export interface DecodedPayload {
  /** Outermost first; empty: bytes. */
  readonly chain: readonly PayloadFormat[];
  readonly reason: DecodingReason;
  readonly messageType: string | null;
  readonly problem: DecodeProblem | null;
  readonly byteOrderMark: boolean;
  /** `inner`: bytes that no format was found for, or a person wants as bytes, or nothing at all: shown as a hex dump. */
  readonly decoded: Decoded;
}

interface Ways {
  /** See makeDecoders. */
  readonly decoders: readonly Decoder[];
  readonly rules: DecodingRules;
  readonly alive: () => void;
}

/** What one format made of bytes. */
type Tried =
  { readonly decoded: Decoded; readonly problem: null } | { readonly decoded: null; readonly problem: DecodeProblem };

interface Found {
  readonly format: PayloadFormat | null;
  readonly decoded: Decoded;
  /** What it looked like and is not. */
  readonly problem: DecodeProblem | null;
}

/** From here on a score is no guess, see makeDecoders. */
const sureScore = 0.95;
/** From here on nobody needs to try whether it unpacks by chance, which takes longer than all else. */
const structureScore = 0.8;
const withoutSignature: ReadonlySet<PayloadFormat> = new Set<PayloadFormat>(['deflate', 'brotli']);
/** Text in another encoding: JSON or the like may be written in it. */
const encodings: ReadonlySet<PayloadFormat> = new Set<PayloadFormat>(['utf-16', 'latin-1']);
const writtenAsText: ReadonlySet<PayloadFormat> = new Set<PayloadFormat>(['number', 'json', 'json-lines', 'xml']);

/**
 * Reads a payload: by the first rule of the profile that matches, else by MQTT 5 content type, by topic, by how sure each
 * decoder is of the bytes; what comes out of an envelope is read again. Answers for any bytes; only bugs throw.
 */
export function decodePayload(message: MessageToDecode, ways: Ways): DecodedPayload {
  const { payload, topic, contentType, births } = message;
  const rule = ways.rules.of(topic);
  const context = { topic, contentType, births, messageType: rule?.messageType ?? '', alive: ways.alive };
  const detected: DecodingReason = { kind: 'detected' };
  const chosen: DecodingReason =
    rule === null || rule.decoder === 'auto' ? detected : { kind: 'chosen', filter: rule.filter };
  if (payload.length === 0) return bytes(payload, chosen, null);
  if (rule !== null && rule.decoder !== 'auto') {
    if (rule.decoder === 'bytes') return bytes(payload, chosen, null);
    const tried = tryFormat(rule.decoder, payload, context, ways);
    if (tried.decoded === null) return bytes(payload, chosen, tried.problem);
    return unpack({ format: rule.decoder, decoded: tried.decoded, problem: null }, payload, chosen, context, ways);
  }
  return automatic(payload, context, ways);
}

function automatic(payload: Uint8Array, context: DecodeContext, ways: Ways): DecodedPayload {
  let problem: DecodeProblem | null = null;
  const failed = new Set<PayloadFormat>();
  const hint = contentTypeHint(context.contentType);
  if (hint !== null && context.contentType !== null) {
    const reason = { kind: 'content-type', contentType: context.contentType } as const;
    const hinted = hint.messageType === '' ? context : { ...context, messageType: hint.messageType };
    const tried = tryFormat(hint.format, payload, hinted, ways);
    if (tried.decoded !== null) {
      const read = unpack(
        { format: hint.format, decoded: tried.decoded, problem: null },
        payload,
        reason,
        hinted,
        ways
      );
      if (!hint.loose || read.chain.length > 1) return read;
      const finer = detect(payload, context, ways, failed, writtenAsText);
      if (finer.format === null) return read;
      return unpack(finer, payload, finer.format === 'number' ? reason : { kind: 'detected' }, context, ways);
    }
    problem = tried.problem;
    failed.add(hint.format);
  }
  if (isSparkplugTopic(context.topic) && !failed.has('sparkplug')) {
    const tried = tryFormat('sparkplug', payload, context, ways);
    if (tried.decoded !== null) {
      return unpack(
        { format: 'sparkplug', decoded: tried.decoded, problem },
        payload,
        { kind: 'topic' },
        context,
        ways
      );
    }
    problem ??= tried.problem;
    failed.add('sparkplug');
  }
  const found = detect(payload, context, ways, failed);
  return unpack({ ...found, problem: problem ?? found.problem }, payload, { kind: 'detected' }, context, ways);
}

/** Sparkplug 3.0, 4: `spBv1.0/group/type/edge[/device]`. STATE of a host application is JSON. */
function isSparkplugTopic(topic: string | null): boolean {
  return topic !== null && /^spBv1\.0\/[^/]+\/[ND](?:BIRTH|DEATH|DATA|CMD)\//.test(topic);
}

/** The surest decoder that does read the bytes; `only` these. */
function detect(
  payload: Uint8Array,
  context: DecodeContext,
  ways: Ways,
  failed: ReadonlySet<PayloadFormat>,
  only: ReadonlySet<PayloadFormat> | null = null
): Found {
  const guesses: { readonly decoder: Decoder; readonly score: number }[] = [];
  let problem: DecodeProblem | null = null;
  for (const decoder of ways.decoders) {
    if (failed.has(decoder.format) || (only !== null && !only.has(decoder.format))) continue;
    if (withoutSignature.has(decoder.format) && guesses.some(({ score }) => score >= structureScore)) continue;
    const score = decoder.score(payload, context);
    if (score >= sureScore) {
      // Nobody is asked after one that is sure and right: lists are full of short messages.
      const tried = attempt(decoder, payload, context);
      if (tried.decoded !== null) return { format: decoder.format, decoded: tried.decoded, problem };
      problem ??= tried.problem;
    } else if (score > 0) {
      guesses.push({ decoder, score });
    }
  }
  guesses.sort((left, right) => right.score - left.score);
  for (const { decoder } of guesses) {
    const tried = attempt(decoder, payload, context);
    if (tried.decoded !== null) return { format: decoder.format, decoded: tried.decoded, problem };
    problem ??= tried.problem;
  }
  return { format: null, decoded: { kind: 'inner', bytes: payload }, problem };
}

/** Reads again what came out of an envelope, up to `decodingBounds.chain` formats. */
function unpack(
  first: Found,
  payload: Uint8Array,
  reason: DecodingReason,
  context: DecodeContext,
  ways: Ways
): DecodedPayload {
  if (first.format === null) return bytes(payload, reason, first.problem);
  const chain = [first.format];
  let { decoded, problem } = first;
  let read = payload;
  while (chain.length < decodingBounds.chain) {
    const encoded = decoded.kind === 'text' && encodings.has(chain.at(-1) ?? 'text');
    if (decoded.kind !== 'inner' && !encoded) break;
    const inner = decoded.kind === 'inner' ? decoded.bytes : decoded.kind === 'text' ? decoded.text : read;
    if (inner.length === 0) break;
    const found = detect(inner, context, ways, new Set(), encoded ? writtenAsText : null);
    problem ??= found.problem;
    if (found.format === null) break;
    chain.push(found.format);
    decoded = found.decoded;
    read = inner;
  }
  const typed = chain.at(-1) === 'protobuf' && context.messageType !== '';
  return {
    chain,
    reason,
    messageType: typed ? context.messageType : null,
    problem,
    byteOrderMark: beginsWithMark(chain.length > 1 || !encodings.has(first.format) ? read : payload),
    decoded
  };
}

function beginsWithMark(payload: Uint8Array): boolean {
  const [first, second, third] = payload;
  if (first === 0xef) return second === 0xbb && third === 0xbf;
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
}

function bytes(payload: Uint8Array, reason: DecodingReason, problem: DecodeProblem | null): DecodedPayload {
  const decoded = { kind: 'inner', bytes: payload } as const;
  return { chain: [], reason, messageType: null, problem, byteOrderMark: false, decoded };
}

function tryFormat(format: PayloadFormat, payload: Uint8Array, context: DecodeContext, ways: Ways): Tried {
  const decoder = ways.decoders.find((known) => known.format === format);
  if (decoder === undefined) throw new Error(`no decoder of ${format}`);
  return attempt(decoder, payload, context);
}

function attempt(decoder: Decoder, payload: Uint8Array, context: DecodeContext): Tried {
  context.alive();
  try {
    return { decoded: decoder.decode(payload, context), problem: null };
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    const { code, byte, facts, message } = error;
    return { decoded: null, problem: { code, format: decoder.format, byte, facts, raw: message } };
  }
}

/** Bytes of what the last format gave. */
export function decodedBytes(decoded: Decoded): number {
  switch (decoded.kind) {
    case 'json':
    case 'json-lines':
    case 'xml':
    case 'text':
      return decoded.text.length;
    case 'image':
    case 'inner':
      return decoded.bytes.length;
    default:
      return assertNever(decoded);
  }
}
