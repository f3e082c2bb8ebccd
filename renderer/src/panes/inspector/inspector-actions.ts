import type { Failure, Result } from '#contract/failure';
import type { SeqRange } from '#contract/history-list';
import type { ReplyStart } from '../../state/reply-start';

/** A file that main wrote where a person chose; null: the person closed the dialog. */
type SavedFile = Result<{ readonly bytes: number; readonly path: string } | null>;

/** What of a list goes into a file: all (`ranges` null), or some of its rows; with these fields as columns. */
interface HistoryFileWish {
  readonly format: 'json-lines' | 'csv';
  readonly columns: readonly string[];
  readonly ranges: readonly SeqRange[] | null;
}

/** What is put on the clipboard; each is true once it is there, and says on screen why it is not. */
export interface Copying {
  payload(): Promise<boolean>;
  /** Null: it is not wanted any more. */
  text(found: Promise<Result<string> | null>): Promise<boolean>;
}

/** What the inspector asks of the shell. */
export interface InspectorActions {
  copyText(text: string): Promise<Result<null>>;
  /** Main asks where to. */
  saveBody(node: number, seq: number, suggestedName: string): Promise<SavedFile>;
  /** The list that is open. */
  saveHistory(list: number, wish: HistoryFileWish, suggestedName: string): Promise<SavedFile>;
  /** Every point of an open chart between two times, as CSV. */
  saveChart(chart: number, fromMs: number, toMs: number, suggestedName: string): Promise<SavedFile>;
  savePicture(png: Uint8Array, suggestedName: string): Promise<SavedFile>;
  /** Fills the publish panel; null: the connection is read-only. */
  readonly writeReply: ((reply: ReplyStart) => void) | null;
  /** Selects a topic in the tree. */
  selectTopic(node: number): void;
  /** Words for a failure, in one line. */
  describe(failure: Failure): string;
  /** Esc: the focus goes back to the tree. */
  focusTree(): void;
}
