import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { storedProfile } from '../storage/stored-profile-example';
import { temporaryFolder } from '../storage/temporary-folder';
import { shell } from './shell-example';

it('says of profiles that could be read in part, and of entries that could not, how many', async () => {
  const folder = temporaryFolder();
  const profiles = [storedProfile(), { ...storedProfile({ id: 'p-2' }), proxy: 'none' }, { id: 'odd' }];
  writeFileSync(path.join(folder, 'profiles.json'), JSON.stringify({ version: 2, profiles }));
  const main = await shell(folder);
  expect(main.profiles.all().map(({ id }) => id)).toEqual(['p-1', 'p-2']);
  expect(main.stores.notices).toMatchObject([
    { code: 'profiles-unreadable', facts: { file: 'profiles.json', entries: 1 } },
    { code: 'profiles-unreadable', facts: { file: 'profiles.json', defaulted: 1 } }
  ]);
});
