import { describe, expect, it } from 'vitest';
import type { ConnectionState } from '../../../../../../electron/contract/connection';
import { failure } from '../../../../../../electron/contract/failure';
import { publishAbsence } from '../../../../../../renderer/src/panes/publish/publish-absence';
import { exampleOnline } from '../../state/session-example';

const refused = failure('refused');
const connecting: ConnectionState = { kind: 'connecting', step: 'tcp', attempt: 1, failure: null, ends: [] };

describe('publishAbsence', () => {
  it.each<[ConnectionState, string | null]>([
    [exampleOnline(), null],
    [{ kind: 'idle' }, 'Connect to publish.'],
    [connecting, 'Connecting. Publish it once the connection is up.'],
    [{ ...connecting, failure: refused }, 'Not connected. Publish it once the broker is back.'],
    [
      { kind: 'waiting', retryAtMs: 1, attempt: 1, failure: refused, ends: [], diagnosis: null },
      'Not connected. Publish it once the broker is back.'
    ],
    [
      { kind: 'failed', failure: failure('bad-credentials'), ends: [], diagnosis: null },
      'Not connected: Wrong user or password'
    ]
  ])('%j', (state, text) => {
    expect(publishAbsence(state)).toBe(text);
  });
});
