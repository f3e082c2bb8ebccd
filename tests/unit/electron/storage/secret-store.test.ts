import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Cipher } from '../../../../electron/storage/cipher';
import { SecretStore } from '../../../../electron/storage/secret-store';
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
  it('keeps secrets sealed over a restart', async () => {
    const folder = temporaryFolder();
    const store = await opened(folder);
    await store.set('p', 'password', 'hunter2');
    await store.set('p', 'key', 'KEY PEM');
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
    expect((await store.set('p', 'password', 'hunter2')).ok).toBe(true);
    expect(store.read('p', 'password')).toEqual({ ok: true, value: 'hunter2' });
    expect(store.has('p', 'password')).toBe(true);
    expect(store.forThisRunOnly('p')).toBe(true);
    expect(readdirSync(folder)).toEqual([]);
    expect((await opened(folder)).has('p', 'password')).toBe(false);
  });

  it('forgets the older secret on disk when the newer one cannot be sealed', async () => {
    const folder = temporaryFolder();
    await (await opened(folder)).set('p', 'password', 'old');
    await (await opened(folder, fakeCipher({ available: () => false }))).set('p', 'password', 'new');
    expect((await opened(folder)).has('p', 'password')).toBe(false);
  });

  it('loses only the secret that cannot be opened, and keeps it on disk', async () => {
    const folder = temporaryFolder();
    const store = await opened(folder);
    await store.set('p', 'password', 'broken');
    await store.set('q', 'password', 'whole');
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
    await (await opened(folder)).set('p', 'password', 'hunter2');
    const other = await opened(folder, fakeCipher({ scheme: 'other' }));
    expect(other.read('p', 'password')).toMatchObject({ ok: false, failure: { code: 'secret-unreadable' } });
  });

  it('leaves nothing of a removed secret on disk', async () => {
    const folder = temporaryFolder();
    const store = await opened(folder);
    await store.set('p', 'password', 'hunter2');
    const sealed = Buffer.from(fakeCipher().encrypt('hunter2')).toString('base64');
    expect(onDisk(folder)).toContain(sealed);
    await store.remove('p', 'password');
    expect(onDisk(folder)).not.toContain(sealed);
    expect(store.has('p', 'password')).toBe(false);
  });
});
