import type { OnScreen } from './on-screen';
import type { VisibleRows } from './visible-rows';

/**
 * How new nodes come in: `open`: at once. `judged`: those that would move rows on screen wait. `held`: all wait, the view
 * is paused.
 */
export type Entry = 'open' | 'judged' | 'held';

/** A tree as rows: the whole one, or what a filter leaves of it. */
export interface ShownTree {
  entry: Entry;
  readonly rows: VisibleRows;
  readonly screen: OnScreen;
  /** Topics held back at the gate. */
  readonly waitingTopics: number;
  /** Lets in what waits. False: nothing did. */
  showNew(): boolean;
  /** Lets in what waits and would move nothing any more, unless there is too much of it to look at. */
  judgeAgain(): void;
  /** Topics below a node, when not all of them count. */
  topicsBelow(node: number): number | null;
  readonly memoryBytes: number;
}

/** More than these are let in by a person or when the gate opens only. */
export const mostJudgedAgain = 500;

/** A number in a set or map, roughly. */
export const waitingNodeBytes = 40;
