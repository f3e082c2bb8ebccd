import { describe, expect, it } from 'vitest';
import type { ConnectionState, LinkEnd } from '../../../../../../electron/contract/connection';
import { failure } from '../../../../../../electron/contract/failure';
import { LastOnline } from '../../../../../../renderer/src/panes/status/last-online';

const refused = failure('refused');
const waiting = (ends: readonly LinkEnd[]): ConnectionState => ({
  kind: 'waiting',
  retryAtMs: 0,
  attempt: 1,
  failure: refused,
  ends,
  diagnosis: null
});
const lived: LinkEnd = { atMs: 5_000, livedMs: 60_000, failure: refused };
const tried: LinkEnd = { atMs: 9_000, livedMs: null, failure: refused };
/** Only its kind counts here. */
const online = { kind: 'online' } as ConnectionState;

describe('LastOnline', () => {
  it('takes the end of the last link that was up, not of a try', () => {
    expect(new LastOnline().after(waiting([lived, tried]), 10_000)).toBe(5_000);
  });

  it('keeps it when only tries are left to tell of', () => {
    const last = new LastOnline();
    last.after(waiting([lived]), 10_000);
    expect(last.after(waiting([tried, tried, tried]), 20_000)).toBe(5_000);
    expect(last.after({ kind: 'idle' }, 30_000)).toBe(5_000);
  });

  it('takes the moment a person disconnects', () => {
    const last = new LastOnline();
    expect(last.after(online, 7_000)).toBeNull();
    expect(last.after({ kind: 'idle' }, 8_000)).toBe(8_000);
    expect(last.after({ kind: 'idle' }, 9_000)).toBe(8_000);
  });

  it('forgets it once it is up again, and knows nothing of what it has not seen', () => {
    const last = new LastOnline();
    last.after(waiting([lived]), 10_000);
    expect(last.after(online, 11_000)).toBeNull();
    expect(new LastOnline().after({ kind: 'idle' }, 1)).toBeNull();
    expect(new LastOnline().after(waiting([tried]), 1)).toBeNull();
  });
});
