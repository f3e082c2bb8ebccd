import { describe, expect, it } from 'vitest';
import type { SubscriptionState } from '../../../../../../electron/contract/connection';
import { failure } from '../../../../../../electron/contract/failure';
import { usualSubscription } from '../../../../../../electron/contract/usual-fields';
import { subscriptionLines } from '../../../../../../renderer/src/panes/connections/subscription-lines';
import { exampleOnline } from '../../state/session-example';

const answer = (more: Partial<SubscriptionState>): SubscriptionState => ({
  filter: 'a',
  standing: 'granted',
  grantedQos: 1,
  failure: null,
  ...more
});
const line = (more: Partial<SubscriptionState>) =>
  subscriptionLines([usualSubscription('a', 1)], exampleOnline([answer(more)]))[0];

describe('subscriptionLines', () => {
  it.each([
    [{}, 'granted', 'QoS 1'],
    [{ grantedQos: 0 }, 'lower', 'QoS 0 of 1'],
    [{ grantedQos: 2 }, 'granted', 'QoS 1'],
    [{ standing: 'asked', grantedQos: null }, 'waiting', 'QoS 1'],
    [{ standing: 'refused', grantedQos: null, failure: failure('subscribe-not-authorised') }, 'refused', 'refused'],
    [{ standing: 'asked', grantedQos: null, failure: failure('subscribe-unanswered') }, 'refused', 'no answer']
  ] as const)('shows %j as %s, %s', (more, mark, value) => {
    expect(line(more)).toMatchObject({ mark, value });
  });

  it('tells in full what was granted instead', () => {
    expect(line({ grantedQos: 0 })?.words).toBe('Granted with QoS 0, asked for with QoS 1');
  });

  it('waits for what a broker was not told of yet, and for a connection', () => {
    const subscriptions = [usualSubscription('a'), usualSubscription('b')];
    expect(subscriptionLines(subscriptions, exampleOnline([answer({})])).map(({ mark }) => mark)).toEqual([
      'granted',
      'waiting'
    ]);
    expect(subscriptionLines(subscriptions, { kind: 'idle' }).map(({ mark }) => mark)).toEqual(['waiting', 'waiting']);
  });

  it('keeps what is muted apart from what was granted before', () => {
    const muted = { ...usualSubscription('a', 1), on: false };
    expect(subscriptionLines([muted], exampleOnline([answer({})]))[0]).toMatchObject({ mark: 'muted', value: 'QoS 1' });
  });
});
