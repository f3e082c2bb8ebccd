import { assertNever } from '../assert-never';
import type { Decoding, SparkplugFacts, SparkplugState } from '../decoding';
import type { BodyFormat } from '../document';
import type { DecoderChoice, PayloadFormat } from '../payload-format';

/** What people call the formats. */
export const formatNames: Readonly<Record<PayloadFormat, string>> = {
  text: 'Text',
  'utf-16': 'UTF-16 text',
  'latin-1': 'Latin-1 text',
  number: 'Number',
  json: 'JSON',
  'json-lines': 'JSON lines',
  xml: 'XML',
  base64: 'Base64',
  hex: 'Hex digits',
  messagepack: 'MessagePack',
  cbor: 'CBOR',
  protobuf: 'Protobuf',
  sparkplug: 'Sparkplug B',
  gzip: 'gzip',
  zlib: 'zlib',
  deflate: 'Deflate',
  brotli: 'Brotli',
  zstd: 'zstd',
  image: 'Image'
};

export const decodingWords = {
  decoder: 'Decoder',
  decoderIs: (words: string) => `Decoder: ${words}`,
  automatic: 'Automatic',
  boolean: 'Boolean',
  bytes: 'Bytes',
  empty: 'Empty',
  detected: 'detected',
  chosenFor: (filter: string) => `chosen for ${filter}`,
  byContentType: 'by its content type',
  byTopic: 'by its topic',
  usedForDecoding: 'used for decoding',
  byteOrderMark: 'Begins with a byte order mark',
  /** Of the menu. */
  readAs: 'Read this topic as',
  otherText: 'More kinds of text',
  packed: 'Compressed',
  messageType: 'Protobuf message type…',
  forMore: 'For more topics…',
  rules: 'Rules…',
  decoderRules: 'Decoder rules…',
  notUtf8: 'This topic is not UTF-8: no rule can name it.'
} as const;

/** A choice in a list of them. */
export function choiceName(choice: DecoderChoice): string {
  if (choice === 'auto') return decodingWords.automatic;
  return choice === 'bytes' ? decodingWords.bytes : formatNames[choice];
}

/** The last part of `plant.RobotStatus`, which is what a person calls it. */
export function shortTypeName(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

/** How a payload was read and why: `JSON, detected`, `gzip › JSON, detected`, `CBOR, chosen for factory/#`. */
export function decodedAs(decoding: Decoding, format: BodyFormat): string {
  const { name, reason } = decodedParts(decoding, format);
  return `${name}${reason}`;
}

/** The same in two: where there is no room for the reason it is left out whole. It is empty where there is none. */
export function decodedParts(
  decoding: Decoding,
  format: BodyFormat
): { readonly name: string; readonly reason: string } {
  if (format === 'empty') return { name: decodingWords.empty, reason: '' };
  const { chain, reason, problem } = decoding;
  // A decoder that a person chose is named also while it cannot read this message.
  const wanted = chain.length === 0 && reason.kind === 'chosen' && problem ? [problem.format] : chain;
  const names = wanted.map((format) => nameIn(decoding, format));
  return {
    name: names.length === 0 ? decodingWords.bytes : names.join(' › '),
    reason: `, ${reasonWords(decoding)}`
  };
}

function nameIn({ messageType, isBoolean, reason }: Decoding, format: PayloadFormat): string {
  const name = formatNames[format];
  if (format === 'protobuf' && messageType !== null) return `${name} ${shortTypeName(messageType)}`;
  // What a person chose is called what they chose.
  return format === 'number' && isBoolean && reason.kind !== 'chosen' ? decodingWords.boolean : name;
}

function reasonWords({ reason }: Decoding): string {
  switch (reason.kind) {
    case 'chosen':
      return decodingWords.chosenFor(reason.filter);
    case 'content-type':
      return decodingWords.byContentType;
    case 'topic':
      return decodingWords.byTopic;
    case 'detected':
      return decodingWords.detected;
    default:
      return assertNever(reason);
  }
}

const sparkplugWords = {
  label: 'Sparkplug B',
  node: { online: 'Node online', offline: 'Node offline', unknown: 'Node state unknown' },
  device: { online: 'Device online', offline: 'Device offline', unknown: 'Device state unknown' },
  sequence: (sequence: string) => `seq ${sequence}`,
  gap: (lost: string, before: string) => `${lost} missing after seq ${before}`,
  unnamed: (count: number, shown: string) =>
    count === 1 ? '1 metric without a name: no BIRTH seen' : `${shown} metrics without a name: no BIRTH seen`
} as const satisfies {
  node: Readonly<Record<SparkplugState, string>>;
  device: Readonly<Record<SparkplugState, string>>;
} & Record<string, unknown>;

/** One fact of the messages around a Sparkplug B message; `care` wants a look. */
interface SparkplugNote {
  readonly text: string;
  readonly care: boolean;
}

/** Sequence numbers go from 0 to 255 and begin anew (Sparkplug 3.0.0, 6.4.5). */
const sequences = 256;

export function sparkplugNotes(facts: SparkplugFacts): SparkplugNote[] {
  const { node, device, sequence, gapAfter, unnamed } = facts;
  const notes: SparkplugNote[] = [{ text: sparkplugWords.node[node], care: node === 'offline' }];
  if (device !== null) notes.push({ text: sparkplugWords.device[device], care: device === 'offline' });
  if (sequence !== null) notes.push({ text: sparkplugWords.sequence(String(sequence)), care: false });
  if (sequence !== null && gapAfter !== null) {
    const lost = (sequence - gapAfter - 1 + 2 * sequences) % sequences;
    notes.push({ text: sparkplugWords.gap(String(lost), String(gapAfter)), care: true });
  }
  if (unnamed > 0) notes.push({ text: sparkplugWords.unnamed(unnamed, String(unnamed)), care: true });
  return notes;
}
