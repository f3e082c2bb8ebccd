import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeExport } from '../../../../electron/main/exchange-writing';
import { temporaryFolder } from '../storage/temporary-folder';

describe('writeExport', () => {
  it.skipIf(process.platform === 'win32')('writes for this account only and leaves the folder as it is', async () => {
    const folder = temporaryFolder();
    chmodSync(folder, 0o755);
    const file = path.join(folder, 'connections.json');
    writeFileSync(file, 'before', { mode: 0o644 });
    expect(await writeExport(file, 'after')).toEqual({ ok: true, value: null });
    expect(readFileSync(file, 'utf8')).toBe('after');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(folder).mode & 0o777).toBe(0o755);
    expect(readdirSync(folder)).toEqual(['connections.json']);
  });

  it('says why it cannot, and leaves nothing behind', async () => {
    const folder = temporaryFolder();
    const missing = path.join(folder, 'none', 'connections.json');
    expect(await writeExport(missing, 'x')).toMatchObject({
      failure: { code: 'file-unwritable', facts: { reason: 'ENOENT' } }
    });
    expect(existsSync(path.dirname(missing))).toBe(false);
    const taken = path.join(folder, 'taken');
    mkdirSync(path.join(taken, 'inside'), { recursive: true });
    expect((await writeExport(taken, 'x')).ok).toBe(false);
    expect(readdirSync(folder)).toEqual(['taken']);
  });
});
