import type { Row } from '#contract/frame';

/** What a row can be asked for beyond the tree itself. */
export interface TopicActions {
  copyTopic(row: Row): void;
  copyValue(row: Row): void;
  useForPublish(row: Row): void;
  focusInspector(): void;
}
