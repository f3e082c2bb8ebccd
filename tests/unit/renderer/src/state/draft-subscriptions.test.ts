import { describe, expect, it } from 'vitest';
import { usualSubscription } from '../../../../../electron/contract/usual-fields';
import { filterProblemWords, formProblemWords } from '../../../../../electron/contract/words/form-problems';
import { filterLine, subscriptionProblems } from '../../../../../renderer/src/state/draft-subscriptions';

const lines = (...filters: string[]) => filters.map((filter, line) => filterLine(usualSubscription(filter), line));

describe('the subscriptions of a draft', () => {
  it('name the filter that cannot be subscribed, and the one that stands there twice', () => {
    expect([...subscriptionProblems(lines('a/#/b', 'x', 'x', ''))]).toEqual([
      ['filter-0', filterProblemWords['wildcard-misplaced']],
      ['filter-2', formProblemWords.filterTwice],
      ['filter-3', filterProblemWords.empty]
    ]);
  });

  it.each(['$share/group/a', '$share/g/#', '$share/g//a', '$shared/x'])('take %s', (filter) => {
    expect(subscriptionProblems(lines(filter)).size).toBe(0);
  });

  it.each(['$share/', '$share/group', '$share/group/', '$share/#', '$share/+/a', '$share//a'])(
    'do not take %s for shared [MQTT-4.8.2-1]',
    (filter) => {
      expect(subscriptionProblems(lines(filter)).get('filter-0')).toBe(formProblemWords.sharedInvalid);
    }
  );

  it('do not ask a shared one to hide own messages [MQTT-3.8.3-4]', () => {
    const [shared, plain] = lines('$share/g/a', 'a').map((line) => ({ ...line, noLocal: true }));
    if (!shared || !plain) throw new Error('two lines');
    expect(subscriptionProblems([shared]).get('filter-0')).toBe(formProblemWords.sharedHidesOwn);
    expect(subscriptionProblems([plain]).size).toBe(0);
  });

  it.each(['0', '268435456', 'x'])('refuse subscription id %s [MQTT5 3.8.2.1.2]', (subscriptionId) => {
    const [line] = lines('a');
    if (!line) throw new Error('a line');
    expect(subscriptionProblems([{ ...line, subscriptionId }]).has('filter-id-0')).toBe(true);
    expect(subscriptionProblems([{ ...line, subscriptionId: '268435455' }]).size).toBe(0);
  });
});
