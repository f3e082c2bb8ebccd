import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Cipher } from '../../../../electron/storage/cipher';
import { noSecrets, SecretStore } from '../../../../electron/storage/secret-store';
import { temporaryFolder } from './temporary-folder';

/** Turns every byte over, so that the secret's own bytes stand nowhere. */
function fakeCipher(changes: Partial<Cipher> = {}): Cipher {
  const turned = (bytes: Uint8Array): Uint8Array => bytes.map((byte) => byte ^ 0xff);
  return {
    scheme: 'fake',
    available: () => true,
    encrypt: (text) => turned(Buffer.from(text)),
    decrypt: (bytes) => Buffer.from(turned(bytes)).toString(),
    ...changes
  };
}

function fails(): never {
  throw new Error('the key store is locked');
}

const onDisk = (folder: string): string =>
  readdirSync(folder)
    .map((name) => readFileSync(path.join(folder, name), 'utf8'))
    .join();

async function opened(folder: string, cipher: Cipher = fakeCipher()): Promise<SecretStore> {
  const store = new SecretStore(path.join(folder, 'secrets.json'), cipher);
  await store.load();
  return store;
}

describe('SecretStore', () => {
  const without = (): Cipher => fakeCipher({ available: () => false });

  it('keeps secrets sealed over a restart', async () => {
    const folder = temporaryFolder();
    const store = await opened(folder);
    await store.change('p', [
      { kind: 'password', value: 'hunter2' },
      { kind: 'key', value: 'KEY PEM' }
    ]);
    expect(onDisk(folder)).not.toContain('hunter2');

    const again = await opened(folder);
    expect(again.read('p', 'password')).toEqual({ ok: true, value: 'hunter2' });
    expect(again.read('p', 'key')).toEqual({ ok: true, value: 'KEY PEM' });
    expect(again.read('other', 'password')).toEqual({ ok: true, value: null });
    expect(again.forThisRunOnly('p')).toBe(false);
  });

  it.each([
    ['there is no key store', { available: () => false }],
    ['the key store cannot be asked', { available: fails }],
    ['sealing fails', { encrypt: fails }]
  ])('keeps a secret for this run only, and says so, when %s', async (_why, changes) => {
    const folder = temporaryFolder();
    const store = await opened(folder, fakeCipher(changes));
    expect((await store.change('p', [{ kind: 'password', value: 'hunter2' }])).ok).toBe(true);
    expect(store.read('p', 'password')).toEqual({ ok: true, value: 'hunter2' });
    expect(store.kinds('p')).toEqual(['password']);
    expect(store.forThisRunOnly('p')).toBe(true);
    expect(store.lost('p')).toEqual([]);
    expect(onDisk(folder)).not.toContain(Buffer.from('hunter2').toString('base64'));
    expect(onDisk(folder)).not.toContain('hunter2');
    expect((await opened(folder)).kinds('p')).toEqual([]);
  });

  it('remembers after the run that there was one, and says so until it is given anew or removed', async () => {
    const folder = temporaryFolder();
    await (
      await opened(folder, without())
    ).change('p', [
      { kind: 'password', value: 'hunter2' },
      { kind: 'key', value: 'KEY PEM' },
      { kind: 'header-h1', value: 'token' }
    ]);
    for (const cipher of [without(), fakeCipher()]) {
      const again = await opened(folder, cipher);
      expect([again.kinds('p'), again.lost('p')]).toEqual([[], ['password', 'key', 'header-h1']]);
      expect(again.read('p', 'password')).toMatchObject({
        failure: { code: 'secret-unreadable', facts: { what: 'password', why: 'last-run' } }
      });
    }
    const store = await opened(folder);
    await store.change('p', [
      { kind: 'password', value: 'new' },
      { kind: 'key', value: null }
    ]);
    expect([store.kinds('p'), store.lost('p')]).toEqual([['password'], ['header-h1']]);
    expect((await opened(folder)).lost('p')).toEqual(['header-h1']);
    const unprotected = await opened(folder, without());
    await unprotected.allowUnprotected(true);
    await unprotected.change('p', [{ kind: 'header-h1', value: 'token' }]);
    const last = await opened(folder, without());
    expect([last.kinds('p'), last.lost('p')]).toEqual([['password', 'header-h1'], ['password']]);
  });

  it('keeps a secret for this run also where nothing can be written', async () => {
    const folder = temporaryFolder();
    const file = path.join(folder, 'secrets.json');
    writeFileSync(file, JSON.stringify({ version: 99, secrets: [] }));
    const store = await opened(folder, without());
    expect((await store.change('p', [{ kind: 'password', value: 'hunter2' }])).ok).toBe(true);
    expect(store.read('p', 'password')).toEqual({ ok: true, value: 'hunter2' });
  });

  it('knows without opening anything what a key store keeps that is out of reach', async () => {
    const folder = temporaryFolder();
    await (await opened(folder)).change('p', [{ kind: 'password', value: 'sealed' }]);
    expect((await opened(folder)).lost('p')).toEqual([]);
    for (const changes of [{ available: () => false }, { scheme: 'other' }]) {
      const away = await opened(folder, fakeCipher({ ...changes, decrypt: fails }));
      expect([away.kinds('p'), away.lost('p')]).toEqual([['password'], ['password']]);
    }
  });

  it('gives a copy the mark too, and takes it away with the profile', async () => {
    const folder = temporaryFolder();
    const store = await opened(folder, without());
    await store.change('p', [{ kind: 'password', value: 'hunter2' }]);
    await store.putBack('copy', store.kept('p'));
    await store.putBack('p', noSecrets);
    expect(store.lost('copy')).toEqual([]);
    const again = await opened(folder, without());
    expect([again.lost('p'), again.lost('copy')]).toEqual([[], ['password']]);
  });

  it('forgets the older secret on disk when the newer one cannot be sealed', async () => {
    const folder = temporaryFolder();
    await (await opened(folder)).change('p', [{ kind: 'password', value: 'old' }]);
    await (
      await opened(folder, fakeCipher({ available: () => false }))
    ).change('p', [{ kind: 'password', value: 'new' }]);
    expect((await opened(folder)).kinds('p')).toEqual([]);
  });

  it('loses only the secret that cannot be opened, and keeps it on disk', async () => {
    const folder = temporaryFolder();
    const store = await opened(folder);
    await store.change('p', [{ kind: 'password', value: 'broken' }]);
    await store.change('q', [{ kind: 'password', value: 'whole' }]);
    const { decrypt } = fakeCipher();
    const picky = fakeCipher({ decrypt: (bytes) => (decrypt(bytes) === 'broken' ? fails() : decrypt(bytes)) });
    const again = await opened(folder, picky);
    expect(again.read('p', 'password')).toEqual({
      ok: false,
      failure: { code: 'secret-unreadable', facts: { what: 'password' }, raw: '' }
    });
    expect(again.read('q', 'password')).toEqual({ ok: true, value: 'whole' });
    expect((await opened(folder)).read('p', 'password')).toEqual({ ok: true, value: 'broken' });
  });

  it('does not try to open what another scheme sealed', async () => {
    const folder = temporaryFolder();
    await (await opened(folder)).change('p', [{ kind: 'password', value: 'hunter2' }]);
    const other = await opened(folder, fakeCipher({ scheme: 'other' }));
    expect(other.read('p', 'password')).toMatchObject({ ok: false, failure: { code: 'secret-unreadable' } });
  });

  it('leaves nothing of a removed secret on disk', async () => {
    const folder = temporaryFolder();
    const store = await opened(folder);
    await store.change('p', [{ kind: 'password', value: 'hunter2' }]);
    const sealed = Buffer.from(fakeCipher().encrypt('hunter2')).toString('base64');
    expect(onDisk(folder)).toContain(sealed);
    await store.change('p', [{ kind: 'password', value: null }]);
    expect(onDisk(folder)).not.toContain(sealed);
    expect(store.kinds('p')).toEqual([]);
  });

  it('keeps every kind, headers too, and several in one save', async () => {
    const folder = temporaryFolder();
    const kinds = ['password', 'authentication-data', 'proxy-password', 'key', 'pkcs12-key', 'header-h1'] as const;
    await (
      await opened(folder)
    ).change(
      'p',
      kinds.map((kind) => ({ kind, value: `of ${kind}` }))
    );
    const again = await opened(folder);
    expect(again.kinds('p')).toEqual(kinds);
    for (const kind of kinds) expect(again.read('p', kind)).toEqual({ ok: true, value: `of ${kind}` });
  });

  it('writes secrets unprotected only where a person allowed it, and only without a key store', async () => {
    const folder = temporaryFolder();
    const store = await opened(folder, without());
    await store.change('p', [{ kind: 'password', value: 'before' }]);
    await store.allowUnprotected(true);
    await store.change('q', [{ kind: 'password', value: 'after' }]);
    expect([store.forThisRunOnly('p'), store.forThisRunOnly('q')]).toEqual([false, false]);
    const again = await opened(folder, without());
    await again.allowUnprotected(true);
    expect([again.read('p', 'password'), again.read('q', 'password')]).toEqual([
      { ok: true, value: 'before' },
      { ok: true, value: 'after' }
    ]);
    expect(onDisk(folder)).toContain('"scheme": "unprotected"');

    const withKeyStore = await opened(folder);
    await withKeyStore.allowUnprotected(true);
    expect(onDisk(folder)).not.toContain('unprotected');
    expect((await opened(folder)).read('p', 'password')).toEqual({ ok: true, value: 'before' });
  });

  it('takes unprotected secrets off the disk when that is no longer allowed, and keeps them for this run', async () => {
    const folder = temporaryFolder();
    const store = await opened(folder, without());
    await store.allowUnprotected(true);
    await store.change('p', [{ kind: 'password', value: 'hunter2' }]);
    await store.allowUnprotected(false);
    expect(store.read('p', 'password')).toEqual({ ok: true, value: 'hunter2' });
    expect(store.forThisRunOnly('p')).toBe(true);
    expect(onDisk(folder)).not.toContain(Buffer.from('hunter2').toString('base64'));
    expect((await opened(folder, without())).kinds('p')).toEqual([]);
  });

  it('opens what a key store sealed that was away meanwhile, unless it was replaced', async () => {
    const folder = temporaryFolder();
    await (await opened(folder)).change('p', [{ kind: 'password', value: 'sealed' }]);
    const away = await opened(folder, without());
    await away.allowUnprotected(true);
    await away.allowUnprotected(false);
    expect(away.read('p', 'password')).toMatchObject({ failure: { code: 'secret-unreadable' } });
    expect((await opened(folder)).read('p', 'password')).toEqual({ ok: true, value: 'sealed' });
  });

  it('gives all secrets of a profile to another one, or back, without opening them', async () => {
    const folder = temporaryFolder();
    await (await opened(folder)).change('p', [{ kind: 'password', value: 'sealed' }]);
    const store = await opened(folder, without());
    await store.change('p', [{ kind: 'key', value: 'of this run' }]);
    const kept = store.kept('p');
    await store.putBack('copy', kept);
    await store.putBack('p', noSecrets);
    expect([store.kinds('p'), store.kinds('copy')]).toEqual([[], ['password', 'key']]);
    expect(store.read('copy', 'key')).toEqual({ ok: true, value: 'of this run' });
    expect((await opened(folder)).read('copy', 'password')).toEqual({ ok: true, value: 'sealed' });
  });

  it('keeps what another process kept meanwhile', async () => {
    const folder = temporaryFolder();
    const [one, other] = [await opened(folder), await opened(folder)];
    await one.change('p', [{ kind: 'password', value: 'one' }]);
    await other.change('q', [{ kind: 'password', value: 'other' }]);
    await one.change('p', [{ kind: 'key', value: 'KEY' }]);
    const after = await opened(folder);
    expect([after.kinds('p'), after.kinds('q')]).toEqual([['password', 'key'], ['password']]);
  });

  it('keeps an entry it cannot read, and the secrets beside it', async () => {
    const folder = temporaryFolder();
    await (await opened(folder)).change('p', [{ kind: 'password', value: 'one' }]);
    const file = path.join(folder, 'secrets.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace('"secrets": [', '"secrets": [{"odd": 1},'));
    const store = await opened(folder);
    await store.change('p', [{ kind: 'key', value: 'KEY' }]);
    expect((await opened(folder)).kinds('p')).toEqual(['password', 'key']);
    expect(onDisk(folder)).toContain('"odd": 1');
  });
});
