import { describe, expect, it } from 'vitest';
import {
  subscriptionProblems,
  type ConnectionState,
  type SubscriptionState
} from '../../../../electron/contract/connection';
import { failure } from '../../../../electron/contract/failure';
import { failureWords } from '../../../../electron/contract/words/failures';
import { usualSession } from '../../../support/usual-session';

const refused: SubscriptionState = {
  filter: '#',
  standing: 'refused',
  grantedQos: null,
  failure: failure('subscribe-not-authorised', 'SUBACK 0x87', { filter: '#', reasonCode: 0x87 })
};
const granted: SubscriptionState = { filter: 'a/#', standing: 'granted', grantedQos: 0, failure: null };
const online = (...subscriptions: SubscriptionState[]): ConnectionState => ({
  kind: 'online',
  sinceMs: 0,
  clientId: 'a',
  session: usualSession('5'),
  subscriptions
});

describe('subscriptionProblems', () => {
  it('speaks of the other subscriptions only where there are some that stand', () => {
    const meanings = (...all: SubscriptionState[]): readonly string[] =>
      subscriptionProblems(online(...all)).map((problem) => failureWords(problem).meaning);
    expect(meanings(refused)).toEqual(['The broker refused this subscription.']);
    expect(meanings(refused, granted)).toEqual(['The broker refused this subscription; the others are not touched.']);
    expect(meanings(refused, { ...refused, filter: 'b' })).toHaveLength(2);
    expect(meanings(granted)).toEqual([]);
  });

  it('has none while the connection is down', () => {
    expect(subscriptionProblems({ kind: 'idle' })).toEqual([]);
  });
});
