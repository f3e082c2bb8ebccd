import type { ConnectionState } from '#contract/connection';
import type { Subscription } from '#contract/subscription';
import { failureBrief } from '#contract/words/failures';
import { subscriptionWords } from '#contract/words/rail';

/** A filter as the rail shows it. */
export interface SubscriptionLine {
  readonly filter: string;
  readonly mark: 'muted' | 'waiting' | 'granted' | 'lower' | 'refused';
  /** What stands at the end of the line. */
  readonly value: string;
  /** The same in full. */
  readonly words: string;
}

/** Each filter with the broker's own answer to it. */
export function subscriptionLines(
  subscriptions: readonly Subscription[],
  state: ConnectionState
): readonly SubscriptionLine[] {
  const answers = state.kind === 'online' ? new Map(state.subscriptions.map((one) => [one.filter, one])) : null;
  return subscriptions.map(({ filter, qos, on }) => {
    const value = subscriptionWords.qos(qos);
    if (!on) return { filter, mark: 'muted', value, words: subscriptionWords.muted };
    if (!answers) return { filter, mark: 'waiting', value, words: subscriptionWords.notYet };
    const answer = answers.get(filter);
    if (answer?.failure) {
      const unanswered = answer.failure.code === 'subscribe-unanswered';
      return {
        filter,
        mark: 'refused',
        value: unanswered ? subscriptionWords.unanswered : subscriptionWords.refused,
        words: failureBrief(answer.failure)
      };
    }
    const granted = answer?.standing === 'granted' ? answer.grantedQos : null;
    if (granted === null) return { filter, mark: 'waiting', value, words: subscriptionWords.asked };
    if (granted >= qos) return { filter, mark: 'granted', value, words: subscriptionWords.granted };
    return {
      filter,
      mark: 'lower',
      value: subscriptionWords.lowerQos(granted, qos),
      words: subscriptionWords.grantedLower(granted, qos)
    };
  });
}
