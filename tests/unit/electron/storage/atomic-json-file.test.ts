import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { AtomicJsonFile } from '../../../../electron/storage/atomic-json-file';
import { temporaryFolder } from './temporary-folder';

function open(file: string): AtomicJsonFile<number> {
  return new AtomicJsonFile<number>(file, {
    version: 2,
    codes: { unreadable: 'profiles-unreadable', newer: 'profiles-newer', unwritable: 'profiles-unwritable' },
    empty: 0,
    parse: ({ count }) => (typeof count === 'number' ? count : null),
    serialise: (count) => ({ count })
  });
}

async function saved(count: number): Promise<string> {
  const file = path.join(temporaryFolder(), 'count.json');
  await open(file).update(() => count);
  return file;
}

async function reopened(
  file: string
): Promise<{ readonly value: number; readonly code: string | null; readonly recovered: unknown }> {
  const opened = open(file);
  const trouble = await opened.load();
  return { value: opened.value, code: trouble?.code ?? null, recovered: trouble?.facts['recovered'] ?? null };
}

describe('AtomicJsonFile', () => {
  it('starts empty and silent where nothing was saved', async () => {
    const file = path.join(temporaryFolder(), 'count.json');
    expect(await reopened(file)).toEqual({ value: 0, code: null, recovered: null });
    expect(existsSync(file)).toBe(false);
  });

  it('loads what was saved', async () => {
    expect(await reopened(await saved(7))).toEqual({ value: 7, code: null, recovered: null });
  });

  it.each([
    ['empty (0 bytes)', ''],
    ['cut short', '{"version": 2, "cou'],
    ['no JSON', 'hello'],
    ['no object', '[1, 2]'],
    ['without a version', '{"count": 1}'],
    ['of a wrong shape', '{"version": 2, "count": "many"}']
  ])('uses the good copy when the file is %s, and keeps the damaged one', async (_what, damage) => {
    const file = await saved(7);
    writeFileSync(file, damage);
    expect(await reopened(file)).toEqual({ value: 7, code: 'profiles-unreadable', recovered: 'copy' });
    const kept = readdirSync(path.dirname(file)).filter((name) => name.startsWith('count.json.corrupt-'));
    expect(kept.map((name) => readFileSync(path.join(path.dirname(file), name), 'utf8'))).toEqual([damage]);
    // Once is enough: the file itself is good again.
    expect(await reopened(file)).toEqual({ value: 7, code: null, recovered: null });
  });

  it('uses the good copy when the file is missing', async () => {
    const file = await saved(7);
    rmSync(file);
    expect(await reopened(file)).toEqual({ value: 7, code: 'profiles-unreadable', recovered: 'copy' });
  });

  it('starts empty, says so, and saves again when file and copy are damaged', async () => {
    const file = await saved(7);
    writeFileSync(file, '');
    writeFileSync(`${file}.bak`, '');
    expect(await reopened(file)).toEqual({ value: 0, code: 'profiles-unreadable', recovered: 'nothing' });
    expect((await open(file).update(() => 8)).ok).toBe(true);
    expect((await reopened(file)).value).toBe(8);
  });

  it('leaves a file of a newer version alone, at start and on every save', async () => {
    const file = await saved(7);
    const newer = '{"version": 3, "count": {"of": "tomorrow"}}';
    writeFileSync(file, newer);
    const opened = open(file);
    expect(await opened.load()).toMatchObject({ code: 'profiles-newer', facts: { file: 'count.json', version: 3 } });
    expect(await opened.update(() => 8)).toMatchObject({ ok: false, failure: { code: 'profiles-newer' } });
    expect(readFileSync(file, 'utf8')).toBe(newer);
    expect(opened.value).toBe(0);
  });

  it('does not save over a file that it could not read', async () => {
    const file = path.join(temporaryFolder(), 'count.json');
    mkdirSync(file);
    const opened = open(file);
    expect(await opened.load()).toMatchObject({ code: 'profiles-unreadable', raw: 'EISDIR' });
    expect((await opened.update(() => 8)).ok).toBe(false);
  });

  it('says why it cannot save, and keeps the old value', async () => {
    const folder = temporaryFolder();
    writeFileSync(path.join(folder, 'no-folder'), '');
    const opened = open(path.join(folder, 'no-folder', 'count.json'));
    expect(await opened.update(() => 8)).toMatchObject({
      ok: false,
      failure: { code: 'profiles-unwritable', raw: 'ENOTDIR' }
    });
    expect(opened.value).toBe(0);
  });

  it('saves nothing that it would not read again', async () => {
    const file = path.join(temporaryFolder(), 'text.json');
    const opened = new AtomicJsonFile<string>(file, {
      version: 1,
      codes: { unreadable: 'profiles-unreadable', newer: 'profiles-newer', unwritable: 'profiles-unwritable' },
      empty: '',
      parse: ({ text }) => (typeof text === 'string' ? text : null),
      serialise: (text) => ({ text })
    });
    await opened.update(() => 'kept');
    expect(await opened.update(() => 'x'.repeat(200_000_000))).toMatchObject({
      ok: false,
      failure: { code: 'profiles-unwritable', raw: 'EFBIG' }
    });
    expect([opened.value, readFileSync(file, 'utf8').includes('kept')]).toEqual(['kept', true]);
  });

  it('lets changes wait for each other, so that none is lost', async () => {
    const file = await saved(0);
    const opened = open(file);
    await Promise.all(Array.from({ length: 20 }, () => opened.update((count) => count + 1)));
    expect((await reopened(file)).value).toBe(20);
  });

  it('changes what another process saved meanwhile, and takes it for its own', async () => {
    const file = await saved(1);
    const [one, other] = [open(file), open(file)];
    await one.load();
    await other.load();
    await one.update((count) => count + 10);
    expect(await other.update((count) => count + 100)).toEqual({ ok: true, value: 111 });
    expect(await one.update((count) => count * 2)).toEqual({ ok: true, value: 222 });
    expect((await reopened(file)).value).toBe(222);
  });

  it('reads again only what another process saved', async () => {
    const file = path.join(temporaryFolder(), 'count.json');
    const parse = vi.fn(({ count }: Readonly<Record<string, unknown>>) => (typeof count === 'number' ? count : null));
    const opened = new AtomicJsonFile<number>(file, {
      version: 2,
      codes: { unreadable: 'profiles-unreadable', newer: 'profiles-newer', unwritable: 'profiles-unwritable' },
      empty: 0,
      parse,
      serialise: (count) => ({ count })
    });
    for (let change = 0; change < 3; change += 1) await opened.update((count) => count + 1);
    expect([opened.value, parse.mock.calls.length]).toEqual([3, 0]);
    await open(file).update(() => 10);
    await opened.update((count) => count + 1);
    expect([opened.value, parse.mock.calls.length]).toEqual([11, 1]);
  });

  it('keeps away what another program broke meanwhile, and leaves alone what a newer Treeline saved', async () => {
    const file = await saved(1);
    const opened = open(file);
    await opened.load();
    writeFileSync(file, 'broken');
    expect((await opened.update((count) => count + 1)).ok).toBe(true);
    expect((await reopened(file)).value).toBe(2);
    expect(readdirSync(path.dirname(file)).some((name) => name.startsWith('count.json.corrupt-'))).toBe(true);
    writeFileSync(file, '{"version": 3}');
    expect(await opened.update(() => 9)).toMatchObject({ failure: { code: 'profiles-newer', facts: { version: 3 } } });
    expect(readFileSync(file, 'utf8')).toBe('{"version": 3}');
  });

  it('takes a file that is nested beyond reason for damaged', async () => {
    const file = await saved(7);
    writeFileSync(file, `{"version": 2, "count": 1, "x": ${'['.repeat(100_000)}${']'.repeat(100_000)}}`);
    expect(await reopened(file)).toEqual({ value: 7, code: 'profiles-unreadable', recovered: 'copy' });
  });

  it('goes on after a change that threw', async () => {
    const opened = open(await saved(1));
    const thrown = opened.update(() => {
      throw new Error('a bug');
    });
    await expect(thrown).rejects.toThrow('a bug');
    expect(await opened.update(() => 5)).toEqual({ ok: true, value: 5 });
  });

  it('keeps no second copy of what was removed', async () => {
    const file = await saved(1234567);
    await open(file).update(() => 1);
    expect(readFileSync(`${file}.bak`, 'utf8')).not.toContain('1234567');
  });

  it('clears away what a process that died left behind, but not what another one is writing', async () => {
    const file = await saved(1);
    const [abandoned, young] = [`${file}.tmp-1-1`, `${file}.bak.tmp-2-1`];
    for (const each of [abandoned, young]) writeFileSync(each, '');
    utimesSync(abandoned, new Date(0), new Date(0));
    await open(file).load();
    expect([existsSync(abandoned), existsSync(young)]).toEqual([false, true]);
  });
});
