import { isUtf8 } from 'node:buffer';
import type { ListedMessage } from '#contract/listed-message';
import type { MessageProperties } from '#contract/message';

export interface HistoryFileWish {
  readonly format: 'json-lines' | 'csv';
  /** Paths of the fields chosen. */
  readonly columns: readonly string[];
}

/** Characters gathered before they are written. */
const chunkCharacters = 262_144;
/** Of a payload at a time: a multiple of 3, so that pieces of Base64 join. */
const pieceBytes = 196_608;
const sliceMs = 4;
const rowsPerLook = 64;
/** Topics whose text is remembered; then all are forgotten. */
const mostTopics = 4_096;

/**
 * A list as a file in UTF-8, made while it is written: nothing larger than a piece of a payload is ever held.
 *
 * JSON lines: an object a line with `topic` (`topicBase64` when it is no UTF-8), `time` (ISO 8601, UTC, microseconds), `epochMs`, `qos`,
 * `retain`, `duplicate`, `packetId`, `sizeBytes`, `repeats` where a row stands for several, `payload` as text, `payloadBase64` when it is no UTF-8 or
 * `payload` null when it is no longer kept, `properties` (MQTT 5; correlation data in Base64; `userPropertiesLeftOut`
 * where there are more than are read, `unread` where they could not be read to their end) and `fields` chosen.
 *
 * CSV (RFC 4180): the same with a column for each field chosen; where none is, `payload` and `payload_encoding` (`utf-8` or
 * `base64`). Text that a spreadsheet would run as a formula (it begins with `=`, `+`, `-`, `@`, tab or return, and is no number) gets an apostrophe
 * before it (OWASP, CSV injection).
 */
export async function* historyFile(
  messages: AsyncIterable<readonly ListedMessage[]>,
  { format, columns }: HistoryFileWish
): AsyncGenerator<Uint8Array, void, undefined> {
  const rows = format === 'csv' ? new CsvRows(columns.length > 0) : new JsonLines(columns);
  let text = format === 'csv' ? csvHead(columns) : '';
  let count = 0;
  let untilMs = performance.now() + sliceMs;
  const overdue = (): boolean => performance.now() >= untilMs;
  const pause = async (): Promise<void> => {
    await new Promise((resume) => setImmediate(resume));
    untilMs = performance.now() + sliceMs;
  };
  for await (const some of messages) {
    for (const message of some) {
      text += rows.start(message);
      for (const piece of rows.payload(message.payload)) {
        text += piece;
        if (text.length < chunkCharacters) continue;
        yield Buffer.from(text);
        text = '';
        if (overdue()) await pause();
      }
      text += rows.end(message);
      count += 1;
      if (count % rowsPerLook === 0 && overdue()) await pause();
    }
    // The clock runs while some are read, too.
    if (overdue()) await pause();
  }
  yield Buffer.from(text);
}

/** A payload that is written in one piece, and mostly is. */
function inOnePiece(payload: Uint8Array): boolean {
  return payload.length <= pieceBytes;
}

/** Null: it is no UTF-8. */
function wholeText(payload: Uint8Array): string | null {
  const text = bufferOf(payload).toString();
  // What stands for a fault is a character of its own right.
  return text.includes('\ufffd') && !isUtf8(payload) ? null : text;
}

/** What is made of each topic once: messages of one bring the same bytes object. */
class TopicTexts {
  readonly #make: (topic: Uint8Array) => string;
  readonly #made = new Map<Uint8Array, string>();

  constructor(make: (topic: Uint8Array) => string) {
    this.#make = make;
  }

  of(topic: Uint8Array): string {
    const known = this.#made.get(topic);
    if (known !== undefined) return known;
    const text = this.#make(topic);
    if (this.#made.size >= mostTopics) this.#made.clear();
    this.#made.set(topic, text);
    return text;
  }
}

class JsonLines {
  readonly #columns: readonly string[];
  readonly #topics = new TopicTexts((topic) =>
    isUtf8(topic)
      ? `{"topic":${JSON.stringify(bufferOf(topic).toString())}`
      : `{"topicBase64":"${bufferOf(topic).toString('base64')}"`
  );
  readonly #times = new IsoTimes();

  constructor(columns: readonly string[]) {
    this.#columns = columns;
  }

  start({ topic, receivedAtMs, qos, retain, duplicate, packetId, sizeBytes, repeats }: ListedMessage): string {
    const identifier = packetId === null ? '' : `,"packetId":${packetId}`;
    const folded = repeats > 1 ? `,"repeats":${repeats}` : '';
    return (
      `${this.#topics.of(topic)},"time":"${this.#times.text(receivedAtMs)}","epochMs":${Number(receivedAtMs.toFixed(3))}` +
      `,"qos":${qos},"retain":${retain},"duplicate":${duplicate}${identifier},"sizeBytes":${sizeBytes}${folded}`
    );
  }

  payload(payload: Uint8Array | null): Iterable<string> {
    if (payload === null) return [',"payload":null'];
    if (inOnePiece(payload)) {
      const text = wholeText(payload);
      return [
        text === null
          ? `,"payloadBase64":"${bufferOf(payload).toString('base64')}"`
          : `,"payload":${JSON.stringify(text)}`
      ];
    }
    return this.#pieces(payload);
  }

