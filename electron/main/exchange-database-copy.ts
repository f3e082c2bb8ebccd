import { constants } from 'node:fs';
import { chmod, copyFile, mkdtemp, open, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Result } from '#contract/failure';
import { exchangeBounds } from '#contract/limits';
import { tooLarge } from '../exchange/bounded-json';
import { readRollbackJournal } from '../exchange/rollback-journal';

const largestJournalBytes = 64_000_000;

/**
 * The other tool may hold its database open and write to it: it is read from a copy that goes again, with what an unfinished
 * transaction did taken back. Failure: import-unreadable, reason 'too-large'. Throws the file system's error.
 */
export async function withDatabaseCopy<T>(
  file: string,
  read: (copy: string) => Promise<Result<T>>
): Promise<Result<T>> {
  const journalBytes = await sizeIfThere(`${file}-journal`);
  const logBytes = await sizeIfThere(`${file}-wal`);
  const total = (await stat(file)).size + journalBytes + logBytes;
  if (total > exchangeBounds.databaseBytes || journalBytes > largestJournalBytes) {
    return tooLarge(exchangeBounds.databaseBytes);
  }
  const folder = await mkdtemp(path.join(tmpdir(), 'treeline-import-'));
  try {
    const copy = path.join(folder, 'copy.db');
    await copyIn(file, copy);
    if (logBytes > 0) await copyIn(`${file}-wal`, `${copy}-wal`);
    // After the database: a journal that is younger than the pages undoes them, an older one would not know them.
    if (journalBytes > 0) {
      await copyIn(`${file}-journal`, path.join(folder, 'journal'));
      await rollBack(copy, await readFile(path.join(folder, 'journal')));
    }
    return await read(copy);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function copyIn(from: string, to: string): Promise<void> {
  await copyFile(from, to, constants.COPYFILE_FICLONE);
  // The mode comes along, and a file nobody may write to could not be put in order.
  await chmod(to, 0o600);
}

async function rollBack(copy: string, journal: Buffer): Promise<void> {
  const before = readRollbackJournal(journal);
  if (!before) return;
  const { pageBytes, pageCount, pages } = before;
  const handle = await open(copy, 'r+');
  try {
    for (const [number, page] of pages) {
      if (number <= pageCount) await handle.write(page, 0, pageBytes, (number - 1) * pageBytes);
    }
    if (pageCount * pageBytes <= exchangeBounds.databaseBytes) await handle.truncate(pageCount * pageBytes);
  } finally {
    await handle.close();
  }
}

async function sizeIfThere(file: string): Promise<number> {
  try {
    return (await stat(file)).size;
  } catch {
    return 0;
  }
}
