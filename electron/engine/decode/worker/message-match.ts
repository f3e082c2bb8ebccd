import { isUtf8 } from 'node:buffer';
import type { DecoderChoice } from '#contract/payload-format';
import { contentTypeHint } from '../content-type';
import type { DecodingRules } from '../decoding-rules';
import type { MessageBatch, MessageToDecode } from '../message-to-decode';
import { firstByte } from '../plain-text';
import type { ReadPayload } from '../read-payload';
import { parseSparkplugTopic } from '../sparkplug-topic';
import { batchMessages } from './batch-messages';

const messagesPerSign = 256;
/** Base64 and hexadecimal digits are not looked for in less. */
const fewestEncodedBytes = 16;
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** Formats whose decoded text is the payload's own, but for a byte order mark and line breaks. */
const asWritten: ReadonlySet<DecoderChoice> = new Set<DecoderChoice>([
  'auto',
  'text',
  'number',
  'json',
  'json-lines',
  'xml'
]);
const jsonStarts: ReadonlySet<number> = new Set(Buffer.from('{["'));
const escape = /\\(?:u([\da-f]{4})|([^u]))/gi;

/** What stands in a payload: sets of bits. */
const trait = { control: 1, beyondAscii: 2, backslash: 4, spoken: 8 } as const;
/** Of each byte. */
const traits = new Uint8Array(256);
const lowered = new Uint8Array(256);
for (let byte = 0; byte < 256; byte += 1) {
  const character = String.fromCharCode(byte);
  lowered[byte] = byte < 0x80 ? character.toLowerCase().charCodeAt(0) : byte;
  if (byte >= 0x80) traits[byte] = trait.beyondAscii | trait.spoken;
  else if ((byte < 0x20 && !'\t\n\r'.includes(character)) || byte === 0x7f) traits[byte] = trait.control;
  else if (character === '\\') traits[byte] = trait.backslash | trait.spoken;
  // What no Base64, no hexadecimal digits and no data URL have.
  else if (!/[\w\s+/=:;,.-]/.test(character)) traits[byte] = trait.spoken;
}

interface Ways {
  readonly rules: DecodingRules;
  readonly read: (message: MessageToDecode) => ReadPayload;
  readonly alive: () => void;
}

/**
 * 1 for each message whose decoded text or topic has all words (lower case), whatever their case there. Most payloads are
 * text that decodes to itself: those are searched as they came, all at once; only what may be something else is decoded. In JSON
 * a word may stand behind escapes.
 */
export function matchBatch(batch: MessageBatch, words: readonly string[], ways: Ways): Uint8Array {
  const matches = new Uint8Array(batch.ends.length);
  const topics = new Map<number, TopicLook>();
  const search = new BatchSearch(batch.bytes);
  let place = 0;
  let start = 0;
  for (const message of batchMessages(batch)) {
    const end = start + message.payload.length;
    const index = batch.topicOf[place] ?? 0;
    let topic = topics.get(index);
    if (topic === undefined) topics.set(index, (topic = lookAtTopic(message.topic, words, ways.rules)));
    if (place % messagesPerSign === 0) ways.alive();
    if (messageMatches(message, topic, search, start, end, ways)) matches[place] = 1;
    start = end;
    place += 1;
  }
  return matches;
}

interface TopicLook {
  /** Words that are not in the topic. */
  readonly missing: readonly string[];
  /** Its payloads may be text that decodes to itself. */
  readonly plain: boolean;
}

function lookAtTopic(topic: string | null, words: readonly string[], rules: DecodingRules): TopicLook {
  const lower = topic?.toLowerCase() ?? '';
  const choice = rules.of(topic)?.decoder ?? 'auto';
  const plain = asWritten.has(choice) && !(choice === 'auto' && parseSparkplugTopic(topic) !== null);
  return { missing: words.filter((word) => !lower.includes(word)), plain };
}

function messageMatches(
  message: MessageToDecode,
  { missing, plain }: TopicLook,
  search: BatchSearch,
  start: number,
  end: number,
  { read }: Pick<Ways, 'read'>
): boolean {
  if (missing.length === 0) return true;
  const found = search.traits(start, end);
  const { payload, contentType } = message;
  const asText =
    plain &&
    (found & trait.control) === 0 &&
    (contentType === null || asWritten.has(contentTypeHint(contentType)?.format ?? 'auto')) &&
    ((found & trait.beyondAscii) === 0 || isUtf8(payload));
  if (!asText) return hasAll(decodedText(read(message)), missing);
  if (missing.every((word) => search.has(word, start, end))) return true;
  if ((found & trait.beyondAscii) !== 0 && hasAll(decoder.decode(payload), missing)) return true;
  if ((found & trait.backslash) !== 0 && jsonStarts.has(firstByte(payload))) {
    return hasAll(decoder.decode(payload).replace(escape, unescaped), missing);
  }
  const encoded = (found & trait.spoken) === 0 && payload.length >= fewestEncodedBytes;
  return encoded && hasAll(decodedText(read(message)), missing);
}

/** RFC 8259, 7. Words have no white space: which one it is does not matter. */
function unescaped(_all: string, digits: string | undefined, character: string | undefined): string {
  if (digits !== undefined) return String.fromCharCode(Number.parseInt(digits, 16));
  return character === undefined || 'bfnrt'.includes(character) ? ' ' : character;
}

function decodedText({ decoded }: ReadPayload): string {
  return decoded.kind === 'inner' || decoded.kind === 'image' ? '' : decoder.decode(decoded.text);
}

function hasAll(text: string, words: readonly string[]): boolean {
  const lower = text.toLowerCase();
  return words.every((word) => lower.includes(word));
}

/** Looks for words in the payloads of a batch, one after the other from its beginning. */
class BatchSearch {
  readonly #bytes: Uint8Array;
  /** With the small letters of ASCII, up to the payload that was looked at last. */
  readonly #lower: Buffer;
  readonly #words = new Map<string, { readonly bytes: Buffer; next: number }>();

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#lower = Buffer.alloc(bytes.length);
    for (let at = 0; at < bytes.length; at += 1) this.#lower[at] = lowered[bytes[at] ?? 0] ?? 0;
  }

  traits(start: number, end: number): number {
    let found = 0;
    for (let at = start; at < end; at += 1) found |= traits[this.#bytes[at] ?? 0] ?? 0;
    return found;
  }

  /** The word lies whole between the two, letters beyond ASCII in the very case it has. Never asked for less than before. */
  has(word: string, start: number, end: number): boolean {
    let known = this.#words.get(word);
    if (known === undefined) this.#words.set(word, (known = { bytes: Buffer.from(word), next: -1 }));
    const { bytes } = known;
    let next = known.next;
    while (next < start || (next < end && next + bytes.length > end)) {
      const found = this.#lower.indexOf(bytes, Math.max(start, next + 1));
      next = found < 0 ? Number.POSITIVE_INFINITY : found;
    }
    known.next = next;
    return next + bytes.length <= end;
  }
}
