import { describe, expect, it } from 'vitest';
import type { ConnectionState, SubscriptionState } from '../../../../../electron/contract/connection';
import { failure } from '../../../../../electron/contract/failure';
import { failureBrief } from '../../../../../electron/contract/words/failures';
import { stateLine } from '../../../../../renderer/src/format/state-words';
import { usualSession } from '../../../../support/usual-session';

const refused = failure('refused');
const session = usualSession('5');
const online = (subscriptions: readonly SubscriptionState[]): ConnectionState => ({
  kind: 'online',
  sinceMs: 0,
  clientId: 'c',
  session,
  subscriptions
});

describe('stateLine', () => {
  it('keeps a healthy connection quiet', () => {
    expect(stateLine({ kind: 'idle' }).tone).toBe('plain');
    expect(stateLine({ kind: 'connecting', step: 'tls', attempt: 1, failure: null, ends: [] })).toEqual({
      word: 'Connecting',
      line: 'Agreeing on TLS',
      tone: 'plain'
    });
    expect(stateLine(online([])).tone).toBe('plain');
  });

  it('says which try it is while waiting, and why it failed', () => {
    expect(
      stateLine({ kind: 'waiting', retryAtMs: 0, attempt: 3, failure: refused, ends: [], diagnosis: null })
    ).toEqual({
      word: 'Reconnecting',
      line: 'Reconnecting, try 3',
      tone: 'amber'
    });
    expect(stateLine({ kind: 'failed', failure: refused, ends: [], diagnosis: null })).toEqual({
      word: 'Failed',
      line: failureBrief(refused),
      tone: 'red'
    });
  });

  it('is amber while online with a refused subscription', () => {
    const problem = failure('subscribe-not-authorised', '', { filter: 'a/#' });
    const subscription = { filter: 'a/#', standing: 'refused', grantedQos: null, failure: problem } as const;
    expect(stateLine(online([subscription]))).toMatchObject({
      word: 'Connected',
      line: failureBrief(problem),
      tone: 'amber'
    });
  });
});
