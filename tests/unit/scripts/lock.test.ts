import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { withLock } from '../../../scripts/lock.mjs';

let folder = '';
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'treeline-lock-'));
  vi.stubEnv('TREELINE_CACHE', folder);
  vi.spyOn(console, 'error').mockReturnValue();
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  fs.rmSync(folder, { recursive: true, force: true });
});

it('runs one at a time, also after a failure', async () => {
  let inside = 0;
  let most = 0;
  const work = async (): Promise<void> => {
    most = Math.max(most, ++inside);
    await new Promise((resolve) => setImmediate(resolve));
    inside--;
    throw new Error('expected');
  };
  const ends = await Promise.allSettled([withLock('x', work), withLock('x', work), withLock('x', work)]);
  expect(ends.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  expect(most).toBe(1);
});

it('takes over what a dead process left', async () => {
  fs.mkdirSync(path.join(folder, 'locks'));
  // pids end far below this
  fs.writeFileSync(path.join(folder, 'locks/x'), '999999999');
  expect(await withLock('x', () => 'done')).toBe('done');
});
