import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { SettingsStore } from '../../../../electron/storage/settings-store';
import { temporaryFolder } from './temporary-folder';

async function opened(file: string): Promise<SettingsStore> {
  const store = new SettingsStore(file);
  await store.load();
  return store;
}

describe('SettingsStore', () => {
  it('starts with the defaults and keeps a change over a restart', async () => {
    const file = path.join(temporaryFolder(), 'settings.json');
    const store = await opened(file);
    expect(store.current).toMatchObject({ theme: 'system', railWidthPx: 216 });
    await store.change({ theme: 'dark', railWidthPx: undefined });
    expect((await opened(file)).current).toMatchObject({ theme: 'dark', railWidthPx: 216 });
  });

  it('keeps what cannot be saved for this run, and saves it with the next change that can be', async () => {
    const folder = temporaryFolder();
    const file = path.join(folder, 'settings.json');
    const store = await opened(file);
    mkdirSync(file);
    const { settings, unsaved } = await store.change({ theme: 'dark' });
    expect([settings.theme, unsaved?.code]).toEqual(['dark', 'settings-unwritable']);
    expect(store.current.theme).toBe('dark');
    rmSync(file, { recursive: true });
    expect((await store.change({ railWidthPx: 300 })).unsaved).toBeNull();
    expect((await opened(file)).current).toMatchObject({ theme: 'dark', railWidthPx: 300 });
  });

  it('leaves the file of a newer version alone and says so', async () => {
    const file = path.join(temporaryFolder(), 'settings.json');
    writeFileSync(file, JSON.stringify({ version: 9, settings: {} }));
    const { settings, unsaved } = await (await opened(file)).change({ theme: 'dark' });
    expect(settings.theme).toBe('dark');
    expect(unsaved).toMatchObject({ code: 'settings-unwritable', facts: { version: 9 } });
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ version: 9, settings: {} });
  });

  it('lets a value that makes no sense cost only itself, and keeps one it does not know', async () => {
    const file = path.join(temporaryFolder(), 'settings.json');
    const settings = { theme: 'pink', railWidthPx: 300, fontSizePx: 14, __proto__x: 1 };
    writeFileSync(file, JSON.stringify({ version: 1, settings }));
    const store = await opened(file);
    expect(store.current).toMatchObject({ theme: 'system', railWidthPx: 300 });
    await store.change({ theme: 'light' });
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ settings: { theme: 'light', fontSizePx: 14 } });
  });
});
