import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { answerOf, draft, draftFields, shell } from './shell-example';

describe('exchange requests', () => {
  it('write an export where a person wants it, and read an import a person chose', async () => {
    const main = await shell();
    const { id } = await answerOf(main, 'saveProfile', draft({ secrets: [{ kind: 'password', value: 'hunter2' }] }));
    const file = path.join(main.folder, 'shared.json');
    main.seen.savePath = file;
    expect(await answerOf(main, 'exportProfiles', { profileIds: [id], passphrase: null })).toEqual({
      path: file,
      profiles: 1,
      schemasLeftOut: 0
    });
    expect(main.seen.suggested).toBe('treeline-connections.json');
    expect(readFileSync(file, 'utf8')).not.toContain('hunter2');

    const other = await shell();
    other.seen.import = file;
    const preview = await answerOf(other, 'openImport', { sourceId: null });
    expect(preview?.items).toMatchObject([{ name: 'Plant', known: null }]);
    const ticket = preview?.ticket ?? '';
    const items = (preview?.items ?? []).map((item) => item.id);
    expect(await answerOf(other, 'runImport', { ticket, items, readFiles: false })).toMatchObject({ added: 1 });
    expect(other.profiles.all()).toMatchObject([{ ...draftFields, secrets: [] }]);
  });

  it('bring what an import changed to a connection that is open', async () => {
    const main = await shell();
    const { id } = await answerOf(main, 'saveProfile', draft());
    main.seen.savePath = path.join(main.folder, 'shared.json');
    await answerOf(main, 'exportProfiles', { profileIds: [id], passphrase: null });
    await answerOf(main, 'editProfile', { profileId: id, changes: { clientId: 'edited' } });
    await answerOf(main, 'connect', { profileId: id });
    main.seen.import = main.seen.savePath;
    const preview = await answerOf(main, 'openImport', { sourceId: null });
    expect(preview?.items).toMatchObject([{ known: { profileId: id } }]);
    const items = (preview?.items ?? []).map((item) => item.id);
    await answerOf(main, 'runImport', { ticket: preview?.ticket ?? '', items, readFiles: false });
    await new Promise((resolve) => setImmediate(resolve));
    expect(main.engines[0]?.posted.map(({ message }) => message)).toMatchObject([
      { config: { fields: { clientId: 'edited' } } },
      { config: { fields: { clientId: '' } } }
    ]);
  });

  it('do nothing when the dialog is closed', async () => {
    const main = await shell();
    const { id } = await answerOf(main, 'saveProfile', draft());
    expect(await answerOf(main, 'openImport', { sourceId: null })).toBeNull();
    expect(await answerOf(main, 'exportProfiles', { profileIds: [id], passphrase: null })).toBeNull();
  });
});
