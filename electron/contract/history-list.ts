import type { HistoryEntry } from './message';

/**
 * Kept messages of one topic or of a whole branch, merged by time, as a list the engine holds for a window. Rows are
 * numbered from the oldest kept one on (`ordinal`), so that a row keeps its number while messages come and go.
 */
export interface HistoryPage {
  /** Newest first. */
  readonly rows: readonly HistoryRow[];
  /** Ordinals of the list as it is now: its oldest row, and one beyond its newest. */
  readonly firstOrdinal: number;
  readonly endOrdinal: number;
  /** Messages that the list is about, folded ones and such that do not match included. */
  readonly messages: number;
  /** Of them looked at so far: less while a filter or `changes only` is still at work. */
  readonly lookedAt: number;
}

export interface HistoryRow extends HistoryEntry {
  readonly ordinal: number;
  readonly node: number;
  /** Display-safe, below the list's own topic; empty: the topic itself. */
  readonly topic: string;
  /** Messages in this row: with `changes only` those alike that came one after the other, else 1. The newest is shown. */
  readonly repeats: number;
  /** To the message before it in the same topic, kept or not; null: there is none to compare with. */
  readonly gapMs: number | null;
  /** One text for each column asked for, display-safe; null: this message has no such field. */
  readonly columns: readonly (string | null)[];
}
