import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ProfileStore } from '../../../../electron/storage/profile-store';
import { seededRandom } from '../../../support/seeded-random';
import { storedProfile } from './stored-profile-example';
import { temporaryFolder } from './temporary-folder';

const files = 1_000;
const savesEach = 4;
const random = seededRandom(20_261_121);
const below = (count: number): number => Math.floor(random() * count);
const pick = <T>(...choices: readonly [T, ...T[]]): T => choices[below(choices.length)] ?? choices[0];

type Mutation = (text: string) => string | Buffer;

const odd = (): string =>
  pick(
    'null',
    '1e999',
    '-1',
    '""',
    '[]',
    '{}',
    'true',
    '"\\u0000"',
    '[[[]]]',
    '{"__proto__": {"id": "x"}}',
    `"${'x'.repeat(300_000)}"`
  );

/** Every way a file goes bad, and some of ill will. */
const mutations: readonly [Mutation, ...Mutation[]] = [
  (text) => text.slice(0, below(text.length)),
  (text) => {
    const bytes = Buffer.from(text);
    for (let flips = below(8); flips >= 0; flips -= 1) {
      const at = below(bytes.length);
      bytes[at] = (bytes[at] ?? 0) ^ (1 << below(8));
    }
    return bytes;
  },
  (text) => Buffer.concat([Buffer.from(text.slice(0, below(text.length))), Buffer.alloc(4_096)]),
  // Another value, somewhere.
  (text) => {
    const values = [...text.matchAll(/: ("[^"]*"|[0-9]+|true|false|null|\[\]|\{\})/g)];
    const value = values[below(values.length)];
    return value ? text.slice(0, value.index) + `: ${odd()}` + text.slice(value.index + value[0].length) : text;
  },
  // Another key, somewhere.
  (text) => {
    const keys = [...text.matchAll(/"([a-zA-Z0-9]+)":/g)];
    const key = keys[below(keys.length)];
    const name = pick('__proto__', 'constructor', 'toString', '', 'id', 'version');
    return key ? `${text.slice(0, key.index)}"${name}":${text.slice(key.index + key[0].length)}` : text;
  },
  (text) => text.replace('"profiles": [', `"profiles": [${'['.repeat(100_000)}${']'.repeat(100_000)},`),
  (text) => text.replace('"profiles": [', `"profiles": [${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)},`),
  (text) => text.replace('{', `{"__proto__": {"profiles": [], "version": 2},`),
  (text) => text.replace('"profiles": [', `"profiles": [${odd()}, ${odd()},`),
  (text) => text.replace('"version": 2', `"version": ${pick('1', '0', '"2"', 'null', '2.0', '-5')}`),
  (text) => `${text}${text}`,
  (text) => pick('\uFEFF', '\0', ' ', '//') + text,
  () => pick('', 'null', '[]', '{}', '{"version": 2}', '{"version": 2, "profiles": {}}', '"x"')
];

describe('a mutated profile file', () => {
  it(`opens, ${files} times, and never costs what the good copy holds`, { timeout: 120_000 }, async () => {
    const folder = temporaryFolder();
    const file = path.join(folder, 'profiles.json');
    const ids = ['a', 'b', 'c'];
    const writer = new ProfileStore(file);
    for (const id of ids) await writer.put(storedProfile({ id, username: `user of ${id}` }));
    const good = readFileSync(file, 'utf8');
    let recovered = 0;
    for (let round = 0; round < files; round += 1) {
      const mutated = pick(...mutations)(good);
      writeFileSync(file, mutated);
      writeFileSync(`${file}.bak`, good);
      const store = new ProfileStore(file);
      const trouble = await store.load();
      const opened = store.all().map(({ id }) => id);
      // Every save costs four fsyncs.
      const saving = round % savesEach === 0;
      const saved = saving ? await store.put(storedProfile({ id: 'new' })) : null;
      const left = readFileSync(file);

      if (trouble?.facts['recovered'] === 'copy') {
        recovered += 1;
        expect(opened).toEqual(ids);
        const kept = path.join(folder, String(trouble.facts['keptAs']));
        expect(readFileSync(kept).equals(Buffer.from(mutated))).toBe(true);
        rmSync(kept);
      } else if (trouble?.code === 'profiles-newer') {
        expect(left.equals(Buffer.from(mutated))).toBe(true);
      } else {
        // It could be read as it stands: what cannot be read of it stays in it, and the copy held no more.
        expect(trouble).toBeNull();
        expect(store.unreadEntries).toBeLessThanOrEqual(1);
      }
      if (!saved) continue;
      expect(saved.ok).toBe(trouble?.code !== 'profiles-newer');
      if (!saved.ok) continue;
      const again = new ProfileStore(file);
      expect(await again.load()).toBeNull();
      expect(again.all().map(({ id }) => id)).toEqual([...opened, 'new']);
    }
    expect(recovered).toBeGreaterThan(files / 4);
    expect(Object.getOwnPropertyNames(Object.prototype)).not.toContain('profiles');
  });
});