  end({ properties, columns }: ListedMessage): string {
    const standing = properties === null ? '' : `,"properties":${propertiesJson(properties)}`;
    if (this.#columns.length === 0) return `${standing}}\n`;
    const fields = this.#columns.map((path, at) => [path, columns[at] ?? null] as const);
    return `${standing},"fields":${JSON.stringify(Object.fromEntries(fields))}}\n`;
  }

  *#pieces(payload: Uint8Array): Generator<string, void, undefined> {
    if (isUtf8(payload)) {
      yield ',"payload":"';
      for (const piece of textPieces(payload)) yield JSON.stringify(piece).slice(1, -1);
    } else {
      yield ',"payloadBase64":"';
      yield* base64Pieces(payload);
    }
    yield '"';
  }
}

const nothing = [''] as const;

class CsvRows {
  readonly #fields: boolean;
  readonly #topics = new TopicTexts((topic) => cell(bufferOf(topic).toString()));
  readonly #times = new IsoTimes();

  constructor(fields: boolean) {
    this.#fields = fields;
  }

  start({ receivedAtMs, topic, qos, retain, duplicate, sizeBytes, repeats }: ListedMessage): string {
    return (
      `${this.#times.text(receivedAtMs)},${receivedAtMs.toFixed(3)},${this.#topics.of(topic)}` +
      `,${qos},${retain},${duplicate},${sizeBytes},${repeats},`
    );
  }

  payload(payload: Uint8Array | null): Iterable<string> {
    // After each piece what was gathered is looked at: one of nothing, then.
    if (this.#fields) return nothing;
    if (payload === null) return [','];
    if (inOnePiece(payload)) {
      const text = wholeText(payload);
      return [
        text === null
          ? `${bufferOf(payload).toString('base64')},base64`
          : `"${guard(text, payload.length)}${text.includes('"') ? text.replaceAll('"', '""') : text}",utf-8`
      ];
    }
    return this.#pieces(payload);
  }

  end({ columns }: ListedMessage): string {
    return this.#fields ? `${columns.map((text) => cell(text ?? '')).join(',')}\r\n` : '\r\n';
  }

  *#pieces(payload: Uint8Array): Generator<string, void, undefined> {
    if (isUtf8(payload)) {
      yield `"${guard(bufferOf(payload.subarray(0, 64)).toString(), payload.length)}`;
      for (const piece of textPieces(payload)) yield piece.replaceAll('"', '""');
      yield '",utf-8';
    } else {
      yield* base64Pieces(payload);
      yield ',base64';
    }
  }
}

function propertiesJson({ correlationData, userPropertyCount, readToEnd, ...properties }: MessageProperties): string {
  const correlation =
    correlationData === null ? {} : { correlationDataBase64: bufferOf(correlationData).toString('base64') };
  const more = userPropertyCount - properties.userProperties.length;
  const leftOut = more > 0 ? { userPropertiesLeftOut: more } : {};
  const cut = readToEnd ? {} : { unread: true };
  const set = Object.entries({ ...properties, ...correlation, ...leftOut, ...cut }).filter(
    ([, value]) => value !== null && !(Array.isArray(value) && value.length === 0)
  );
  return JSON.stringify(Object.fromEntries(set));
}

function csvHead(columns: readonly string[]): string {
  const facts = ['time', 'epoch_ms', 'topic', 'qos', 'retain', 'duplicate', 'size_bytes', 'repeats'];
  const body = columns.length > 0 ? columns.map((path) => cell(path)) : ['payload', 'payload_encoding'];
  return `${[...facts, ...body].join(',')}\r\n`;
}

/** `2026-03-14T14:32:07.418000Z`; messages of one second share most of it. */
class IsoTimes {
  #second = Number.NaN;
  #start = '';

  text(atMs: number): string {
    const second = Math.floor(atMs / 1_000);
    if (second !== this.#second) {
      this.#second = second;
      this.#start = new Date(second * 1_000).toISOString().slice(0, -4);
    }
    const wholeMs = Math.floor(atMs);
    const microseconds = (wholeMs - second * 1_000) * 1_000 + Math.min(999, Math.round((atMs - wholeMs) * 1_000));
    return `${this.#start}${String(microseconds).padStart(6, '0')}Z`;
  }
}

function cell(text: string): string {
  const safe = `${guard(text, text.length)}${text}`;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** What stands before a stranger's text, of which this is the start. */
function guard(start: string, length: number): string {
  if (!/^[=+\-@\t\r]/.test(start)) return '';
  return length <= 64 && /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(start) ? '' : "'";
}

/** Characters stay whole, and a byte order mark stays. */
function* textPieces(bytes: Uint8Array): Generator<string, void, undefined> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    yield decoder.decode(bytes.subarray(at, at + pieceBytes), { stream: true });
  }
  yield decoder.decode();
}

function* base64Pieces(bytes: Uint8Array): Generator<string, void, undefined> {
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    yield bufferOf(bytes.subarray(at, at + pieceBytes)).toString('base64');
  }
}

/** The same memory. */
function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}
