/** A node at one moment, as rows need it. Sums count this node and all below. */
export interface NodeFacts {
  readonly messages: number;
  readonly topicsBelow: number;
  /** Epoch ms of the newest message here or below. */
  readonly lastAtMs: number | null;
  /** Null: no message of its own. */
  readonly own: OwnFacts | null;
}

/** What a node's own topic has. */
export interface OwnFacts {
  readonly messages: number;
  /** Messages that can still be read. */
  readonly keptMessages: number;
  readonly valueRevision: number;
  readonly steadyUntilMs: number;
  readonly usualGapMs: number | null;
  readonly retainedAtMs: number | null;
  readonly newestSeq: number;
  readonly newestAtMs: number;
  /** The newest message arrived with the retain flag. */
  readonly newestRetain: boolean;
  /**
   * The newest payload's first bytes, at least 1 KB of them when it has as many: a view into the store's memory, to be
   * read at once. Null: no longer kept.
   */
  readonly payloadStart: Uint8Array | null;
  readonly payloadBytes: number;
}
