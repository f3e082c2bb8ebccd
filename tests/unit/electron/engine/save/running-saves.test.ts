import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RunningSaves } from '../../../../../electron/engine/save/running-saves';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'treeline-saves-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('RunningSaves', () => {
  it('answers for every running save and leaves no part file before it has stopped', async () => {
    const saves = new RunningSaves();
    const path = join(folder, 'large');
    writeFileSync(path, 'from before');
    const results: unknown[] = [];
    const stopped = { ok: false, failure: { code: 'file-unwritable', raw: 'stopped', facts: { reason: 'stopped' } } };
    for (let count = 0; count < 3; count += 1) {
      saves.save(new Uint8Array(40_000_000), path, (result) => results.push(result));
    }
    await saves.stop();
    expect(results).toMatchObject([stopped, stopped, stopped]);
    expect(readdirSync(folder)).toEqual(['large']);
    expect(readFileSync(path, 'utf8')).toBe('from before');
  });

  it('does not wait for saves that are done', async () => {
    const saves = new RunningSaves();
    const bytes = await new Promise((resolve) => saves.save(new Uint8Array(3), join(folder, 'small'), resolve));
    expect(bytes).toEqual({ ok: true, value: { bytes: 3 } });
    await saves.stop();
    expect(readdirSync(folder)).toEqual(['small']);
  });
});
