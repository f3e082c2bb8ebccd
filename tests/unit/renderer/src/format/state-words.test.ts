import { describe, expect, it } from 'vitest';
import { failure } from '../../../../../electron/contract/failure';
import { failureBrief } from '../../../../../electron/contract/words/failures';
import { stateLine } from '../../../../../renderer/src/format/state-words';

const refused = failure('refused');

describe('stateLine', () => {
  it('keeps a healthy connection quiet', () => {
    expect(stateLine({ kind: 'idle' }).tone).toBe('plain');
    expect(stateLine({ kind: 'connecting', step: 'tls', attempt: 1, failure: null })).toEqual({
      word: 'Connecting',
      line: 'Agreeing on TLS',
      tone: 'plain'
    });
    expect(stateLine({ kind: 'online', sinceMs: 0, clientId: 'c', granted: [], problems: [] }).tone).toBe('plain');
  });

  it('says which try it is while waiting, and why it failed', () => {
    expect(stateLine({ kind: 'waiting', retryAtMs: 0, attempt: 3, failure: refused })).toEqual({
      word: 'Reconnecting',
      line: 'Reconnecting, try 3',
      tone: 'amber'
    });
    expect(stateLine({ kind: 'failed', failure: refused })).toEqual({
      word: 'Failed',
      line: failureBrief(refused),
      tone: 'red'
    });
  });

  it('is amber while online with a refused subscription', () => {
    const problem = failure('subscribe-not-authorised', '', { filter: 'a/#' });
    expect(stateLine({ kind: 'online', sinceMs: 0, clientId: 'c', granted: [], problems: [problem] })).toMatchObject({
      word: 'Connected',
      line: failureBrief(problem),
      tone: 'amber'
    });
  });
});
