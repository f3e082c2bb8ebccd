import type { NodeFacts } from './node-facts';

/** The tree's figures at one moment: now, or when a view was paused. Null and empty for a node that is not there. */
export interface TreeMoment {
  facts(node: number): NodeFacts | null;
  /** 12 buckets of 5 s, oldest first. */
  bars(node: number, nowMs: number): readonly number[];
  /** Messages of the last minute, here and below, divided by 60 also while the connection is younger. */
  ratePerSecond(node: number, nowMs: number): number;
}
