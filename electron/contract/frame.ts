import type { Preview } from './message';

/** Activity over the last minute: 12 buckets of 5 s, oldest first; the last one is still filling. */
export const activityBuckets = 12;
export const activityBucketMs = 5_000;

/** One visible row of the tree. Text is display-safe: control, bidi and invalid bytes are already escaped. */
export interface Row {
  /** The node's number in this engine; of a folded chain, the deepest node's. */
  readonly node: number;
  readonly depth: number;
  /** One segment, or several when single-child branches are folded into this row. */
  readonly segments: readonly string[];
  /** The full topic, display-safe. */
  readonly topic: string;
  readonly branch: boolean;
  readonly open: boolean;
  /** Topics with a value below this node (0 for a leaf). */
  readonly topicsBelow: number;
  /** Null: no value of its own. */
  readonly preview: Preview | null;
  /** Grows each time the value (not just the time) changed: the page washes when it differs from what it drew. */
  readonly valueRevision: number;
  /** Changing more than twice a second: hold a steady wash instead of flashing. */
  readonly steady: boolean;
  readonly retained: boolean;
  /** Mean of the last minute, this node and all below, messages per second. */
  readonly ratePerSecond: number;
  readonly messages: number;
  /** Epoch ms of the newest message here or below; null when none. */
  readonly lastAtMs: number | null;
  /** The topic's usual gap, null while unknown: the age ladder turns to grey after ten of them. */
  readonly usualGapMs: number | null;
  readonly bars: readonly number[];
  readonly setSize: number;
  readonly posInSet: number;
}

export interface EngineStatus {
  readonly nowMs: number;
  readonly messagesPerSecond: number;
  readonly messages: number;
  readonly topics: number;
  readonly historyBytes: number;
  readonly historyBudgetBytes: number;
  /** Messages that could not be kept at all since connect. */
  readonly dropped: number;
  /** Older messages let go to stay within the budget, since connect. */
  readonly discarded: number;
  /** Null: live. Else messages that came since the view was paused. */
  readonly newerWhilePaused: number | null;
}

/** What the window needs to know of the selected topic on every frame; bodies are fetched when looked at. */
export interface SelectedTopic {
  readonly node: number;
  /** The topic as published (not escaped), null when it has bytes that are no UTF-8. */
  readonly topic: string | null;
  readonly displayTopic: string;
  readonly messages: number;
  readonly keptMessages: number;
  /** Null: this node has no value of its own. */
  readonly newestSeq: number | null;
  readonly newestAtMs: number | null;
  /** Epoch ms of the newest message that carried the retain flag; null when none did or it was cleared. */
  readonly retainedAtMs: number | null;
}

/** What a window sees at one moment: the rows in view plus overscan, never the tree. */
export interface Frame {
  readonly kind: 'frame';
  readonly revision: number;
  /** Rank of rows[0]. */
  readonly first: number;
  readonly totalRows: number;
  readonly rows: readonly Row[];
  /**
   * Where the anchor row stands now: the page keeps its y, scrolling by this rank minus the one the same node had in
   * the frame before. After an expand or collapse it is the row the person changed. Null: leave the scroll place alone.
   */
  readonly anchor: { readonly node: number; readonly rank: number } | null;
  /** New topics held back at the gate: `+ 14 new · Show`. */
  readonly waitingTopics: number;
  readonly status: EngineStatus;
  readonly selected: SelectedTopic | null;
}
