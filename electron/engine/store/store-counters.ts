/** Figures of one connection. The rate is of the last whole second; the rest counts since the store was made. */
export interface StoreCounters {
  readonly messagesPerSecond: number;
  readonly topics: number;
  readonly messages: number;
  readonly historyBytes: number;
  readonly historyBudgetBytes: number;
  /** Messages on new topics that the full tree had no place for. */
  readonly dropped: number;
  /** Messages let go to stay within the budget. */
  readonly discarded: number;
}
