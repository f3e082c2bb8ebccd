import { copyFileSync, existsSync, readdirSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fail, succeed } from '#contract/failure';
import { exchangeBounds } from '#contract/limits';
import { readMqttxDatabase } from '../../../../electron/exchange/mqttx-database';
import { DatabaseCopies } from '../../../../electron/main/exchange-database-copies';
import { connectionRow, makeMqttxDatabase } from '../exchange/example-database';
import { temporaryFolder } from '../storage/temporary-folder';

let folder = '';
let copies: DatabaseCopies;
beforeEach(() => {
  folder = path.join(temporaryFolder(), 'copies');
  copies = new DatabaseCopies(folder);
});

const leftBehind = (): string[] => (existsSync(folder) ? readdirSync(folder) : []);
const newFile = (): string => path.join(temporaryFolder(), 'MQTTX.db');

/** The files as they lie on the disk while another program writes. */
function photograph(file: string): string {
  const photo = newFile();
  for (const suffix of ['', '-journal', '-wal']) {
    if (existsSync(file + suffix)) copyFileSync(file + suffix, photo + suffix);
  }
  return photo;
}

async function namesIn(file: string): Promise<readonly string[]> {
  const read = await copies.use(file, readMqttxDatabase);
  if (!read.ok) throw new Error(String(read.failure.facts.reason));
  return read.value.profiles.map(({ fields }) => fields.name);
}

describe('DatabaseCopies', () => {
  it('reads a copy, leaves the file as it is, and nothing behind', async () => {
    const file = newFile();
    const database = makeMqttxDatabase(file);
    database.insert('ConnectionEntity', connectionRow());
    database.close();
    expect(await namesIn(file)).toEqual(['Line 7']);
    expect(readdirSync(path.dirname(file))).toEqual(['MQTTX.db']);
    expect(leftBehind()).toEqual([]);
  });

  it('takes back what a transaction wrote that has not ended', async () => {
    const file = newFile();
    const database = makeMqttxDatabase(file);
    database.insert('ConnectionEntity', connectionRow());
    const folders = (prefix: string, count: number): string =>
      `INSERT INTO CollectionEntity (id, name)
        WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < ${count})
        SELECT '${prefix}-' || x, printf('%.3000c', 'x') FROM n`;
    database.exec(folders('before', 100));
    // Room for few pages: the transaction's changes reach the file before it ends, in more than one part of the journal.
    database.exec("PRAGMA cache_size = 2; BEGIN; UPDATE ConnectionEntity SET name = 'half written'");
    database.exec("UPDATE CollectionEntity SET name = name || 'y'");
    database.exec(folders('new', 20));
    const photo = photograph(file);
    database.exec('ROLLBACK');
    database.close();
    expect(existsSync(`${photo}-journal`)).toBe(true);
    const alone = newFile();
    copyFileSync(photo, alone);
    expect(await namesIn(alone)).toEqual(['half written']);
    expect(await namesIn(photo)).toEqual(['Line 7']);
  });

  it('counts a write-ahead log', async () => {
    const file = newFile();
    const database = makeMqttxDatabase(file);
    database.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0');
    database.insert('ConnectionEntity', connectionRow({ name: 'In the log' }));
    const photo = photograph(file);
    database.close();
    expect(existsSync(`${photo}-wal`)).toBe(true);
    expect(await namesIn(photo)).toEqual(['In the log']);
  });

  it('is not upset by a journal that is none', async () => {
    const file = newFile();
    const database = makeMqttxDatabase(file);
    database.insert('ConnectionEntity', connectionRow());
    database.close();
    for (const journal of [Buffer.alloc(512), Buffer.from('d9d505f920a163d7', 'hex'), Buffer.from('garbage')]) {
      writeFileSync(`${file}-journal`, journal);
      expect(await namesIn(file)).toEqual(['Line 7']);
    }
    // a header of 4 million pages of 65,536 bytes that are not there
    const boasting = Buffer.alloc(512);
    boasting.write('d9d505f920a163d7ffffffff00000000004000000000020000010000', 'hex');
    writeFileSync(`${file}-journal`, boasting);
    expect((await copies.use(file, readMqttxDatabase)).ok).toBe(true);
  });

  it('refuses by size, without copying', async () => {
    const file = newFile();
    writeFileSync(file, 'SQLite format 3\0');
    truncateSync(file, exchangeBounds.databaseBytes + 1);
    const read = vi.fn(() => Promise.resolve(succeed(null)));
    expect(await copies.use(file, read)).toEqual(
      fail('import-unreadable', '', { reason: 'too-large', limitBytes: exchangeBounds.databaseBytes })
    );
    expect(read).not.toHaveBeenCalled();
    expect(leftBehind()).toEqual([]);
  });

  it('leaves no copy behind when reading fails', async () => {
    const file = newFile();
    writeFileSync(file, 'SQLite format 3\0');
    await expect(copies.use(file, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(leftBehind()).toEqual([]);
  });

  it('removes at the next start what a program left that was killed while it read', async () => {
    const file = newFile();
    makeMqttxDatabase(file).close();
    const reading = copies.use(file, () => new Promise<never>(() => undefined));
    void reading;
    await vi.waitFor(() => expect(readdirSync(path.join(folder, leftBehind()[0] ?? 'none'))).toContain('copy.db'));
    await new DatabaseCopies(folder).clear();
    expect(existsSync(folder)).toBe(false);
  });
});
