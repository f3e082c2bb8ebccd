import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, statSync, watch, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'vite';
import { describe, expect, it } from 'vitest';
import { replaceFile } from '../../../../electron/storage/replace-file';
import { temporaryFolder } from './temporary-folder';

describe('replaceFile', () => {
  it('writes for the owner only, in a folder for the owner only', async () => {
    const file = path.join(temporaryFolder(), 'new', 'profiles.json');
    await replaceFile(file, '{}');
    expect(readFileSync(file, 'utf8')).toBe('{}');
    if (process.platform === 'win32') return;
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(path.dirname(file)).mode & 0o777).toBe(0o700);
  });

  it('leaves the old file and no litter when it cannot replace', async () => {
    const folder = temporaryFolder();
    const file = path.join(folder, 'taken');
    // A folder with something in it stands where the file should go.
    mkdirSync(path.join(file, 'inside'), { recursive: true });
    await expect(replaceFile(file, 'new')).rejects.toThrow();
    expect(readdirSync(folder)).toEqual(['taken']);
  });

  it('lets a reader never see half a file while two writers replace it', async () => {
    const file = path.join(temporaryFolder(), 'contested');
    const versions = ['a', 'b'].map((letter) => letter.repeat(200_000));
    writeFileSync(file, versions[0] ?? '');
    let writing = true;
    const writers = versions.map(async (text) => {
      for (let round = 0; round < 20; round += 1) await replaceFile(file, text);
    });
    const reader = (async () => {
      while (writing) {
        expect(versions).toContain(readFileSync(file, 'utf8'));
        await new Promise((resolve) => setImmediate(resolve));
      }
    })();
    await Promise.all(writers);
    writing = false;
    await reader;
  });

  it('leaves a whole file behind when its process is killed in the middle', { timeout: 30_000 }, async () => {
    const folder = temporaryFolder();
    await build({
      configFile: false,
      logLevel: 'silent',
      publicDir: false,
      build: {
        ssr: path.join(import.meta.dirname, 'writing-process.ts'),
        outDir: folder,
        emptyOutDir: false,
        rolldownOptions: { output: { format: 'es', entryFileNames: 'writing-process.mjs' } }
      }
    });
    const file = path.join(folder, 'killed.json');
    for (let round = 0; round < 6; round += 1) {
      const writer = fork(path.join(folder, 'writing-process.mjs'), [file]);
      await once(writer, 'message');
      // The moment something is written, another one in each round.
      const watcher = watch(folder);
      for (let event = 0; event <= round; event += 1) await once(watcher, 'change');
      writer.kill('SIGKILL');
      watcher.close();
      await once(writer, 'exit');
      const { item } = JSON.parse(readFileSync(file, 'utf8')) as { item: string };
      expect(item).toBe((item[0] ?? '').repeat(4_000_000));
    }
  });
});
