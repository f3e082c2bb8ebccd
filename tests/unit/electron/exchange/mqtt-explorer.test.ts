import { describe, expect, it } from 'vitest';
import { readMqttExplorer } from '../../../../electron/exchange/mqtt-explorer';
import type { ReadProfile } from '../../../../electron/exchange/read-profile';
import { explorerCertificate, explorerSettings } from './example-files';

const read = (root: unknown) => {
  const found = readMqttExplorer(root);
  if (!found) throw new Error('not recognised');
  return found;
};

function connection(changes: Record<string, unknown>): ReadProfile | undefined {
  const one = { id: 'x', type: 'mqtt', name: 'X', host: 'h', port: 1883, protocol: 'mqtt', ...changes };
  return read({ ConnectionManager_connections: { x: one } }).profiles[0];
}

describe('readMqttExplorer', () => {
  it('takes over a connection with its certificates, filters and charts', () => {
    const { tool, profiles, skipped } = read(explorerSettings());
    expect({ tool, skipped, names: profiles.map(({ fields }) => fields.name) }).toEqual({
      tool: 'mqtt-explorer',
      skipped: 2,
      names: ['Plant', 'Old']
    });
    expect(profiles[0]).toMatchObject({
      origin: { tool: 'mqtt-explorer', id: '0d5c-uuid' },
      fields: {
        address: { protocol: 'mqtts', host: 'broker.local', port: 8883 },
        username: 'u',
        signIn: 'username',
        clientId: '',
        verifyCertificate: false,
        tls: { trust: 'file', identity: 'pem' },
        charts: [
          { topic: 'a/b', path: 't.value', colour: '#12ab34' },
          { topic: 'a/c', path: '', colour: '' }
        ]
      },
      secrets: [['password', 'canary-password']]
    });
    expect(profiles[0]?.fields.subscriptions.map(({ filter, qos }) => [filter, qos])).toEqual([
      ['#', 0],
      ['$SYS/#', 2]
    ]);
    expect(profiles[0]?.files.map(({ kind, fileName }) => [kind, fileName])).toEqual([
      ['ca', 'ca.crt'],
      ['certificate', 'me.crt'],
      ['key', 'me.key']
    ]);
    expect(profiles[0]?.files[0]?.content).toEqual({ bytes: Buffer.from(explorerCertificate) });
    expect(profiles[0]?.problems.map(({ facts }) => facts.reason)).toEqual(['charts']);
  });

  it('reads the older shape: plain filters, a path without a slash', () => {
    expect(read(explorerSettings()).profiles[1]?.fields).toMatchObject({
      address: { protocol: 'ws', host: 'old.example', port: 80, path: '/mqtt/ws' },
      clientId: 'mine',
      verifyCertificate: true,
      subscriptions: [
        { filter: '#', qos: 0, on: true },
        { filter: 'a/b', qos: 0 }
      ],
      charts: []
    });
  });

  it('never looks at a change set, where old passwords are left', () => {
    expect(JSON.stringify(read(explorerSettings()))).not.toContain('canary-old-password');
  });

  it('takes a certificate alone as the sign-in', () => {
    const file = { name: 'me.crt', data: 'bWU=' };
    expect(connection({ clientCertificate: file })?.fields.signIn).toBe('certificate');
  });

  it.each([{ protocol: 'kafka' }, { host: 'javascript:alert(1)' }, { type: 'other' }, { host: 7 }])(
    'skips %j',
    (changes) => expect(connection(changes)).toBeUndefined()
  );

  it('notes what it cannot take over', () => {
    const odd = connection({
      name: 'a\u0000',
      port: 'x',
      clientId: 'a\u0001',
      username: 'u\u0000',
      password: 12,
      clientKey: { name: 'k', data: '%%%' },
      subscriptions: ['a/#/b', null, 5]
    });
    expect(odd?.problems.map(({ code, facts }) => [code, facts.reason, facts.name])).toEqual([
      ['import-incomplete', 'port', ''],
      ['import-incomplete', 'file-contents', 'k'],
      ['import-incomplete', 'secret', ''],
      ['import-incomplete', 'name-cleaned', ''],
      ['import-incomplete', 'username', ''],
      ['import-incomplete', 'client-id', ''],
      ['import-incomplete', 'filter', 'a/#/b']
    ]);
    expect(odd?.secrets).toEqual([]);
  });

  it('is not fooled by names that mean something to an object', () => {
    const root = JSON.parse(
      '{"ConnectionManager_connections": {"__proto__": {"host": "evil", "port": 1, "type": "mqtt"}, "constructor": {"host": "evil", "port": 1}}}'
    ) as unknown;
    expect(read(root)).toMatchObject({ profiles: [], skipped: 0 });
    expect(readMqttExplorer({ __proto__: { ConnectionManager_connections: {} } })).toBeNull();
    expect(Object.hasOwn(Object.prototype, 'host')).toBe(false);
  });

  it('takes one of two that have the same id, and at most 5,000', () => {
    const same = { id: 'same', type: 'mqtt', name: 'S', host: 'h', port: 1, protocol: 'mqtt' };
    expect(read({ ConnectionManager_connections: { a: same, b: same } })).toMatchObject({
      skipped: 1,
      skippedFor: { doubled: 1, beyond: 0 }
    });
    const many = Object.fromEntries(Array.from({ length: 5_010 }, (_, n) => [`c${n}`, { ...same, id: `c${n}` }]));
    const full = read({ ConnectionManager_connections: many });
    expect([full.profiles.length, full.skipped, full.skippedFor.beyond]).toEqual([5_000, 10, 10]);
  });

  it.each([null, [], 'x', 7, {}, { ConnectionManager_connections: [] }])('knows that %j is something else', (root) =>
    expect(readMqttExplorer(root)).toBeNull()
  );
});
