import type { FieldPath, NumericField } from '#contract/chart';
import type { DecoderRule } from '#contract/decoder-rule';
import type { DecodeProblem, Decoding } from '#contract/decoding';
import type { DiffRow, OpenedDiff } from '#contract/diff';
import type { BodyFormat, BodyLine, BodyView } from '#contract/document';
import type { ImageFacts } from '#contract/image-facts';
import type { EngineSchema } from '#contract/engine-control';
import type { MessageTypes } from '#contract/engine';
import type { Preview } from '#contract/message';
import type { MessageBatch, MessageToDecode } from './message-to-decode';

/** How a body is laid out. */
export interface BodyWish {
  readonly view: BodyView;
  /** Large payloads whole, not their first part. */
  readonly all: boolean;
  readonly bytesPerLine: 8 | 16;
}

/** OpenedBody but for what only the engine knows. */
export interface LaidOutBody {
  readonly format: BodyFormat;
  readonly decoding: Decoding;
  readonly image: ImageFacts | null;
  readonly lines: number;
  /** Of `totalBytes`, which is what this view shows: the payload as it came, or what its decoder made of it. */
  readonly shownBytes: number;
  readonly totalBytes: number;
  readonly tooLargeToFormat: boolean;
  /** A comparison was asked for and made. */
  readonly compared: boolean;
  readonly removedNames: readonly string[];
}

/** What the decode worker does: name, what it is given, what it answers. `document` is a number the engine chose. */
export interface DecodeJobs {
  /** Rules and schemas from now on; documents that are open stay as they are. */
  configure: { input: { rules: readonly DecoderRule[]; schemas: readonly EngineSchema[] }; output: MessageTypes };
  /** `undecoded`: the decoders are left out of it, for this is what came of them. */
  open: {
    input: {
      document: number;
      message: MessageToDecode;
      before: MessageToDecode | null;
      wish: BodyWish;
      undecoded: DecodeProblem | null;
    };
    output: LaidOutBody;
  };
  lines: { input: { document: number; first: number; count: number }; output: readonly BodyLine[] };
  /** `line`: as drawn now. */
  fold: { input: { document: number; line: number | null; open: boolean }; output: { lines: number } };
  /** What the field of a line holds, `line` as drawn now. */
  field: { input: { document: number; line: number }; output: string };
  image: { input: { document: number }; output: Uint8Array };
  /** A payload for the clipboard. */
  text: { input: { payload: Uint8Array }; output: string };
  close: { input: { document: number }; output: null };
  openDiff: {
    input: {
      document: number;
      a: MessageToDecode;
      b: MessageToDecode;
      layout: 'inline' | 'split';
      ignore: readonly FieldPath[];
      /** Without decoders, line by line or byte by byte: a closer look ended the worker. */
      inPlace: boolean;
    };
    output: Omit<OpenedDiff, 'document'>;
  };
  diffRows: { input: { document: number; first: number; count: number }; output: readonly DiffRow[] };
  unfoldDiff: { input: { document: number; row: number }; output: { rows: number } };
  /** One for each message: what a row shows of it, and these fields as text. */
  previews: {
    input: { messages: MessageBatch; columns: readonly FieldPath[] };
    output: readonly { preview: Preview; columns: readonly (string | null)[] }[];
  };
  /** 1 for each message whose decoded text or topic has all words (lower case); 0 else. */
  match: { input: { messages: MessageBatch; words: readonly string[] }; output: Uint8Array };
  /**
   * The numeric fields of one message, with what changed against the one before. `paths` null: the first
   * `inspectorBounds.columns`, those in arrays last, and how many more there are; else those of these that it has.
   */
  numbers: {
    input: { message: MessageToDecode; before: MessageToDecode | null; paths: readonly FieldPath[] | null };
    output: { fields: readonly NumericField[]; more: number };
  };
  /** Message k's value of path p at `k * paths.length + p`; NaN: it has no such field; Infinity: what stands there is no number. */
  extract: { input: { messages: MessageBatch; paths: readonly FieldPath[] }; output: Float64Array };
}

export type DecodeJob = keyof DecodeJobs;
export type DecodeInput<J extends DecodeJob> = DecodeJobs[J]['input'];
export type DecodeOutput<J extends DecodeJob> = DecodeJobs[J]['output'];
