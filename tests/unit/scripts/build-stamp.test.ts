import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { digestOf } from '../../../scripts/build-stamp.mjs';

let folder = '';
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'treeline-inputs-'));
  fs.mkdirSync(path.join(folder, 'src/deep'), { recursive: true });
  fs.writeFileSync(path.join(folder, 'src/deep/a.ts'), 'a');
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

it('follows contents and names, not times', () => {
  const before = digestOf(folder, ['src']);
  fs.utimesSync(path.join(folder, 'src/deep/a.ts'), 1, 1);
  expect(digestOf(folder, ['src'])).toBe(before);
  fs.renameSync(path.join(folder, 'src/deep/a.ts'), path.join(folder, 'src/deep/b.ts'));
  const renamed = digestOf(folder, ['src']);
  expect(renamed).not.toBe(before);
  fs.writeFileSync(path.join(folder, 'src/deep/b.ts'), 'b');
  expect(digestOf(folder, ['src'])).not.toBe(renamed);
});
