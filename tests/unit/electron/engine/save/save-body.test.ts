import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { saveBody } from '../../../../../electron/engine/save/save-body';

let folder: string;
const { signal } = new AbortController();
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'treeline-save-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('saveBody', () => {
  it.each([0, 1, 4_194_304, 9_000_001])('writes %i bytes as they are, and leaves nothing beside', async (size) => {
    const payload = new Uint8Array(randomBytes(size));
    const path = join(folder, 'bödy.bin');
    expect(await saveBody(payload, path, signal)).toEqual({ ok: true, value: { bytes: size } });
    expect(readFileSync(path).equals(payload)).toBe(true);
    expect(readdirSync(folder)).toEqual(['bödy.bin']);
  });

  it('writes a view, not the buffer behind it', async () => {
    const path = join(folder, 'view');
    await saveBody(new Uint8Array([1, 2, 3, 4, 5]).subarray(1, 3), path, signal);
    expect([...readFileSync(path)]).toEqual([2, 3]);
  });

  it('replaces a file', async () => {
    const path = join(folder, 'old');
    writeFileSync(path, 'something longer than before');
    await saveBody(new TextEncoder().encode('new'), path, signal);
    expect(readFileSync(path, 'utf8')).toBe('new');
  });

  it('says why it cannot, and leaves nothing', async () => {
    expect(await saveBody(new Uint8Array(3), join(folder, 'missing', 'file'), signal)).toMatchObject({
      ok: false,
      failure: { code: 'file-unwritable', raw: 'ENOENT', facts: { reason: 'ENOENT' } }
    });
    // A folder stands where the file should go: the rename fails after the write.
    const taken = join(folder, 'taken');
    mkdirSync(taken);
    expect(await saveBody(new Uint8Array(3), taken, signal)).toMatchObject({
      ok: false,
      failure: { code: 'file-unwritable' }
    });
    expect(readdirSync(folder)).toEqual(['taken']);
  });

  it('lets others run between its pieces', async () => {
    let turns = 0;
    const timer = setInterval(() => (turns += 1), 0);
    await saveBody(new Uint8Array(40_000_000), join(folder, 'large'), signal);
    clearInterval(timer);
    expect(turns).toBeGreaterThan(1);
  });
});
