import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { ConnectionConfig } from '#contract/engine-control';
import type { ProfileFields } from '#contract/profile';
import type { Cipher } from '../../../../electron/storage/cipher';
import { makeCertificates, type Certificates } from '../../../support/certificates';
import { answerOf, draft, draftFields, pickedFile, shell } from './shell-example';

let made: Certificates;
beforeAll(() => {
  made = makeCertificates();
});
afterAll(() => made.dispose());

type Shell = Awaited<ReturnType<typeof shell>>;

const secrets = [
  { kind: 'password', value: 'pass' },
  { kind: 'authentication-data', value: 'data' },
  { kind: 'proxy-password', value: 'proxy' },
  { kind: 'header-h1', value: 'token' }
] as const;
const headers = [{ id: 'h1', name: 'X-Token', value: '', secret: true }];

async function told(main: Shell, changes: Partial<ProfileFields>): Promise<ConnectionConfig> {
  const files = [
    await pickedFile(main, 'ca', made.caFile),
    await pickedFile(main, 'certificate', made.client.certificateFile),
    await pickedFile(main, 'key', made.client.keyFile)
  ];
  const fields = { ...draftFields, headers, ...changes };
  const { id } = await answerOf(main, 'saveProfile', draft({ fields, secrets: [...secrets], files }));
  const orders = await main.orders.forProfile(id);
  if (!orders.ok) throw new Error(orders.failure.code);
  return orders.value.config;
}

const over = (protocol: ProfileFields['address']['protocol']) => ({ ...draftFields.address, protocol });

