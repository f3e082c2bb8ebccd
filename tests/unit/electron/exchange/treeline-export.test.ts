import { describe, expect, it } from 'vitest';
import type { ProfileFields } from '#contract/profile';
import { usualFields } from '#contract/usual-fields';
import { importProblem } from '../../../../electron/exchange/problem-list';
import { readExchangeFile } from '../../../../electron/exchange/recognise';
import { writeTreelineExport, type OutgoingProfile } from '../../../../electron/exchange/treeline-export';
import { unlockTreelineExport } from '../../../../electron/exchange/treeline-import';

const passphrase = 'correct horse bättery';
const secrets = [
  ['password', 'canary-password'],
  ['proxy-password', 'canary-proxy'],
  ['authentication-data', 'canary-authentication'],
  ['header-token', 'canary-header'],
  ['key', 'canary-private-key'],
  ['pkcs12-key', 'canary-pkcs12-key']
] as const;

const fields: ProfileFields = {
  ...usualFields('Plant ü', { protocol: 'wss', host: 'broker.example', port: 8084, path: '/mqtt' }),
  folder: 'Site / Hall',
  username: 'operator',
  proxy: { kind: 'socks5', host: 'proxy.example', port: 1080, username: 'p', namesAtProxy: true },
  headers: [
    { id: 'token', name: 'Authorization', value: 'canary-left-in-the-field', secret: true },
    { id: 'plain', name: 'X-Site', value: 'hall', secret: false }
  ],
  charts: [{ topic: 'a', path: 'b', colour: '#112233' }]
};

const outgoing: OutgoingProfile = {
  id: 'profile-1',
  fields,
  files: [
    { kind: 'ca', fileName: 'ca.crt', pem: 'CA PEM' },
    { kind: 'key', fileName: 'me.key', pem: null },
    { kind: 'pkcs12', fileName: 'me.p12', pem: 'CHAIN PEM' }
  ],
  schemas: [
    { name: 'plant.proto', file: 'id-1' },
    { name: 'all.desc', file: 'id-2' }
  ],
  secrets
};
const proto = Buffer.from('\ufeffsyntax = "proto3";\r\nmessage Grün {}\n');
const descriptors = Buffer.from([0x0a, 0xff, 0x00, 0x81]);
const schemas = new Map([
  ['id-1', proto],
  ['id-2', descriptors]
]);

const write = (secret: string | null): Promise<string> =>
  writeTreelineExport([outgoing], schemas, secret, 1_795_000_000_000);

function read(text: string) {
  const found = readExchangeFile(Buffer.from(text));
  if (!found.ok) throw new Error(String(found.failure.facts.reason));
  return found.value;
}

/** A change of the file by hand. */
function edited(text: string, change: (connection: Record<string, unknown>) => void): string {
  const root = JSON.parse(text) as { connections: Record<string, unknown>[] };
  for (const connection of root.connections) change(connection);
  return JSON.stringify(root);
}

