import type { Subscription } from '#contract/subscription';
import { topicFilterProblem } from '#contract/topic';
import { filterProblemWords, formProblemWords } from '#contract/words/form-problems';
import type { FieldProblems } from './draft-fields';
import { isWrongNumber, numberText, wholeNumber } from './draft-numbers';

/** A subscription as its line holds it. */
export interface DraftFilter extends Omit<Subscription, 'subscriptionId'> {
  /** Stands for the line while it is edited. */
  readonly line: number;
  /** Empty: none. */
  subscriptionId: string;
}

/** [MQTT5 3.8.2.1.2]. */
const ids = { min: 1, max: 268_435_455 };

export function filterValues(subscriptions: readonly Subscription[]): DraftFilter[] {
  return subscriptions.map((subscription, line) => filterLine(subscription, line));
}

export function filterLine({ subscriptionId, ...rest }: Subscription, line: number): DraftFilter {
  return { line, ...rest, subscriptionId: numberText(subscriptionId) };
}

export function draftSubscriptions(filters: readonly DraftFilter[]): Subscription[] {
  return filters.map(({ filter, qos, on, noLocal, retainAsPublished, retainHandling, subscriptionId }) => ({
    filter,
    qos,
    on,
    noLocal,
    retainAsPublished,
    retainHandling,
    subscriptionId: wholeNumber(subscriptionId, ids)
  }));
}

/** One of a group that shares the messages among its members [MQTT5 4.8.2]. */
export function isShared(filter: string): boolean {
  return filter.startsWith('$share/');
}

export function subscriptionProblems(filters: readonly DraftFilter[]): FieldProblems {
  const problems: FieldProblems = new Map();
  const seen = new Set<string>();
  for (const entry of filters) {
    const problem = filterProblem(entry) ?? (seen.has(entry.filter) ? formProblemWords.filterTwice : null);
    if (problem !== null) problems.set(`filter-${entry.line}`, problem);
    if (isWrongNumber(entry.subscriptionId, ids)) {
      problems.set(`filter-id-${entry.line}`, formProblemWords.numberOrEmpty(ids.min, ids.max));
    }
    seen.add(entry.filter);
  }
  return problems;
}

function filterProblem({ filter, noLocal }: DraftFilter): string | null {
  const problem = topicFilterProblem(filter);
  if (problem) return filterProblemWords[problem];
  if (!isShared(filter)) return null;
  // [MQTT-4.8.2-1], [MQTT-4.8.2-2]
  if (!/^\$share\/[^/+#]+\/./.test(filter)) return formProblemWords.sharedInvalid;
  // [MQTT-3.8.3-4]: a protocol error
  return noLocal ? formProblemWords.sharedHidesOwn : null;
}
