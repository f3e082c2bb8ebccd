import type { MessageFacts } from './message';

export const bodyViews = ['decoded', 'raw', 'hex'] as const;
export type BodyView = (typeof bodyViews)[number];

/** A larger payload is shown in part (its first shownPartBytes) until asked for all of it. */
export const largePayloadBytes = 1_000_000;
export const shownPartBytes = 256_000;
/** Above this a JSON body is shown as received instead of formatted. */
export const maxFormattedBytes = 16_000_000;
/** One line on screen; the rest of a longer one stays in the body. */
export const maxLineCharacters = 4_000;

export type BodyFormat = 'json' | 'text' | 'binary' | 'empty';

/** One line of an opened body. Text is display-safe. */
export interface BodyLine {
  readonly text: string;
  /** Characters of this line beyond maxLineCharacters. */
  readonly cutCharacters: number;
  /** Compare is on and this line differs from the previous message. */
  readonly changed: boolean;
  /** What stood there before; null when it is new or not comparable. */
  readonly was: string | null;
}

/** A body opened for looking at: lines are read by rank, so that 50 MB scrolls and the page keeps only what it draws. */
export interface OpenedBody {
  readonly document: number;
  readonly facts: MessageFacts;
  readonly view: BodyView;
  readonly format: BodyFormat;
  readonly lines: number;
  readonly shownBytes: number;
  readonly totalBytes: number;
  /** A JSON body over maxFormattedBytes, shown as received. */
  readonly tooLargeToFormat: boolean;
  /** The message it is compared with; null: compare is off or there is none. */
  readonly comparedWithSeq: number | null;
  /** Names that the previous message had and this one lacks, at most 20. */
  readonly removedNames: readonly string[];
}
