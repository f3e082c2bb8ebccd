import type { FieldPath, NumericField } from '#contract/chart';
import type { DecodeInput, DecodeOutput } from '../decode-jobs';
import type { Decoded } from '../decoded';
import type { DecodingRules } from '../decoding-rules';
import type { MessageBatch, MessageToDecode } from '../message-to-decode';
import type { ReadOne } from '../read-payload';
import { displayText } from '#contract/display-text';
import { float32Word } from '../float-words';
import { ExtractedFields } from './extracted-fields';
import { FieldText } from './field-text';
import { jsonTextOf } from './json-text';
import { NumericFields, type FoundField } from './numeric-fields';
import { numberInSource, numberInText } from './numeric-value';
import { isSparkplugValue } from './sparkplug-values';

const longestText = 64;
const messagesPerSign = 256;
/** As long are fractions of two at most that somebody means, such as 1023.99609375. */
const longestSingle = 14;

interface FieldJobsOptions {
  readonly rules: DecodingRules;
  readonly read: ReadOne;
  readonly alive: () => void;
}

/** The jobs `numbers` and `extract`, by the rules and schemas of the moment. */
export class FieldJobs {
  readonly #options: FieldJobsOptions;

  constructor(options: FieldJobsOptions) {
    this.#options = options;
  }

  numbers({ message, before, paths }: DecodeInput<'numbers'>): DecodeOutput<'numbers'> {
    const { decoded, decoding } = this.#options.read(message);
    const { fields, more } = this.#fields(decoded, paths, decoding.chain.includes('sparkplug'));
    const earlier = before === null ? [] : this.#earlier(before, fields);
    return { fields: fields.map((field, index) => withChange(field, earlier[index] ?? null)), more };
  }

  extract({ messages, paths }: DecodeInput<'extract'>): Float64Array {
    const { alive, read, rules } = this.#options;
    const values = new Float64Array(messages.ends.length * paths.length);
    const fields = new ExtractedFields(paths, messages.bytes, alive);
    const plain = messages.topics.map((topic) => isPlainTopic(rules, topic));
    let start = 0;
    for (let index = 0; index < messages.ends.length; index += 1) {
      if (index % messagesPerSign === 0) alive();
      const end = messages.ends[index] ?? start;
      const at = index * paths.length;
      const isPlain = plain[messages.topicOf[index] ?? 0] === true && (messages.contentTypes?.[index] ?? null) === null;
      if (!isPlain || !fields.plain(start, end, values, at)) {
        fields.decoded(read(messageAt(messages, index, start, end)).decoded, values, at);
      }
      start = end;
    }
    return values;
  }

  #fields(
    decoded: Decoded | null,
    paths: readonly FieldPath[] | null,
    isSparkplug: boolean
  ): { fields: readonly FoundField[]; more: number } {
    if (decoded === null) return { fields: [], more: 0 };
    const json = jsonTextOf(decoded);
    if (json !== null) {
      // The state of a host is plain JSON.
      const isValue = isSparkplug && json.notation ? isSparkplugValue : null;
      return new NumericFields(json, paths, isValue).read(this.#options.alive);
    }
    if (decoded.kind !== 'text' || paths?.includes('') === false) return { fields: [], more: 0 };
    const text = shortText(decoded.text);
    const number = numberInText(text);
    if (number === null) return { fields: [], more: 0 };
    const bare = number.kind === 'numeric-text' && number.unit === null;
    const unit = number.unit === null ? null : { text: displayText(number.unit), field: '' };
    const { value, decimals } = number;
    const shown = displayText(text.trim());
    return { fields: [{ path: '', text: shown, kind: bare ? 'number' : number.kind, value, unit, decimals }], more: 0 };
  }

  /** The same fields of the message before. */
  #earlier(before: MessageToDecode, fields: readonly FoundField[]): readonly (number | null)[] {
    const decoded = this.#options.read(before).decoded;
    const json = decoded === null ? null : jsonTextOf(decoded);
    if (json === null) {
      const number = decoded?.kind === 'text' ? numberInText(shortText(decoded.text)) : null;
      return fields.map(({ path }) => (path === '' ? (number?.value ?? null) : null));
    }
    const places = new FieldText(fields.map(({ path }) => path)).find(json, this.#options.alive);
    return fields.map((_, index) => {
      const source = sourceAt(json.text, places[index * 2] ?? -1, places[index * 2 + 1] ?? -1);
      return source === null ? null : (numberInSource(source)?.value ?? null);
    });
  }
}

