import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { maxKeptExpansionCharacters, maxKeptExpansions } from '#contract/limits';
import { ExpansionStore } from '../../../../electron/storage/expansion-store';
import { temporaryFolder } from './temporary-folder';

const fileIn = (folder: string) => path.join(folder, 'expansion.json');

async function opened(file: string): Promise<ExpansionStore> {
  const store = new ExpansionStore(file);
  await store.load();
  return store;
}

describe('ExpansionStore', () => {
  it('keeps what is open in each tree over a restart, by path', async () => {
    const file = fileIn(temporaryFolder());
    const store = await opened(file);
    expect(store.get('p-1')).toBeNull();
    store.put('p-1', ['a', 'a/b', '__proto__']);
    store.put('p-2', []);
    await store.settled();
    const again = await opened(file);
    expect(again.get('p-1')).toEqual(['a', 'a/b', '__proto__']);
    // All closed by hand is not the same as never looked at.
    expect(again.get('p-2')).toEqual([]);
  });

  it('writes once when the hand rests', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const file = fileIn(temporaryFolder());
    const store = await opened(file);
    for (let count = 1; count <= 20; count += 1)
      store.put(
        'p-1',
        Array.from({ length: count }, (_, n) => `t${n}`)
      );
    expect(existsSync(file)).toBe(false);
    await vi.runAllTimersAsync();
    await store.settled();
    expect((await opened(file)).get('p-1')).toHaveLength(20);
  });

  it('forgets a deleted profile', async () => {
    const file = fileIn(temporaryFolder());
    const store = await opened(file);
    store.put('p-1', ['a']);
    await store.settled();
    store.delete('p-1');
    await store.settled();
    expect((await opened(file)).get('p-1')).toBeNull();
    expect(readFileSync(file, 'utf8')).not.toContain('p-1');
  });

  it('stays within its bounds, whatever it is told or reads', async () => {
    const file = fileIn(temporaryFolder());
    const store = await opened(file);
    store.put(
      'p-1',
      Array.from({ length: maxKeptExpansions + 1 }, (_, n) => `t${n}`)
    );
    expect(store.get('p-1')).toHaveLength(maxKeptExpansions);
    store.put('p-1', ['a', 'x'.repeat(maxKeptExpansionCharacters), 'b']);
    expect(store.get('p-1')).toEqual(['a']);
    const expanded = Array.from({ length: maxKeptExpansions + 1 }, () => 'a');
    writeFileSync(file, JSON.stringify({ version: 1, profiles: [{ profileId: 'p-1', expanded }] }));
    expect((await opened(file)).get('p-1')).toHaveLength(maxKeptExpansions);
  });

  it('starts empty after nonsense and keeps the damaged file aside', async () => {
    const folder = temporaryFolder();
    const file = fileIn(folder);
    writeFileSync(file, JSON.stringify({ version: 1, profiles: { 'p-1': 'everything' } }));
    const store = new ExpansionStore(file);
    expect(await store.load()).toMatchObject({ facts: { file: 'expansion.json' } });
    expect(store.get('p-1')).toBeNull();
    expect(readdirSync(folder).some((name) => name.startsWith('expansion.json.corrupt-'))).toBe(true);
    store.put('p-1', ['a']);
    await store.settled();
    expect((await opened(file)).get('p-1')).toEqual(['a']);
  });
});
