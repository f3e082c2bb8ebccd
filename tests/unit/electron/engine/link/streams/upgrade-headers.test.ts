import { describe, expect, it } from 'vitest';
import type { ProfileFields } from '../../../../../../electron/contract/profile';
import { shownLocation, upgradeHeaders } from '../../../../../../electron/engine/link/streams/upgrade-headers';
import { connectionConfig } from '../../../../../support/connection-config';

function headersOf(
  headers: ProfileFields['headers'],
  headerSecrets: readonly (readonly [string, string])[] = []
): ReturnType<typeof upgradeHeaders> {
  return upgradeHeaders(
    connectionConfig({ address: { protocol: 'ws', port: 80 }, fields: { headers }, headerSecrets })
  );
}

describe('upgradeHeaders', () => {
  it('keeps order and repeats, and takes the value of a secret from beside', () => {
    const found = headersOf(
      [
        { id: 'a', name: 'X-One', value: '1', secret: false },
        { id: 'b', name: 'X-One', value: 'shown', secret: true },
        { id: 'c', name: 'X-Gone', value: 'shown', secret: true }
      ],
      [['b', 'hidden']]
    );
    expect(found).toEqual([
      { name: 'X-One', value: '1' },
      { name: 'X-One', value: 'hidden' }
    ]);
  });

  it.each(['Connection', 'UPGRADE', 'Sec-WebSocket-Key', 'sec-websocket-protocol', 'Transfer-Encoding'])(
    'leaves %s to the upgrade',
    (name) => {
      expect(headersOf([{ id: 'a', name, value: 'x', secret: false }])).toEqual([]);
    }
  );

  it.each(['a\r\nX: 1', 'a\nb', '\0', 'ж'])('names the header whose value cannot be sent: %j', (value) => {
    expect(headersOf([{ id: 'a', name: 'X-Token', value: '', secret: true }], [['a', value]])).toBe('X-Token');
  });
});

describe('shownLocation', () => {
  it.each([
    ['https://ada:pw@other.example/mqtt?token=1#x', 'https://other.example/mqtt'],
    ['//ada@other.example/mqtt', '//other.example/mqtt'],
    ['/login?next=/mqtt', '/login'],
    ['/a@b', '/a@b']
  ])('%s is shown as %s', (location, shown) => {
    expect(shownLocation(location)).toBe(shown);
  });

  it('is bounded', () => {
    expect(shownLocation(`/${'x'.repeat(20_000)}`)).toHaveLength(1_000);
  });
});
