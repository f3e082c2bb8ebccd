import type { NodeFacts } from './node-facts';

/** The tree's figures at one moment: now, or when a view was paused. Null and empty for a node that is not there. */
export interface TreeMoment {
  facts(node: number): NodeFacts | null;
  /** 12 buckets of 5 s, oldest first. */
  bars(node: number, nowMs: number): readonly number[];
  /** Messages per second, mean of the last minute (of the time since the first message while that is shorter). */
  ratePerSecond(bars: readonly number[], nowMs: number): number;
}
