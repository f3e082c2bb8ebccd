import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeFileWhole } from '../../../../electron/main/written-file';
import { temporaryFolder } from '../storage/temporary-folder';

describe('writeFileWhole', () => {
  it.skipIf(process.platform === 'win32')('writes for this account only and leaves the folder as it is', async () => {
    const folder = temporaryFolder();
    chmodSync(folder, 0o755);
    const file = path.join(folder, 'connections.json');
    writeFileSync(file, 'before', { mode: 0o644 });
    expect(await writeFileWhole(file, 'after', 'private')).toEqual({ ok: true, value: null });
    expect(readFileSync(file, 'utf8')).toBe('after');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(folder).mode & 0o777).toBe(0o755);
    expect(readdirSync(folder)).toEqual(['connections.json']);
  });

  it('writes under a name as long as file systems take', async () => {
    const folder = temporaryFolder();
    const name = `${'測'.repeat(83)}.png`;
    expect(await writeFileWhole(path.join(folder, name), Uint8Array.of(1, 2), 'usual')).toEqual({
      ok: true,
      value: null
    });
    expect(readdirSync(folder)).toEqual([name]);
  });

  it('says why it cannot, and leaves nothing behind', async () => {
    const folder = temporaryFolder();
    const missing = path.join(folder, 'none', 'connections.json');
    expect(await writeFileWhole(missing, 'x', 'private')).toMatchObject({
      failure: { code: 'file-unwritable', facts: { reason: 'ENOENT' } }
    });
    expect(existsSync(path.dirname(missing))).toBe(false);
    const taken = path.join(folder, 'taken');
    mkdirSync(path.join(taken, 'inside'), { recursive: true });
    expect((await writeFileWhole(taken, 'x', 'private')).ok).toBe(false);
    expect(readdirSync(folder)).toEqual(['taken']);
    const file = path.join(folder, 'file');
    writeFileSync(file, '');
    // What was a folder when it was chosen may be one no more.
    expect(await writeFileWhole(path.join(file, 'chart.png'), 'x', 'usual')).toMatchObject({
      failure: { code: 'file-unwritable', facts: { reason: 'ENOTDIR' } }
    });
  });
});
