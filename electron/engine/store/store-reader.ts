import type { MessageFacts } from '#contract/message';
import type { FrozenTree } from './frozen-tree';
import type { StoreCounters } from './store-counters';
import type { TreeMoment } from './tree-moment';

/** A kept message as read: the payload is the store's own array, exactly sized, never written to. */
export interface ReadMessage {
  readonly facts: MessageFacts;
  readonly payload: Uint8Array;
}

/**
 * What a view may read. Nodes are numbers given out in order of appearance, parents before children; 0 is the root,
 * which is no topic. Nodes never go away.
 */
export interface StoreReader extends TreeMoment {
  readonly nodeCount: number;
  /** Messages received so far. */
  readonly messages: number;
  /** The newest message's seq; 0 before the first. */
  readonly lastSeq: number;
  /** Nodes that got their first own message after they were made, in order; grows only. */
  readonly valuesGained: readonly number[];
  /** -1 for the root. */
  parent(node: number): number;
  segment(node: number): string;
  hasValue(node: number): boolean;
  hasChildren(node: number): boolean;
  /** In natural order. The array is the store's own: read it, do not keep it. */
  childrenInOrder(node: number): readonly number[];
  topic(node: number): string;
  counters(nowMs: number): StoreCounters;
  /** Newest first, with a seq smaller than `before`. */
  history(node: number, before: number | null, limit: number): readonly ReadMessage[];
  keptMessages(node: number, before: number | null): number;
  /** Holds the present moment: its figures stay as they are until it is released. */
  freeze(nowMs: number): FrozenTree;
}
