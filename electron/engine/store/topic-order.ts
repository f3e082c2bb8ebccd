/**
 * The topic tree as numbers: nodes are given out in order of appearance, parents before children, never go away; 0 is
 * the root, which is no topic. The children of each node stand in natural order in a treap of their own.
 */
export interface TopicOrder {
  /** With the root. */
  readonly nodeCount: number;
  /** -1 for the root. */
  parent(node: number): number;
  /** 0 for the root. */
  depth(node: number): number;
  childCount(node: number): number;
  /** A message came on exactly this topic. */
  isTopic(node: number): boolean;
  /** Segments are interned: equal bytes, equal id. */
  segmentId(node: number): number;
  readonly segmentCount: number;
  /** A view into the store's own memory: read it at once, do not keep it. */
  segmentBytes(segmentId: number): Uint8Array;
  /** The child with this segment; -1: there is none. */
  childNamed(parent: number, segment: Uint8Array): number;
  /** The topic as published, a copy. */
  topicBytes(node: number): Uint8Array;
  /** Root of the treap of a node's children; 0: no children. */
  childRoot(node: number): number;
  /** Neighbours of a node in the treap of its siblings; 0: none. In-order is the natural order of the segments. */
  left(node: number): number;
  right(node: number): number;
  /** 0: this node is the root of its siblings' treap. */
  above(node: number): number;
  /** Tells `watcher` of every change from now on, in the middle of an append; the answer ends it. */
  watch(watcher: TreeWatcher): () => void;
  readonly memoryBytes: number;
}

/** Who keeps sums over the treaps. Called while a message is stored: be quick. */
export interface TreeWatcher {
  /** There is room for nodes below `capacity` now; called before any of them is made, and once by `watch`. */
  reserve(capacity: number): void;
  /**
   * A rotation put `upper` above `lower` in the treap of their siblings; the nodes above them keep their sums. Sums of
   * `lower`, then of `upper`, are to be taken again from their two neighbours below. A node that is being inserted
   * counts nothing until `placed`.
   */
  rotated(lower: number, upper: number): void;
  /**
   * A new topic is in place: `first` is its uppermost new node, child of one that was there; each further one, up to
   * `leaf`, is the only child of the one before. `leaf` is the topic. Numbers are consecutive.
   */
  placed(first: number, leaf: number): void;
  /** A branch that was there got the first message of its own. */
  becameTopic(node: number): void;
}
