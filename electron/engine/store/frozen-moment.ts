import type { TreeMoment } from './tree-moment';

/**
 * The tree as it was when a view was paused. `facts(node).own.payloadStart` is null where the value of then had to make
 * room meanwhile; `own.keptMessages` counts those up to that moment that are still kept.
 */
export interface FrozenMoment extends TreeMoment {
  /** What it holds beside the store. */
  readonly memoryBytes: number;
  release(): void;
}
