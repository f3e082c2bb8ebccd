import { describe, expect, it, vi } from 'vitest';
import type { ImportItem, ImportPreview, ImportSource } from '../../../../../electron/contract/exchange';
import { fail, succeed, type Result } from '../../../../../electron/contract/failure';
import { ImportState } from '../../../../../renderer/src/state/import.svelte';

const item = (id: string, more: Partial<ImportItem> = {}): ImportItem => ({
  id,
  name: id,
  address: `mqtt://${id}`,
  folder: '',
  username: '',
  subscriptions: 1,
  charts: 0,
  secrets: [],
  files: [],
  schemas: { count: 0, sizeBytes: 0 },
  known: null,
  problems: [],
  ...more
});
const file = (path: string | null) => ({ kind: 'ca' as const, path, fileName: 'ca.crt' });
const preview = (items: readonly ImportItem[], more: Partial<ImportPreview> = {}): ImportPreview => ({
  ticket: 't',
  tool: 'mqttx',
  where: '~/x',
  items,
  skipped: 0,
  skippedFor: { doubled: 0, beyond: 0 },
  locked: false,
  ...more
});
const source = (id: string): ImportSource => ({ id, tool: 'mqtt-explorer', where: '~/s' });

function importing(items: readonly ImportItem[] = [item('a'), item('b')], sources: readonly ImportSource[] = []) {
  const client = {
    findImports: vi.fn(() => Promise.resolve(succeed(sources))),
    openImport: vi.fn((): Promise<Result<ImportPreview | null>> => Promise.resolve(succeed(preview(items)))),
    unlockImport: vi.fn((): Promise<Result<ImportPreview>> => Promise.resolve(succeed(preview(items)))),
    runImport: vi.fn(() => Promise.resolve(succeed({ added: 2, updated: 0, problems: [] })))
  };
  return { client, state: new ImportState(client) };
}

describe('ImportState', () => {
  it('lists what was found, and opens a single one for whoever came for it', async () => {
    const { client, state } = importing([item('a')], [source('one')]);
    await state.find();
    expect(state.sources).toHaveLength(1);
    expect(state.preview).toBeNull();
    await state.find(true);
    expect(client.openImport).toHaveBeenCalledExactlyOnceWith({ sourceId: 'one' });
    expect(state.preview?.items).toHaveLength(1);
  });

  it('lets whoever came for nothing that was found choose a file', async () => {
    const { client, state } = importing();
    await state.find(true);
    expect(client.openImport).toHaveBeenCalledExactlyOnceWith({ sourceId: null });
  });

  it('leaves the choice between two to the person', async () => {
    const { client, state } = importing([], [source('one'), source('two')]);
    await state.find(true);
    expect(client.openImport).not.toHaveBeenCalled();
  });

  it('stays where it is when the file dialog is closed, and says why a file is refused', async () => {
    const { client, state } = importing();
    client.openImport.mockResolvedValueOnce(succeed(null));
    await state.open(null);
    expect(state.preview).toBeNull();
    expect(state.failure).toBeNull();
    client.openImport.mockResolvedValueOnce(fail('import-unreadable'));
    await state.open(null);
    expect(state.failure?.code).toBe('import-unreadable');
  });

  it('chooses what is new, and leaves to the person what would replace something', async () => {
    const known = { profileId: 'p', name: 'Plant' };
    const { client, state } = importing([item('a'), item('b', { known }), item('c')]);
    await state.open(null);
    expect(state.chosen.map(({ id }) => id)).toEqual(['a', 'c']);
    state.choose('b', true);
    state.choose('c', false);
    await state.run();
    expect(client.runImport).toHaveBeenCalledExactlyOnceWith({ ticket: 't', items: ['a', 'b'], readFiles: false });
    expect(state.outcome?.added).toBe(2);
  });

  it('names each file on this computer once, and only of those chosen', async () => {
    const { client, state } = importing([
      item('a', { files: [file('/ca.crt'), file(null)] }),
      item('b', { files: [file('/ca.crt'), file('/other.crt')] })
    ]);
    await state.open(null);
    expect(state.paths).toEqual(['/ca.crt', '/other.crt']);
    state.choose('b', false);
    expect(state.paths).toEqual(['/ca.crt']);
    state.readFiles = true;
    await state.run();
    expect(client.runImport).toHaveBeenCalledWith(expect.objectContaining({ readFiles: true }));
  });

  it('imports nothing where nothing is chosen', async () => {
    const { client, state } = importing();
    await state.run();
    await state.open(null);
    state.chooseAll(false);
    await state.run();
    expect(client.runImport).not.toHaveBeenCalled();
  });

  it('opens what is under a passphrase without losing what was chosen', async () => {
    const { client, state } = importing();
    await state.open(null);
    state.choose('b', false);
    state.passphrase = 'wrong';
    client.unlockImport.mockResolvedValueOnce(fail('passphrase-wrong'));
    await state.unlock();
    expect(state.passphraseFailure?.code).toBe('passphrase-wrong');
    expect(state.passphrase).toBe('wrong');
    state.passphrase = 'right';
    await state.unlock();
    expect(client.unlockImport).toHaveBeenLastCalledWith({ ticket: 't', passphrase: 'right' });
    expect(state.passphraseFailure).toBeNull();
    expect(state.passphrase).toBe('');
    expect(state.chosen.map(({ id }) => id)).toEqual(['a']);
  });

  it('begins anew with nothing agreed to', async () => {
    const { state } = importing();
    await state.open(null);
    state.readFiles = true;
    state.passphrase = 'x';
    await state.run();
    state.back();
    expect(state.outcome).toBeNull();
    expect(state.preview).toBeNull();
    expect(state.readFiles).toBe(false);
    expect(state.passphrase).toBe('');
  });

  it('asks for one thing at a time', async () => {
    const { client, state } = importing();
    await Promise.all([state.open(null), state.open(null)]);
    expect(client.openImport).toHaveBeenCalledOnce();
  });
});
