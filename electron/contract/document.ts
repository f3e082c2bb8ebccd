import type { FieldPath } from './chart';
import type { Decoding } from './decoding';
import type { ImageFacts } from './image-facts';
import type { ShownFacts } from './message';

export const bodyViews = ['decoded', 'raw', 'hex'] as const;
export type BodyView = (typeof bodyViews)[number];

/** A larger payload is shown in part (its first shownPartBytes) until asked for all of it. */
export const largePayloadBytes = 1_000_000;
export const shownPartBytes = 256_000;
/** Above this a JSON or XML body is shown as received instead of formatted. */
export const maxFormattedBytes = 64_000_000;
/** One line on screen; the rest of a longer one stays in the body. */
export const maxLineCharacters = 4_000;

/** How a body is drawn. */
export type BodyFormat = 'json' | 'xml' | 'text' | 'binary' | 'image' | 'empty';

/** The field of a JSON or notation text that a line is about. */
export interface LineField {
  /** As fields are called in columns and charts; null: it is longer than paths may be. */
  readonly path: FieldPath | null;
  /** A chart can draw it. */
  readonly charted: boolean;
}

/** One line of an opened body. Text is display-safe. */
export interface BodyLine {
  /** Of a folded block its first and last line around a `…`. */
  readonly text: string;
  /** Characters of this line beyond maxLineCharacters. */
  readonly cutCharacters: number;
  /** Compare is on and this line differs from the previous message. */
  readonly changed: boolean;
  /** What stood there before; null when it is new or not comparable. */
  readonly was: string | null;
  /** The line opens a block that can be folded; null: it does not. */
  readonly fold: { readonly open: boolean; readonly hiddenLines: number } | null;
  /** Its number in the unfolded body, from 1. */
  readonly number: number;
  /** A closing bracket's is its container. Null: the line is about none. */
  readonly field: LineField | null;
}

/** A body opened for looking at: lines are read by rank, so that 50 MB scrolls and the page keeps only what it draws. */
export interface OpenedBody {
  readonly document: number;
  readonly facts: ShownFacts;
  readonly view: BodyView;
  readonly format: BodyFormat;
  readonly decoding: Decoding;
  /** Null: it is no picture, or one beyond `decodingBounds.imagePixels`. Its bytes: `readImage`. */
  readonly image: ImageFacts | null;
  /** As drawn, folded blocks left out. */
  readonly lines: number;
  /** Of `totalBytes`, which is what this view shows: the payload as it came, or what its decoder made of it. */
  readonly shownBytes: number;
  readonly totalBytes: number;
  /** A JSON body over maxFormattedBytes, shown as received. */
  readonly tooLargeToFormat: boolean;
  /** The message it is compared with; null: compare is off or there is none. */
  readonly comparedWithSeq: number | null;
  /** Names that the previous message had and this one lacks, at most 20. */
  readonly removedNames: readonly string[];
}