// Each sealing costs what a guess costs.
describe('an export of our own', { timeout: 60_000 }, () => {
  it('is readable and brings the same connection back, without its secrets', async () => {
    const text = await write(null);
    expect(text).toContain('\n  "treeline": "connections",\n  "version": 1,\n');
    const { tool, profiles, skipped, sealed } = read(text);
    expect({ tool, skipped, sealed }).toEqual({ tool: 'treeline', skipped: 0, sealed: null });
    expect(profiles).toEqual([
      {
        origin: { tool: 'treeline', id: 'profile-1' },
        fields: {
          ...fields,
          headers: [
            { id: 'token', name: 'Authorization', value: '', secret: true },
            { id: 'plain', name: 'X-Site', value: 'hall', secret: false }
          ]
        },
        secrets: [],
        files: [
          { kind: 'ca', fileName: 'ca.crt', content: { bytes: Buffer.from('CA PEM') } },
          { kind: 'key', fileName: 'me.key', content: { certificatePem: null, keyPem: null } },
          { kind: 'pkcs12', fileName: 'me.p12', content: { certificatePem: 'CHAIN PEM', keyPem: null } }
        ],
        schemas: [
          { name: 'plant.proto', bytes: proto },
          { name: 'all.desc', bytes: descriptors }
        ],
        problems: []
      }
    ]);
    // A person can read and compare it.
    expect(text).toContain('message Grün {}');
  });

  it('names a schema file whose contents it does not have', async () => {
    const more = [...outgoing.schemas, { name: 'gone.proto', file: 'id-3' }];
    const text = await writeTreelineExport([{ ...outgoing, schemas: more }], schemas, null, 0);
    const [profile] = read(text).profiles;
    expect(profile?.schemas.map(({ name }) => name)).toEqual(['plant.proto', 'all.desc']);
    expect(profile?.problems).toEqual([importProblem('schema-missing', 'gone.proto')]);
  });

  it('has a schema file once, however many connections share it', async () => {
    const text = await writeTreelineExport([outgoing, { ...outgoing, id: 'profile-2' }], schemas, null, 0);
    expect(text.split('message Grün {}')).toHaveLength(2);
    expect(read(text).profiles.map(({ schemas: found }) => found.length)).toEqual([2, 2]);
  });

  it.each([null, passphrase])('holds no secret in any spelling, passphrase %j', async (secret) => {
    const text = await write(secret);
    const canaries = [...secrets.map(([, value]) => value), 'canary-left-in-the-field', passphrase];
    for (const canary of canaries) {
      const bytes = Buffer.from(canary);
      expect(text).not.toContain(canary);
      expect(text).not.toContain(bytes.toString('base64').replace(/=+$/, '').slice(0, -1));
      expect(text.toLowerCase()).not.toContain(bytes.toString('hex'));
    }
    if (secret === null) expect(text).not.toContain('scrypt');
  });

  it('brings secrets and keys back under the passphrase, however its letters are composed', async () => {
    const locked = read(await write(passphrase));
    expect(locked.profiles[0]?.secrets).toEqual([]);
    const opened = await unlockTreelineExport(locked, passphrase.normalize('NFD'));
    if (!opened.ok) throw new Error(opened.failure.code);
    expect(opened.value.sealed).toBeNull();
    expect(opened.value.profiles[0]?.secrets).toEqual(secrets.slice(0, 4));
    expect(opened.value.profiles[0]?.files.slice(1)).toEqual([
      { kind: 'key', fileName: 'me.key', content: { certificatePem: null, keyPem: 'canary-private-key' } },
      { kind: 'pkcs12', fileName: 'me.p12', content: { certificatePem: 'CHAIN PEM', keyPem: 'canary-pkcs12-key' } }
    ]);
  });

  it('stays locked with another passphrase, and with a changed block', async () => {
    const text = await write(passphrase);
    const wrong = { ok: false, failure: { code: 'passphrase-wrong', facts: {}, raw: '' } };
    expect(await unlockTreelineExport(read(text), 'another')).toEqual(wrong);
    const locked = read(text);
    if (!locked.sealed) throw new Error('not sealed');
    const data = Buffer.from(locked.sealed.data, 'base64');
    data.writeUInt8(data.readUInt8(5) ^ 1, 5);
    const changed = { ...locked, sealed: { ...locked.sealed, data: data.toString('base64') } };
    expect(await unlockTreelineExport(changed, passphrase)).toEqual(wrong);
    // a shorter tag would be easier to guess
    const short = { ...locked, sealed: { ...locked.sealed, tag: locked.sealed.tag.slice(0, 8) } };
    expect(await unlockTreelineExport(short, passphrase)).toEqual(wrong);
  });

  it('keeps secrets back from an address that was changed by hand, not from a name', async () => {
    const text = await write(passphrase);
    const unlock = async (change: (connection: Record<string, unknown>) => void) => {
      const opened = await unlockTreelineExport(read(edited(text, change)), passphrase);
      if (!opened.ok) throw new Error(opened.failure.code);
      const [profile] = opened.value.profiles;
      return [profile?.secrets.length, profile?.problems.map(({ facts }) => facts.reason)];
    };
    expect(await unlock((connection) => (connection.name = 'Renamed'))).toEqual([4, []]);
    const elsewhere = { ...fields.address, host: 'evil.example' };
    expect(await unlock((connection) => (connection.address = elsewhere))).toEqual([0, ['secrets-edited']]);
    expect(await unlock((connection) => (connection.verifyCertificate = false))).toEqual([0, ['secrets-edited']]);
    const otherCa = { ca: { fileName: 'ca.crt', pem: 'ANOTHER' } };
    expect(await unlock((connection) => (connection.files = otherCa))).toEqual([0, ['secrets-edited']]);
  });

  it('does not work harder than a writer would, whatever the block asks for', async () => {
    const text = await write(passphrase);
    const costly = (changes: Record<string, unknown>): unknown => {
      const root = JSON.parse(text) as { secrets: object };
      return read(JSON.stringify({ ...root, secrets: { ...root.secrets, ...changes } })).sealed;
    };
    expect(costly({})).not.toBeNull();
    for (const changes of [
      { n: 2 ** 24 },
      { n: 3 },
      { r: 1_000 },
      { p: 64 },
      { kdf: 'md5' },
      { salt: 'x'.repeat(500) }
    ]) {
      expect(costly(changes)).toBeNull();
    }
  });

  it('takes what an older Treeline did not write as usual, and passes over what a newer one has beside', async () => {
    const bare = edited(await write(null), (connection) => {
      for (const key of ['mqtt5', 'will', 'charts', 'proxy', 'headers']) delete connection[key];
      connection.tls = { trust: 'system', another: 1 };
      connection.something = { new: true };
    });
    expect(read(bare).profiles[0]?.fields).toEqual({
      ...usualFields('Plant ü', fields.address),
      folder: 'Site / Hall',
      username: 'operator'
    });
  });

  it('refuses a newer version, and skips what is no connection', async () => {
    const text = await write(null);
    const newer = readExchangeFile(Buffer.from(text.replace('"version": 1', '"version": 2')));
    expect(newer).toMatchObject({ failure: { code: 'import-unreadable', facts: { reason: 'newer' } } });
    const skipped = (change: (connection: Record<string, unknown>) => void): number =>
      read(edited(text, change)).skipped;
    expect(skipped((connection) => (connection.address = { ...fields.address, host: 'javascript:x' }))).toBe(1);
    expect(skipped((connection) => (connection.proxy = { ...fields.proxy, host: 'a/b' }))).toBe(1);
    expect(skipped((connection) => (connection.mqttVersion = '6'))).toBe(1);
    expect(skipped((connection) => delete connection.id)).toBe(1);
    expect(skipped((connection) => (connection.id = ''))).toBe(1);
    expect(read('{"treeline": "connections", "version": 1, "connections": [null, [], 7]}')).toMatchObject({
      profiles: [],
      skipped: 3
    });
  });

  it('cleans a name that a person could not read', async () => {
    const odd = read(edited(await write(null), (connection) => (connection.name = 'Pla\u202ent\u0000')));
    expect(odd.profiles[0]?.fields.name).toBe('Pla nt');
    expect(odd.profiles[0]?.problems.map(({ facts }) => facts.reason)).toEqual(['name-cleaned']);
  });
});
