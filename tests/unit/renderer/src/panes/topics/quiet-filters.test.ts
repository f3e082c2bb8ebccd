import { describe, expect, it } from 'vitest';
import type { SubscriptionState } from '../../../../../../electron/contract/connection';
import { failure } from '../../../../../../electron/contract/failure';
import { quietFilters } from '../../../../../../renderer/src/panes/topics/quiet-filters';
import { exampleOnline } from '../../state/session-example';

const granted = (filter: string): SubscriptionState => ({ filter, standing: 'granted', grantedQos: 0, failure: null });
const asked = (filter: string): SubscriptionState => ({ ...granted(filter), standing: 'asked', grantedQos: null });
const refused = (filter: string): SubscriptionState => ({
  ...asked(filter),
  standing: 'refused',
  failure: failure('subscribe-not-authorised', '', { filter })
});

describe('quietFilters', () => {
  it('says that none was granted where the broker refused every one', () => {
    expect(quietFilters(exampleOnline([refused('#')]), ['#'])).toEqual({ kind: 'refused', filters: ['#'] });
  });

  it('names only those that were granted', () => {
    expect(quietFilters(exampleOnline([granted('a/#'), refused('#'), asked('b')]), ['a/#', '#', 'b'])).toEqual({
      kind: 'subscribed',
      filters: ['a/#']
    });
  });

  it('names what was asked for until there is an answer', () => {
    expect(quietFilters(exampleOnline([]), ['#'])).toEqual({ kind: 'subscribed', filters: ['#'] });
    expect(quietFilters(exampleOnline([asked('#'), refused('x')]), ['#', 'x'])).toEqual({
      kind: 'subscribed',
      filters: ['#']
    });
  });

  it('has nothing to name where no filter is on', () => {
    expect(quietFilters(exampleOnline([]), [])).toEqual({ kind: 'nothing', filters: [] });
  });
});
