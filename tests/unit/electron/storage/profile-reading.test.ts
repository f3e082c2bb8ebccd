import { describe, expect, it } from 'vitest';
import { readStoredProfile } from '../../../../electron/storage/profile-reading';
import type { StoredProfile } from '../../../../electron/storage/stored-profile';
import { storedProfile } from './stored-profile-example';

const full = storedProfile({
  username: 'ada',
  tls: { ...storedProfile().tls, alpn: ['mqtt'], serverName: 'inside' },
  headers: [{ id: 'h-1', name: 'X-Token', value: '', secret: true }]
});
const usual = storedProfile();

/** What is left of the profile when these keys hold something else. */
function read(changes: Record<string, unknown>): StoredProfile | null {
  return readStoredProfile({ ...full, ...changes })?.profile ?? null;
}

describe('readStoredProfile', () => {
  it('reads back what was written', () => {
    expect(readStoredProfile(JSON.parse(JSON.stringify(full)))).toEqual({ profile: full, losses: 0 });
  });

  it.each<readonly [string, Record<string, unknown>, Partial<StoredProfile>]>([
    ['a colour nobody knows', { colour: 'mauve' }, { colour: 'none' }],
    [
      'a port of a proxy out of range',
      { proxy: { ...full.proxy, port: 0, host: 'p' } },
      { proxy: { ...full.proxy, host: 'p' } }
    ],
    ['no group at all', { tls: 7 }, { tls: usual.tls }],
    ['one option of a group', { tls: { ...full.tls, minVersion: 'SSLv3' } }, { tls: full.tls }],
    ['one element of a list in a group', { tls: { ...full.tls, alpn: ['', 'mqtt'] } }, { tls: full.tls }],
    ['a pin that is no fingerprint', { tls: { ...full.tls, trusted: { fingerprint: 'x' } } }, { tls: full.tls }],
    ['a header without an id', { headers: [{ name: 'X' }, ...full.headers] }, { headers: full.headers }],
    [
      'a user property',
      { will: { ...full.will, userProperties: [['a', 'b'], 'c'] } },
      { will: { ...full.will, userProperties: [['a', 'b']] } }
    ],
    [
      'a decoder that makes no sense',
      {
        decoders: [
          { filter: 'a', decoder: 'runes', messageType: '' },
          { filter: 'b', decoder: 'cbor', messageType: '' }
        ]
      },
      { decoders: [{ filter: 'b', decoder: 'cbor', messageType: '' }] }
    ],
    ['a schema without a name', { schemas: [{ id: 'x' }] }, { schemas: [] }],
    ['a file', { files: { ...full.files, ca: 'PEM' } }, { files: full.files }],
    ['the name', { name: '' }, { name: 'broker.example' }],
    ['the switch of the check', { verifyCertificate: 'no' }, { verifyCertificate: true }]
  ])('loses %s and nothing else', (_what, changes, left) => {
    expect(read(changes)).toEqual({ ...full, ...left });
    expect(readStoredProfile({ ...full, ...changes })?.losses).toBeGreaterThan(0);
  });

  it('loses one subscription of three, and of another only the option that makes no sense', () => {
    const [first] = full.subscriptions;
    const subscriptions = [
      { ...first, filter: 'a/#/b' },
      { ...first, filter: 'a', qos: 3 },
      { ...first, filter: 'b' }
    ];
    expect(read({ subscriptions })?.subscriptions.map(({ filter, qos }) => [filter, qos])).toEqual([
      ['a', 0],
      ['b', 0]
    ]);
  });

  it('takes what is missing for its default, and that is no loss', () => {
    const { id, address } = usual;
    expect(readStoredProfile({ id, address, tls: { trust: 'file' } })).toEqual({
      losses: 0,
      profile: { ...usual, name: 'broker.example', tls: { ...usual.tls, trust: 'file' } }
    });
  });

  it.each([
    ['id', 'a b'],
    ['id', undefined],
    ['address', 'mqtt://h'],
    ['address', { ...full.address, port: 0 }]
  ])('is nothing without a readable %s (%j)', (key, value) => {
    expect(read({ [key]: value })).toBeNull();
  });

  it.each([null, 'text', 5, [], [full]])('is nothing of %j', (raw) => {
    expect(readStoredProfile(raw)).toBeNull();
  });

  it('takes nothing from a prototype', () => {
    const raw: unknown = JSON.parse(
      JSON.stringify({ ...full, name: undefined }).replace('{', '{"__proto__":{"name":"Injected","readOnly":true},')
    );
    expect(readStoredProfile(raw)?.profile).toMatchObject({ name: 'broker.example', readOnly: false });
    expect(Object.getPrototypeOf(readStoredProfile(raw)?.profile)).toBe(Object.prototype);
  });
});
