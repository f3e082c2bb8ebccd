import type { Row } from '#contract/frame';

/** What a row can be asked for beyond the tree itself. */
export interface TopicActions {
  copyTopic(row: Row): void;
  copyValue(row: Row): void;
  /** Null: nothing is published here. */
  readonly useForPublish: ((row: Row) => void) | null;
  focusInspector(): void;
  editSubscriptions(): void;
}
