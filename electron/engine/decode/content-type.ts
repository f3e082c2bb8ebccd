import type { PayloadFormat } from '#contract/payload-format';

/** What a content type says about a payload. */
export interface ContentTypeHint {
  readonly format: PayloadFormat;
  /** It says no more than that it is text of any sort: JSON in it is worth looking for. */
  readonly loose: boolean;
  /** Protobuf: full name of the message type, as a parameter of the content type; empty: none. */
  readonly messageType: string;
}

const formats: ReadonlyMap<string, PayloadFormat> = new Map<string, PayloadFormat>([
  ['application/json', 'json'],
  ['text/json', 'json'],
  ['json', 'json'],
  ['application/x-ndjson', 'json-lines'],
  ['application/ndjson', 'json-lines'],
  ['application/jsonl', 'json-lines'],
  ['application/json-lines', 'json-lines'],
  ['application/xml', 'xml'],
  ['text/xml', 'xml'],
  ['application/cbor', 'cbor'],
  ['cbor', 'cbor'],
  ['application/msgpack', 'messagepack'],
  ['application/x-msgpack', 'messagepack'],
  ['application/vnd.msgpack', 'messagepack'],
  ['application/messagepack', 'messagepack'],
  ['msgpack', 'messagepack'],
  ['application/protobuf', 'protobuf'],
  ['application/x-protobuf', 'protobuf'],
  ['application/vnd.google.protobuf', 'protobuf'],
  ['protobuf', 'protobuf'],
  ['application/gzip', 'gzip'],
  ['application/x-gzip', 'gzip'],
  ['gzip', 'gzip'],
  ['application/zlib', 'zlib'],
  ['application/x-deflate', 'deflate'],
  ['application/x-brotli', 'brotli'],
  ['application/zstd', 'zstd'],
  ['zstd', 'zstd']
]);
/** RFC 6839, RFC 8091: what a type is built on. */
const suffixes: ReadonlyMap<string, PayloadFormat> = new Map<string, PayloadFormat>([
  ['json', 'json'],
  ['xml', 'xml'],
  ['cbor', 'cbor'],
  ['msgpack', 'messagepack'],
  ['gzip', 'gzip'],
  ['zstd', 'zstd']
]);
const charsets: ReadonlyMap<string, PayloadFormat> = new Map<string, PayloadFormat>([
  ['utf-16', 'utf-16'],
  ['utf-16le', 'utf-16'],
  ['utf-16be', 'utf-16'],
  ['iso-8859-1', 'latin-1'],
  ['latin1', 'latin-1'],
  ['windows-1252', 'latin-1']
]);
const longestContentType = 1_000;

/** MQTT 5 content type, by the names that are in use; null: it says nothing about the bytes. */
export function contentTypeHint(contentType: string | null): ContentTypeHint | null {
  if (contentType === null || contentType.length > longestContentType) return null;
  const [essence = '', ...parameters] = contentType.split(';').map((part) => part.trim());
  const type = essence.toLowerCase();
  const strict = (format: PayloadFormat, messageType = ''): ContentTypeHint => ({ format, loose: false, messageType });
  const known = formats.get(type);
  if (known === 'protobuf') return strict('protobuf', parameter(parameters, /^(?:messagetype|proto|type)=/i));
  if (known !== undefined) return strict(known);
  if (type.startsWith('image/')) return strict('image');
  const plus = type.lastIndexOf('+');
  const built = plus < 0 ? undefined : suffixes.get(type.slice(plus + 1));
  if (built !== undefined) return strict(built);
  if (!type.startsWith('text/')) return null;
  const charset = charsets.get(parameter(parameters, /^charset=/i).toLowerCase());
  return { format: charset ?? 'text', loose: true, messageType: '' };
}

function parameter(parameters: readonly string[], name: RegExp): string {
  const found = parameters.find((part) => name.test(part));
  return found === undefined ? '' : found.replace(name, '').replace(/^"(.*)"$/, '$1');
}
