import type { BodyLine, OpenedBody } from '#contract/document';
import type { Question } from '#contract/engine';
import type { Result } from '#contract/failure';
import type { Preview } from '#contract/message';

/** Which body to open: the question of the contract without its name. */
type BodyRequest = Omit<Extract<Question, { ask: 'openBody' }>, 'ask'>;

/** What a view needs of decoding. View and decode are strangers: the engine hands one in. */
export interface Decoding {
  /** From at most the first 1 KB of `start`; `sizeBytes` is the whole payload's size. Null: it is no longer kept. */
  preview(start: Uint8Array | null, sizeBytes: number): Preview;
  /** UTF-8 with control, bidi and zero-width characters as visible escapes, and so each byte that is no UTF-8. */
  displayBytes(bytes: Uint8Array): string;
  /** Rejects with the signal's reason when aborted. Failure: not-kept. */
  open(request: BodyRequest, signal: AbortSignal): Promise<Result<OpenedBody>>;
  /** Failure: not-kept (closed, or closed as the oldest of too many). */
  readLines(document: number, first: number, count: number): Result<readonly BodyLine[]>;
  close(document: number): void;
  closeAll(): void;
  /** For the clipboard: text as received, hex when it is none, at most 1 MB. Failure: not-kept. */
  payloadText(node: number, seq: number | null): Result<string>;
  dispose(): void;
}
