import type { AnswerOf, Question } from '#contract/engine';
import type { Result } from '#contract/failure';
import type { Preview } from '#contract/message';

/** Questions that read messages closely; the tree's own and publishing are answered elsewhere. */
export type InspectAsk =
  | 'openBody'
  | 'readLines'
  | 'fold'
  | 'readField'
  | 'readImage'
  | 'closeBody'
  | 'payloadText'
  | 'userPropertiesText'
  | 'numbers'
  | 'openList'
  | 'readList'
  | 'findRow'
  | 'closeList'
  | 'messageBefore'
  | 'openDiff'
  | 'readDiff'
  | 'unfoldDiff'
  | 'openChart'
  | 'readChart'
  | 'closeChart'
  | 'topicsMatching'
  | 'findTopic'
  | 'messageTypes';

export type InspectQuestion = Extract<Question, { readonly ask: InspectAsk }>;

/** Up to where a window looks: a paused one not beyond its moment. Null: live. */
export interface InspectMoment {
  /** Epoch ms of that moment. */
  readonly atMs: number | null;
  readonly lastSeq: number | null;
  /** The newest message of a node then; null: none. */
  readonly newestSeq: (node: number) => number | null;
}

/** What a window's session needs of reading closely. View and inspect are strangers: the engine hands one in. */
export interface Inspecting {
  /** Rejects with the signal's reason when aborted. */
  answer(question: InspectQuestion, moment: InspectMoment, signal: AbortSignal): Promise<Result<AnswerOf[InspectAsk]>>;
  /** For rows: at once, from at most the first 1 KB; `sizeBytes` is the whole payload's size. Null: it is no longer kept. */
  preview(node: number, seq: number, start: Uint8Array | null, sizeBytes: number): Preview;
  /** Grows when a preview that was given before would be another one now: its decoder has answered meanwhile. */
  previewRevision(node: number): number;
  /** UTF-8 with control, bidi and zero-width characters as visible escapes, and so each byte that is no UTF-8. */
  displayBytes(bytes: Uint8Array): string;
  /** All that is open: the page is a new one. */
  closeAll(): void;
  dispose(): void;
}
