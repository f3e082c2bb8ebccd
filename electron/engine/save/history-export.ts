import { isUtf8 } from 'node:buffer';
import type { MessageProperties } from '#contract/message';

/** A message of a list as it is saved. */
export interface SavedMessage {
  /** As published. */
  readonly topic: Uint8Array;
  /** Epoch ms, with microseconds behind the point. */
  readonly receivedAtMs: number;
  readonly qos: 0 | 1 | 2;
  readonly retain: boolean;
  readonly duplicate: boolean;
  readonly packetId: number | null;
  readonly sizeBytes: number;
  /** Messages like it before it that the list folded into it, and itself. */
  readonly repeats: number;
  /** Null: it had to make room. */
  readonly payload: Uint8Array | null;
  readonly properties: MessageProperties | null;
  /** A text for each field chosen; null: it has no such field. */
  readonly columns: readonly (string | null)[];
}

export interface HistoryFileWish {
  readonly format: 'json-lines' | 'csv';
  /** Paths of the fields chosen. */
  readonly columns: readonly string[];
}

/** Characters gathered before they are written. */
const chunkCharacters = 262_144;
/** Of a payload at a time: a multiple of 3, so that pieces of Base64 join. */
const pieceBytes = 196_608;
const sliceMs = 2;
const encoder = new TextEncoder();

/**
 * A list as a file in UTF-8, made while it is written: nothing larger than a piece of a payload is ever held.
 *
 * JSON lines: an object a line with `topic` (`topicBase64` when it is no UTF-8), `time` (ISO 8601, UTC, microseconds), `epochMs`, `qos`,
 * `retain`, `duplicate`, `packetId`, `sizeBytes`, `repeats` where a row stands for several, `payload` as text, `payloadBase64` when it is no UTF-8 or
 * `payload` null when it is no longer kept, `properties` (MQTT 5; correlation data in Base64) and `fields` chosen.
 *
 * CSV (RFC 4180): the same with a column for each field chosen; where none is, `payload` and `payload_encoding` (`utf-8` or
 * `base64`). Text that a spreadsheet would run as a formula (it begins with `=`, `+`, `-`, `@`, tab or return, and is no number) gets an apostrophe
 * before it (OWASP, CSV injection).
 */
export async function* historyFile(
  messages: AsyncIterable<SavedMessage>,
  { format, columns }: HistoryFileWish
): AsyncGenerator<Uint8Array, void, undefined> {
  let text = format === 'csv' ? csvHead(columns) : '';
  let untilMs = performance.now() + sliceMs;
  for await (const message of messages) {
    for (const piece of format === 'csv' ? csvRow(message, columns.length > 0) : jsonLine(message, columns)) {
      text += piece;
      if (text.length >= chunkCharacters) {
        yield encoder.encode(text);
        text = '';
      }
      if (performance.now() < untilMs) continue;
      await new Promise((resume) => setImmediate(resume));
      untilMs = performance.now() + sliceMs;
    }
  }
  yield encoder.encode(text);
}

function* jsonLine(message: SavedMessage, columns: readonly string[]): Generator<string, void, undefined> {
  const { topic, receivedAtMs, qos, retain, duplicate, packetId, sizeBytes, repeats, payload, properties } = message;
  const facts = {
    ...(isUtf8(topic)
      ? { topic: Buffer.from(topic).toString() }
      : { topicBase64: Buffer.from(topic).toString('base64') }),
    time: isoTime(receivedAtMs),
    epochMs: Number(receivedAtMs.toFixed(3)),
    qos,
    retain,
    duplicate,
    ...(packetId === null ? {} : { packetId }),
    sizeBytes,
    ...(repeats > 1 ? { repeats } : {})
  };
  yield JSON.stringify(facts).slice(0, -1);
  if (payload === null) yield ',"payload":null';
  else if (isUtf8(payload)) {
    yield ',"payload":"';
    for (const piece of textPieces(payload)) yield JSON.stringify(piece).slice(1, -1);
    yield '"';
  } else {
    yield ',"payloadBase64":"';
    yield* base64Pieces(payload);
    yield '"';
  }
  if (properties !== null) yield `,"properties":${propertiesJson(properties)}`;
  if (columns.length > 0) {
    const fields = columns.map((path, at) => [path, message.columns[at] ?? null] as const);
    yield `,"fields":${JSON.stringify(Object.fromEntries(fields))}`;
  }
  yield '}\n';
}

function propertiesJson({ correlationData, ...properties }: MessageProperties): string {
  const correlation =
    correlationData === null ? {} : { correlationDataBase64: Buffer.from(correlationData).toString('base64') };
  const set = Object.entries({ ...properties, ...correlation }).filter(
    ([, value]) => value !== null && !(Array.isArray(value) && value.length === 0)
  );
  return JSON.stringify(Object.fromEntries(set));
}

function csvHead(columns: readonly string[]): string {
  const facts = ['time', 'epoch_ms', 'topic', 'qos', 'retain', 'duplicate', 'size_bytes', 'repeats'];
  const body = columns.length > 0 ? columns.map((path) => cell(path)) : ['payload', 'payload_encoding'];
  return `${[...facts, ...body].join(',')}\r\n`;
}

function* csvRow(message: SavedMessage, fields: boolean): Generator<string, void, undefined> {
  const { receivedAtMs, topic, qos, retain, duplicate, sizeBytes, repeats, payload, columns } = message;
  const facts = [
    isoTime(receivedAtMs),
    receivedAtMs.toFixed(3),
    cell(Buffer.from(topic).toString()),
    qos,
    retain,
    duplicate
  ];
  yield `${[...facts, sizeBytes, repeats].join(',')},`;
  if (fields) yield columns.map((text) => cell(text ?? '')).join(',');
  else if (payload === null) yield ',';
  else if (isUtf8(payload)) {
    yield `"${guard(Buffer.from(payload.subarray(0, 64)).toString(), payload.length)}`;
    for (const piece of textPieces(payload)) yield piece.replaceAll('"', '""');
    yield '",utf-8';
  } else {
    yield* base64Pieces(payload);
    yield ',base64';
  }
  yield '\r\n';
}

/** `2026-03-14T14:32:07.418000Z` */
function isoTime(atMs: number): string {
  const wholeMs = Math.floor(atMs);
  const microseconds = Math.min(999, Math.round((atMs - wholeMs) * 1_000));
  return `${new Date(wholeMs).toISOString().slice(0, -1)}${String(microseconds).padStart(3, '0')}Z`;
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
  if (bytes.length <= pieceBytes) {
    yield Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString();
    return;
  }
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    yield decoder.decode(bytes.subarray(at, at + pieceBytes), { stream: true });
  }
  yield decoder.decode();
}

function* base64Pieces(bytes: Uint8Array): Generator<string, void, undefined> {
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    const piece = bytes.subarray(at, at + pieceBytes);
    yield Buffer.from(piece.buffer, piece.byteOffset, piece.length).toString('base64');
  }
}