/** Text of the fields of a decoded payload, as a column shows it: without the quotes of a string. Null: it has no such field. */
export function fieldTexts(
  decoded: Decoded | null,
  paths: readonly FieldPath[],
  longestCharacters: number
): readonly (string | null)[] {
  const json = decoded === null ? null : jsonTextOf(decoded);
  if (json === null) {
    const whole =
      decoded?.kind === 'text' ? Buffer.from(decoded.text.subarray(0, longestCharacters * 4)).toString() : null;
    return paths.map((path) => (path === '' && whole !== null ? displayText(whole.slice(0, longestCharacters)) : null));
  }
  const places = new FieldText(paths).find(json, () => undefined);
  return paths.map((_, index) => {
    const start = places[index * 2] ?? -1;
    const end = places[index * 2 + 1] ?? -1;
    if (start < 0) return null;
    const cut = Math.min(end, start + longestCharacters * 6);
    const source = Buffer.from(json.text.buffer, json.text.byteOffset + start, cut - start).toString();
    const text = cut === end && source.startsWith('"') ? unquoted(source) : source;
    return displayText(text.slice(0, longestCharacters));
  });
}

/** Nobody says how its payloads are read, and its topic does not either: what looks like a number or JSON is that. */
function isPlainTopic(rules: DecodingRules, topic: string | null): boolean {
  const decoder = rules.of(topic)?.decoder ?? 'auto';
  return decoder === 'auto' && topic?.startsWith('spBv1.0/') !== true;
}

function messageAt(messages: MessageBatch, index: number, start: number, end: number): MessageToDecode {
  const topicIndex = messages.topicOf[index] ?? 0;
  return {
    topic: messages.topics[topicIndex] ?? null,
    contentType: messages.contentTypes?.[index] ?? null,
    payload: messages.bytes.subarray(start, end),
    births: messages.births[topicIndex] ?? []
  };
}

/** As many decimals as the two have: 61.8 after 61.7 is 0.1 more, not 0.0999999999999943. */
function withChange({ decimals, ...field }: FoundField, earlier: number | null): NumericField {
  if (earlier === null) return { ...field, change: null };
  const digits = Math.max(singleDecimals(field.value) ?? decimals, singleDecimals(earlier) ?? decimalsOf(earlier));
  const change = field.value - earlier;
  const exact = Math.abs(change) < 1e15 && digits <= 15;
  return { ...field, change: Number.isFinite(change) ? (exact ? Number(change.toFixed(digits)) : change) : null };
}

/** Of 21.600000381469727, which is 21.6 in single precision; null: it is no such number. */
function singleDecimals(value: number): number | null {
  const isSingle = Math.fround(value) === value && String(value).length > longestSingle;
  return isSingle ? decimalsOf(Number(float32Word(value))) : null;
}

function decimalsOf(value: number): number {
  const [digits = '', power = '0'] = String(value).split('e');
  return Math.max(0, (digits.split('.')[1]?.length ?? 0) - Number(power));
}

function shortText(text: Uint8Array): string {
  return text.length > longestText * 4 ? '' : Buffer.from(text.buffer, text.byteOffset, text.length).toString();
}

function sourceAt(text: Uint8Array, start: number, end: number): string | null {
  if (start < 0 || end - start > longestText * 6) return null;
  return Buffer.from(text.buffer, text.byteOffset + start, end - start).toString();
}

function unquoted(source: string): string {
  try {
    const text: unknown = JSON.parse(source);
    return typeof text === 'string' ? text : source;
  } catch {
    return source;
  }
}
