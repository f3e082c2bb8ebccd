import type { KeptMessage } from './kept-message';

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
  readonly valueRevision: number;
  readonly steadyUntilMs: number;
  readonly usualGapMs: number | null;
  readonly retainedAtMs: number | null;
  readonly newest: Pick<KeptMessage, 'seq' | 'retain' | 'receivedAtMs'>;
  /** The newest payload's first bytes, at least 1 KB of them when it has as many. */
  readonly payloadStart: Uint8Array;
  readonly payloadBytes: number;
}
