import type { HistoryEntry } from './message';

/**
 * Kept messages of one topic or of a whole branch, merged by time, as a list the engine holds for a window. Rows are
 * numbered (`ordinal`) so that each keeps its number while messages come and go and older ones are found: `firstOrdinal` goes
 * down while a list is built, up while its oldest messages go. With `changes only`, a row that a newer message like it is folded
 * with moves to the top, and only those that stood above it are numbered anew.
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
  /** Older messages are kept than a list has room for (`inspectorBounds.listRows`). */
  readonly leavesOut?: true;
  /** Messages that the filter judged by their topic alone: larger than 1 MB, or their payload had to make room. Absent: none. */
  readonly byTopicAlone?: number;
}

/** Rows of a list from one message to another, both included, whichever is older. */
export interface SeqRange {
  readonly fromSeq: number;
  readonly toSeq: number;
}

export interface HistoryRow extends HistoryEntry {
  readonly ordinal: number;
  readonly node: number;
  /** Display-safe, below the list's own topic; empty: the topic itself. */
  readonly topic: string;
  /**
   * Messages in this row: with `changes only` those alike that came one after the other, else 1. The newest is
   * shown. Counted since the list was opened: they grow no fewer when old ones have to make room.
   */
  readonly repeats: number;
  /** To the kept message before it in the same topic; null: there is none to compare with. */
  readonly gapMs: number | null;
  /** One text for each column asked for, display-safe; null: this message has no such field. */
  readonly columns: readonly (string | null)[];
}
