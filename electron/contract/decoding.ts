import type { FailureFacts } from './failure';
import type { PayloadFormat } from './payload-format';

/** Why bytes could not be read as a format. Words: words/decode-problems.ts. */
export const decodeProblemCodes = [
  /** The bytes end in the middle of a value. */
  'cut-short',
  /** A byte that the format does not allow there. */
  'invalid',
  /** The value is whole, and bytes follow it. */
  'bytes-left-over',
  /** Deeper than `decodingBounds.levels`. */
  'too-deep',
  /** Unpacked or decoded it is larger than `decodingBounds.decodedBytes`. */
  'too-large',
  /** The worker gave no sign of life for `decodingBounds.jobMs` and was ended. */
  'too-slow',
  'out-of-memory',
  /** A checksum inside does not fit. */
  'checksum',
  /** Protobuf: no schema holds the message type; facts: `type`. */
  'type-unknown',
  /** Protobuf: the schema files cannot be read; `raw` says where. */
  /** Protobuf: of a schema file; facts `import`, or `type`, `declaredIn` and `more`, where it is one of these. */
  'schema-invalid',
  /** Protobuf: facts `field`, `wireType`: a wire type that does not exist or does not fit the schema. */
  'wire-type'
] as const;
export type DecodeProblemCode = (typeof decodeProblemCodes)[number];

export interface DecodeProblem {
  readonly code: DecodeProblemCode;
  readonly format: PayloadFormat;
  /** Offset in the bytes that this format was given; null: not at one place. */
  readonly byte: number | null;
  readonly facts: FailureFacts;
  /** The library's own words, shown last; empty: none. */
  readonly raw: string;
}

/** Why a decoder was chosen. */
export type DecodingReason =
  /** A rule of the profile. */
  | { readonly kind: 'chosen'; readonly filter: string }
  /** MQTT 5 content type, as sent. */
  | { readonly kind: 'content-type'; readonly contentType: string }
  /** The topic is one of the format's own (`spBv1.0/…`). */
  | { readonly kind: 'topic' }
  /** The bytes look like it. */
  | { readonly kind: 'detected' };

/** How a payload was read. */
export interface Decoding {
  /** Outermost first: `['gzip', 'json']`. Empty: bytes. */
  readonly chain: readonly PayloadFormat[];
  /** What was read as a number is `true` or `false`. */
  readonly isBoolean?: true;
  readonly reason: DecodingReason;
  /** Of a Protobuf message; null for other formats. */
  readonly messageType: string | null;
  /**
   * What went wrong. Where the decoder was chosen by a person the body is shown as bytes and this says why; where it was
   * found by itself the body is what was tried next, and this says what it is not.
   */
  readonly problem: DecodeProblem | null;
  /** Of what the last format of the chain gave. */
  readonly decodedBytes: number;
  /** The text begins with one; of JSON and XML it is no part. */
  readonly byteOrderMark: boolean;
  /** Sparkplug B; null for other formats. */
  readonly sparkplug: SparkplugFacts | null;
}

/** What the messages around a Sparkplug B message say. */
export interface SparkplugFacts {
  /** Of the edge node, and of the device when the topic names one. */
  readonly node: SparkplugState;
  readonly device: SparkplugState | null;
  /** 0 to 255; null: the message has none. */
  readonly sequence: number | null;
  /** What came before it from the same edge node, when it is not the number before this one. */
  readonly gapAfter: number | null;
  /** Metrics that only have an alias, and no BIRTH here names it. */
  readonly unnamed: number;
}
export type SparkplugState = 'online' | 'offline' | 'unknown';
