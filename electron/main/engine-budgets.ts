import type { EngineBudgets } from '#contract/engine-control';
import type { Settings } from '#contract/settings';

/** What the settings allow each connection. */
export function engineBudgets({
  historyBudgetBytes,
  maxPayloadBytes,
  receiveBufferBytes,
  topicLimit
}: Settings): EngineBudgets {
  return { historyBudgetBytes, maxPayloadBytes, receiveBufferBytes, topicLimit };
}
