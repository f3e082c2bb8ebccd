import { constants } from 'node:fs';
import { chmod, copyFile, mkdir, mkdtemp, open, readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Result } from '#contract/failure';
import { exchangeBounds } from '#contract/limits';
import { tooLarge } from '../exchange/bounded-json';
import { readRollbackJournal } from '../exchange/rollback-journal';

const largestJournalBytes = 64_000_000;

/**
 * Copies of other tools' databases, in a folder of our own (0700): the passwords in them stand in clear, so one that a crash
 * left behind has to be found again.
 */
export class DatabaseCopies {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** At start, when nobody reads one: removes what a Treeline that was killed left behind. */
  async clear(): Promise<void> {
    await remove(this.#folder);
  }

  /**
   * The other tool may hold its database open and write to it: it is read from a copy that goes again, with what an unfinished
   * transaction did taken back. Failure: import-unreadable, reason 'too-large'. Throws the file system's error.
   */
  async use<T>(file: string, read: (copy: string) => Promise<Result<T>>): Promise<Result<T>> {
    const journalBytes = await sizeIfThere(`${file}-journal`);
    const logBytes = await sizeIfThere(`${file}-wal`);
    const total = (await stat(file)).size + journalBytes + logBytes;
    if (total > exchangeBounds.databaseBytes || journalBytes > largestJournalBytes) {
      return tooLarge(exchangeBounds.databaseBytes);
    }
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const folder = await mkdtemp(path.join(this.#folder, 'copy-'));
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
      await remove(folder);
    }
  }
}

/** Windows: a process that just ended, or a virus scanner, holds a file for a moment. What stays goes at the next start. */
async function remove(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 5 }).catch(() => undefined);
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