describe('ConnectionOrders', () => {
  it.each<readonly [string, Partial<ProfileFields>, Partial<ConnectionConfig>]>([
    ['a user name', {}, { password: 'pass', authenticationData: null, headerSecrets: [] }],
    ['nothing', { signIn: 'none' }, { password: null, authenticationData: null }],
    ['a certificate', { signIn: 'certificate' }, { password: null, authenticationData: null }],
    ['a method', { signIn: 'enhanced' }, { password: 'pass', authenticationData: 'data' }]
  ])('hand over what is sent when signing in with %s', async (_what, fields, config) => {
    expect(await told(await shell(), fields)).toMatchObject(config);
  });

  it('hand over the values of secret headers to a WebSocket and to no other', async () => {
    expect((await told(await shell(), { address: over('wss') })).headerSecrets).toEqual([['h1', 'token']]);
    expect((await told(await shell(), { address: over('mqtts') })).headerSecrets).toEqual([]);
  });

  it('hand over the certificate in use, its key, and the authorities that are trusted', async () => {
    const { tls } = draftFields;
    const bare = { caPem: null, certificatePem: null, keyPem: null };
    expect(await told(await shell(), {})).toMatchObject(bare);
    const used = await told(await shell(), { tls: { ...tls, identity: 'pem', trust: 'file' } });
    expect(used.caPem).toContain('BEGIN CERTIFICATE');
    expect(used.certificatePem).toContain('BEGIN CERTIFICATE');
    expect(used.keyPem).toContain('PRIVATE KEY');
    expect(await told(await shell(), { tls: { ...tls, identity: 'pkcs12' } })).toMatchObject(bare);
    const plain = await told(await shell(), { tls: { ...tls, identity: 'pem' }, address: over('mqtt') });
    expect(plain.keyPem).toBeNull();
  });

  const proxy = { ...draftFields.proxy, host: 'p.example', port: 3128, username: 'ada' };

  it('name the way round: the profile’s proxy with its password, the system’s, or none', async () => {
    const own = await told(await shell(), { proxy: { ...proxy, kind: 'http' } });
    expect(own.proxy).toEqual({
      kind: 'http',
      host: 'p.example',
      port: 3128,
      username: 'ada',
      password: 'proxy',
      namesAtProxy: true,
      system: false
    });
    const main = await shell();
    main.seen.systemProxy = 'PROXY corp:8080; DIRECT';
    const system = await told(main, { proxy: { ...proxy, kind: 'system' } });
    expect(system.proxy).toMatchObject({ kind: 'http', host: 'corp', port: 8080, password: null, system: true });
    expect(main.seen.proxyAskedFor).toEqual(['https://broker.example:8883/']);
    expect((await told(await shell(), { proxy })).proxy).toBeNull();
  });

  it('say what stands in the way, but only of what is used', async () => {
    const main = await shell();
    main.seen.systemProxy = 'HTTPS secure-proxy:443';
    const fields = { ...draftFields, proxy: { ...proxy, kind: 'system' as const } };
    const { id } = await answerOf(main, 'saveProfile', draft({ fields, secrets: [...secrets] }));
    expect(await main.orders.forProfile(id)).toMatchObject({ failure: { code: 'proxy-unreachable' } });
    expect(await main.orders.forProfile('nobody')).toMatchObject({ failure: { code: 'profile-not-found' } });

    const locked = await shell(main.folder, {
      scheme: 'another',
      available: () => true,
      encrypt: (text) => Buffer.from(text),
      decrypt: () => ''
    });
    locked.seen.systemProxy = 'DIRECT';
    expect(await locked.orders.forProfile(id)).toMatchObject({
      failure: { code: 'secret-unreadable', facts: { what: 'password' } }
    });
    await answerOf(locked, 'editProfile', { profileId: id, changes: { signIn: 'none' } });
    expect((await locked.orders.forProfile(id)).ok).toBe(true);
  });

  it('do not go without a secret that was kept for the last run only, and name its file', async () => {
    const none: Cipher = {
      scheme: 'none',
      available: () => false,
      encrypt: () => new Uint8Array(),
      decrypt: () => ''
    };
    const before = await shell(undefined, none);
    const files = [
      await pickedFile(before, 'certificate', made.client.certificateFile),
      await pickedFile(before, 'key', made.client.keyFile)
    ];
    const fields = { ...draftFields, address: over('wss'), headers };
    const { id } = await answerOf(before, 'saveProfile', draft({ fields, secrets: [...secrets], files }));

    const main = await shell(before.folder, none);
    const lost = main.profiles.get(id);
    expect(lost?.secrets).toEqual([]);
    expect(new Set(lost?.lostSecrets)).toEqual(new Set([...secrets.map(({ kind }) => kind), 'key']));
    expect(lost?.files.key?.fileName).toBe(path.basename(made.client.keyFile));
    expect(await main.orders.forProfile(id)).toMatchObject({
      failure: { code: 'secret-unreadable', facts: { what: 'password', why: 'last-run' } }
    });

    await answerOf(main, 'saveProfile', draft({ id, fields, secrets: [{ kind: 'password', value: 'pass' }] }));
    expect(await main.orders.forProfile(id)).toMatchObject({ failure: { facts: { what: 'header-h1' } } });
    const tls = { ...fields.tls, identity: 'pem' as const };
    await answerOf(main, 'saveProfile', draft({ id, fields: { ...fields, tls, headers: [] } }));
    expect(main.profiles.get(id)?.lostSecrets).not.toContain('header-h1');
    expect(await main.orders.forProfile(id)).toMatchObject({ failure: { facts: { what: 'key', why: 'last-run' } } });
    await answerOf(
      main,
      'saveProfile',
      draft({ id, fields: { ...fields, headers: [] }, files: [{ kind: 'key', ticket: null }] })
    );
    expect((await main.orders.forProfile(id)).ok).toBe(true);
  });

  it('do not wait for a system that never says which proxy it has', async () => {
    const main = await shell();
    const proxy = { ...draftFields.proxy, kind: 'system' as const };
    const { id } = await answerOf(main, 'saveProfile', draft({ fields: { ...draftFields, proxy } }));
    main.seen.systemProxy = null;
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const orders = main.orders.forProfile(id);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(await orders).toMatchObject({ failure: { code: 'proxy-unreachable', facts: { proxySystem: 1 } } });
    expect(vi.getTimerCount()).toBe(0);
  });
});
