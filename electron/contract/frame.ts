import type { Gap, Preview } from './message';

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
  /** Topics with a value below this node (0 for a leaf); while a filter is on, those of them that match. */
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

/**
 * What a connection that gets more than it can take in does, step by step; reading goes on until the last.
 * 0: nothing. 1: fewer frames. 2: no history for the hottest topics, their last values and all counts stay exact.
 * 3: messages are counted, not kept. 4: the receive buffer is full, the broker has to wait.
 */
export type OverloadStep = 0 | 1 | 2 | 3 | 4;

interface OverloadStatus {
  readonly step: OverloadStep;
  /** Read from the socket and not yet looked at. */
  readonly waitingBytes: number;
  readonly bufferBytes: number;
  /** Messages kept as last value only instead of in the history, since the engine started. */
  readonly lastValueOnly: number;
}

export interface EngineStatus {
  readonly nowMs: number;
  readonly messagesPerSecond: number;
  readonly messages: number;
  readonly topics: number;
  /** p95 over the last 5 s from socket read to painted or, off screen, stored; null: nothing came. */
  readonly lagMs: number | null;
  readonly historyBytes: number;
  readonly historyBudgetBytes: number;
  /** Payloads over 64 KB are kept beside the history, under a budget of their own. */
  readonly largeBytes: number;
  readonly largeBudgetBytes: number;
  /** Tree, activity and views. */
  readonly treeBytes: number;
  /** Messages counted but not kept, because Treeline could not keep up; since the engine started. */
  readonly dropped: number;
  /** Older messages let go to stay within the budget. */
  readonly discarded: number;
  readonly topicLimit: number;
  /** Topics beyond the limit: counted, not shown. At `maxCountedBeyond` it stands for "at least". */
  readonly topicsBeyondLimit: number;
  /** Messages on those topics. */
  readonly messagesBeyondLimit: number;
  readonly overload: OverloadStatus;
  /** Times in which messages may be missing: how many, and the newest. */
  readonly gaps: number;
  readonly lastGap: Gap | null;
  /** Grows when the rules or schemas by which payloads are read change: what is open is to be opened anew. */
  readonly decodingRevision: number;
  /** Null: live. Else messages that came since the view was paused. */
  readonly newerWhilePaused: number | null;
}

/** More topics than this beyond the limit are not told apart. */
export const maxCountedBeyond = 1_000_000;

/** The topic filter of a view: `9 of 12,408`. */
export interface FilterStatus {
  /** As typed. */
  readonly text: string;
  /** Topics that match and are let in, so far. */
  readonly matches: number;
  /** Topics looked at or still to be. */
  readonly topics: number;
  /** All topics known when it was typed have been looked at. */
  readonly complete: boolean;
  /** Words beyond the first `maxFilterWords`: nothing looks for them. */
  readonly ignoredWords: number;
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
  /**
   * The rank that the page has to scroll to, so that it stands first in view (as far as the end allows): the filter has
   * changed what is shown. Told in one frame only, which has no anchor; null in all others. Looks that name an earlier
   * revision than that frame's no longer move anything.
   */
  readonly scrollTo: number | null;
  /** New topics held back at the gate: `+ 14 new · Show`. */
  readonly waitingTopics: number;
  /** Null: the whole tree is shown. */
  readonly filter: FilterStatus | null;
  readonly status: EngineStatus;
  readonly selected: SelectedTopic | null;
}
