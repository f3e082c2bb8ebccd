import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ProfileStore } from '../../../../electron/storage/profile-store';
import { storedProfile } from './stored-profile-example';
import { temporaryFolder } from './temporary-folder';

const inFolder = (folder: string): string => path.join(folder, 'profiles.json');
const content = (file: string): { readonly profiles: readonly Record<string, unknown>[] } & Record<string, unknown> =>
  JSON.parse(readFileSync(file, 'utf8')) as never;

describe('ProfileStore', () => {
  it('keeps profiles in order over a restart, edits in place', async () => {
    const file = inFolder(temporaryFolder());
    const store = new ProfileStore(file);
    for (const id of ['b', 'a', 'c']) await store.put(storedProfile({ id }));
    await store.put(storedProfile({ id: 'a', name: 'Edited' }));
    await store.delete('b');

    const again = new ProfileStore(file);
    expect(await again.load()).toBeNull();
    expect(again.all().map(({ id, name }) => [id, name])).toEqual([
      ['a', 'Edited'],
      ['c', 'Plant']
    ]);
  });

  it('keeps what it does not know, in the file and in a profile, over an edit', async () => {
    const file = inFolder(temporaryFolder());
    writeFileSync(
      file,
      JSON.stringify({ version: 1, colour: 'blue', profiles: [{ ...storedProfile(), proxy: { host: 'p' } }] })
    );
    const store = new ProfileStore(file);
    await store.load();
    await store.put(storedProfile({ name: 'Edited' }));
    expect(content(file)).toMatchObject({
      version: 1,
      colour: 'blue',
      profiles: [{ name: 'Edited', proxy: { host: 'p' } }]
    });
  });

  it('keeps an entry that it cannot read, and the profiles beside it', async () => {
    const file = inFolder(temporaryFolder());
    const odd = { id: 'odd', address: 'mqtt://from-tomorrow' };
    writeFileSync(
      file,
      JSON.stringify({ version: 1, profiles: [odd, storedProfile(), storedProfile({ name: 'Same id' })] })
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
