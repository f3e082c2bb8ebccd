/** Figures of one connection. The rate is of the last whole second; the rest counts since the store was made. */
export interface StoreCounters {
  readonly messagesPerSecond: number;
  readonly topics: number;
  readonly messages: number;
  readonly historyBytes: number;
  readonly historyBudgetBytes: number;
  readonly largeBytes: number;
  readonly largeBudgetBytes: number;
  /** Tree, values and activity, without views. */
  readonly treeBytes: number;
  /** Messages counted but not kept at all, in overload. */
  readonly dropped: number;
  /** Messages let go to stay within the budget. */
  readonly discarded: number;
  /** Messages that took their topic's last value's place instead of joining the history, in overload. */
  readonly lastValueOnly: number;
  readonly topicLimit: number;
  readonly topicsBeyondLimit: number;
  readonly messagesBeyondLimit: number;
}
