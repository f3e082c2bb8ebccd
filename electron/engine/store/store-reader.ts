import type { FrozenMoment } from './frozen-moment';
import type { KeptLog } from './kept-log';
import type { ReadMessage } from './read-message';
import type { StoreCounters } from './store-counters';
import type { TopicOrder } from './topic-order';
import type { TreeMoment } from './tree-moment';

/** What a view may read. */
export interface StoreReader extends TreeMoment {
  readonly order: TopicOrder;
  /** Messages received so far. */
  readonly messages: number;
  /** The newest message's seq; 0 before the first. */
  readonly lastSeq: number;
  counters(nowMs: number): StoreCounters;
  /** A kept message of a node; `seq` null: the newest. Null: there is none, or it is no longer kept. */
  read(node: number, seq: number | null): ReadMessage | null;
  /**
   * For a list: newest first, with a seq smaller than `before` (null: from the newest). Of a payload there are its first
   * `startBytes` at least, where it is kept; properties are left out.
   */
  history(node: number, before: number | null, limit: number, startBytes: number): readonly ReadMessage[];
  /** All kept messages, for lists and charts. */
  readonly kept: KeptLog;
  /** Holds the present moment: its figures stay as they are until it is released. */
  freeze(nowMs: number): FrozenMoment;
}
