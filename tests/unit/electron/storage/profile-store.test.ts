import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { usualSubscription } from '#contract/usual-fields';
import { ProfileStore } from '../../../../electron/storage/profile-store';
import { storedProfile } from './stored-profile-example';
import { temporaryFolder } from './temporary-folder';

const inFolder = (folder: string): string => path.join(folder, 'profiles.json');
const content = (file: string): { readonly profiles: readonly Record<string, unknown>[] } & Record<string, unknown> =>
  JSON.parse(readFileSync(file, 'utf8')) as never;

/** A store over a file with these profiles, and that file. */
async function withProfiles(
  ...ids: readonly string[]
): Promise<{ readonly file: string; readonly store: ProfileStore }> {
  const file = inFolder(temporaryFolder());
  const store = new ProfileStore(file);
  for (const id of ids) await store.put(storedProfile({ id }));
  return { file, store };
}

async function reopened(file: string): Promise<ProfileStore> {
  const store = new ProfileStore(file);
  await store.load();
  return store;
}

const idsOf = (store: ProfileStore): readonly string[] => store.all().map(({ id }) => id);

describe('ProfileStore', () => {
  it('knows whether all it has on disk was read: else what no profile names may still belong to one', async () => {
    const { file, store } = await withProfiles('a', 'b');
    expect(store.isWhole).toBe(false);
    expect((await reopened(file)).isWhole).toBe(true);
    const whole = content(file);
    const changed = (profiles: readonly unknown[], version: unknown = whole['version']) => {
      writeFileSync(file, JSON.stringify({ ...whole, version, profiles }));
      return reopened(file);
    };
    expect((await changed([...whole.profiles, { id: 'c' }])).isWhole).toBe(false);
    expect((await changed([{ ...whole.profiles[0], schemas: 'none' }])).isWhole).toBe(false);
    expect((await changed(whole.profiles, 99)).isWhole).toBe(false);
    writeFileSync(file, '{');
    writeFileSync(`${file}.good`, '{');
    expect((await reopened(file)).isWhole).toBe(false);
  });

  it('keeps profiles in order over a restart, edits in place, adds at the end or behind another', async () => {
    const { file, store } = await withProfiles('b', 'a', 'c');
    await store.put(storedProfile({ id: 'a', name: 'Edited' }));
    await store.delete('b');
    await store.put(storedProfile({ id: 'copy' }), 'a');

    const again = new ProfileStore(file);
    expect(await again.load()).toBeNull();
    expect(again.all().map(({ id, name }) => [id, name])).toEqual([
      ['a', 'Edited'],
      ['copy', 'Plant'],
      ['c', 'Plant']
    ]);
  });

  it('keeps what it does not know over an edit: in the file, a profile, a group, a subscription, a file’s facts', async () => {
    const file = inFolder(temporaryFolder());
    const facts = { fileName: 'a', subject: null, validToMs: null };
    const stored = storedProfile();
    const later = { later: { deep: true } };
    const raw = {
      ...stored,
      ...later,
      tls: { ...stored.tls, ...later },
      mqtt5: { ...stored.mqtt5, ...later },
      will: { ...stored.will, ...later },
      proxy: { ...stored.proxy, ...later },
      files: { ...stored.files, ca: { facts: { ...facts, ...later }, pem: 'CA', ...later } },
      subscriptions: [
        { ...usualSubscription('a'), ...later },
        { ...usualSubscription('b'), ...later }
      ]
    };
    writeFileSync(file, JSON.stringify({ version: 2, ...later, profiles: [raw] }));
    const store = await reopened(file);
    const [read] = store.all();
    if (!read) throw new Error('not read');
    await store.put({
      ...read,
      name: 'Edited',
      tls: { ...read.tls, serverName: 'inside' },
      mqtt5: { ...read.mqtt5, receiveMaximum: 5 },
      will: { ...read.will, on: true },
      proxy: { ...read.proxy, host: 'p' },
      subscriptions: [usualSubscription('b', 2), usualSubscription('c')]
    });
    expect(content(file)).toEqual({
      version: 2,
      ...later,
      profiles: [
        {
          ...raw,
          name: 'Edited',
          tls: { ...raw.tls, serverName: 'inside' },
          mqtt5: { ...raw.mqtt5, receiveMaximum: 5 },
          will: { ...raw.will, on: true },
          proxy: { ...raw.proxy, host: 'p' },
          subscriptions: [{ ...usualSubscription('b', 2), ...later }, usualSubscription('c')]
        }
      ]
    });
  });

  it('keeps a value it cannot make sense of until that value is edited', async () => {
    const file = inFolder(temporaryFolder());
    writeFileSync(file, JSON.stringify({ version: 2, profiles: [{ ...storedProfile(), colour: 'mauve' }] }));
    const store = await reopened(file);
    const [read] = store.all();
    if (!read) throw new Error('not read');
    await store.put({ ...read, name: 'Edited' });
    expect(content(file).profiles[0]).toMatchObject({ name: 'Edited', colour: 'mauve' });
    expect(store.defaultedProfiles).toBe(1);
    await store.put({ ...read, colour: 'red' });
    expect(content(file).profiles[0]).toMatchObject({ colour: 'red' });
    expect(store.defaultedProfiles).toBe(0);
  });

  it('keeps an entry that it cannot read, and the profiles beside it', async () => {
    const file = inFolder(temporaryFolder());
    const odd = { id: 'odd', address: 'mqtt://from-tomorrow' };
    writeFileSync(
      file,
      JSON.stringify({ version: 2, profiles: [odd, storedProfile(), storedProfile({ name: 'Same id' })] })
    );
    const store = new ProfileStore(file);
    expect(await store.load()).toBeNull();
    expect(store.all().map(({ name }) => name)).toEqual(['Plant']);
    expect(store.unreadEntries).toBe(2);
    await store.put(storedProfile({ id: 'new' }));
    expect(content(file).profiles.map(({ id, name }) => [id, name])).toEqual([
      ['odd', undefined],
      ['p-1', 'Plant'],
      ['p-1', 'Same id'],
      ['new', 'Plant']
    ]);
  });

  it('reads a file of version 1 and writes version 2', async () => {
    const file = inFolder(temporaryFolder());
    const { files: _files, tls: _tls, ...rest } = storedProfile();
    const old = { ...rest, ca: { facts: { fileName: 'ca.crt', subject: 'CA', validToMs: 1 }, pem: 'PEM' } };
    writeFileSync(file, JSON.stringify({ version: 1, profiles: [old] }));
    const store = await reopened(file);
    expect(store.all()).toMatchObject([{ files: { ca: { pem: 'PEM' } }, tls: { trust: 'system-and-file' } }]);
    await store.put(storedProfile({ id: 'new' }));
    expect(content(file)).toMatchObject({ version: 2, profiles: [{ files: { ca: { pem: 'PEM' } } }, { id: 'new' }] });
    expect(content(file).profiles[0]).not.toHaveProperty('ca');
    expect(idsOf(await reopened(file))).toEqual(['p-1', 'new']);
  });

  it('takes the good copy for a file of which less can be read, and keeps that file', async () => {
    const { file } = await withProfiles('a', 'b');
    writeFileSync(file, readFileSync(file, 'utf8').replace('"host": "broker.example"', '"host": 7'));
    const store = new ProfileStore(file);
    expect(await store.load()).toMatchObject({ code: 'profiles-unreadable', facts: { recovered: 'copy' } });
    expect(idsOf(store)).toEqual(['a', 'b']);
    expect(store.unreadEntries).toBe(0);
  });

  it('does not go back to a copy that lacks a profile', async () => {
    const { file } = await withProfiles('a');
    const [a] = content(file).profiles;
    writeFileSync(
      file,
      JSON.stringify({ version: 2, profiles: [{ ...a, colour: 'mauve' }, storedProfile({ id: 'b' })] })
    );
    expect(idsOf(await reopened(file))).toEqual(['a', 'b']);
  });

  it('puts a deleted profile back behind the nearest neighbour that is left, with what was unknown of it', async () => {
    const { file, store } = await withProfiles('a', 'b', 'c', 'd');
    const place = store.place('c');
    if (!place) throw new Error('no place');
    expect(store.place('nobody')).toBeNull();
    await store.delete('c');
    await store.delete('b');
    await store.putBack(place);
    await store.putBack(place);
    expect(idsOf(await reopened(file))).toEqual(['a', 'c', 'd']);
    await store.delete('a');
    await store.delete('c');
    await store.putBack(place);
    expect(idsOf(store)).toEqual(['c', 'd']);
  });

  it('puts profiles in order with their folders, and leaves those not named where they are', async () => {
    const { file, store } = await withProfiles('a', 'b', 'c', 'd');
    await store.arrange([
      { profileId: 'd', folder: 'Works' },
      { profileId: 'nobody', folder: '' },
      { profileId: 'a', folder: '' },
      { profileId: 'b', folder: 'Works' }
    ]);
    expect((await reopened(file)).all().map(({ id, folder }) => [id, folder])).toEqual([
      ['d', 'Works'],
      ['a', ''],
      ['c', ''],
      ['b', 'Works']
    ]);
  });

  it('merges with what another process saved: theirs where we changed nothing, ours where we did', async () => {
    const { file, store } = await withProfiles('a', 'b', 'c');
    const other = await reopened(file);
    await other.put(storedProfile({ id: 'a', name: 'Theirs', username: 'theirs' }));
    await other.delete('b');
    await other.put(storedProfile({ id: 'd' }));

    await store.put(storedProfile({ id: 'a', name: 'Ours' }));
    await store.delete('c');
    const merged = await reopened(file);
    expect(merged.all().map(({ id, name, username }) => [id, name, username])).toEqual([
      ['a', 'Ours', 'theirs'],
      ['d', 'Plant', '']
    ]);
    expect(store.all()).toEqual(merged.all());
  });

  it('does not bring back what was deleted while a change of it waited its turn', async () => {
    const { file, store } = await withProfiles('a', 'b');
    const deleted = store.delete('a');
    const changed = store.put(storedProfile({ id: 'a', rememberedVersion: '5' }));
    expect((await deleted).ok).toBe(true);
    expect(await changed).toMatchObject({ ok: false, failure: { code: 'profile-not-found' } });
    expect([idsOf(store), idsOf(await reopened(file))]).toEqual([['b'], ['b']]);
  });

  it('holds for this run what could not be saved', async () => {
    const folder = temporaryFolder();
    writeFileSync(path.join(folder, 'no-folder'), '');
    const store = new ProfileStore(path.join(folder, 'no-folder', 'profiles.json'));
    const profile = storedProfile();
    expect((await store.put(profile)).ok).toBe(false);
    expect(store.get('p-1')).toBeNull();
    store.hold(profile);
    expect(store.get('p-1')).toEqual(profile);
    expect(store.all()).toHaveLength(1);
  });
});
