import { constants } from 'node:fs';
import { copyFile, mkdtemp, open, rm, stat, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fail, type Result } from '#contract/failure';
import { exchangeBounds } from '#contract/limits';
import { tooLarge } from '../exchange/bounded-json';
import { readMqttxDatabase } from '../exchange/mqttx-database';
import type { ReadImport } from '../exchange/read-profile';
import { readExchangeFile, startsLikeDatabase } from '../exchange/recognise';
import { errnoOf } from '../storage/errno';

const headBytes = 16;
/** What SQLite has not yet brought into the database itself. */
const journals = ['-journal', '-wal'];

/**
 * Reads a file of any tool, recognised by its content. Failure: import-unreadable with facts `fileName` and `reason`: those
 * of the readers, 'too-large' (with `limitBytes`, nothing was read), 'no-file', 'unreadable'.
 */
export async function openExchangeFile(file: string): Promise<Result<ReadImport>> {
  const read = await readAnyFile(file);
  if (read.ok) return read;
  const { code, raw, facts } = read.failure;
  return fail(code, raw, { ...facts, fileName: path.basename(file).slice(0, 255) });
}

async function readAnyFile(file: string): Promise<Result<ReadImport>> {
  try {
    // Not waiting: a pipe would never answer.
    const handle = await open(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      const { size, isFile } = await sizeOf(handle);
      if (!isFile) return fail('import-unreadable', '', { reason: 'no-file' });
      const head = await readFrom(handle, Math.min(headBytes, size));
      if (startsLikeDatabase(head)) return await readDatabaseCopy(file);
      if (size > exchangeBounds.fileBytes) return tooLarge(exchangeBounds.fileBytes);
      return readExchangeFile(await readFrom(handle, size));
    } finally {
      await handle.close();
    }
  } catch (error) {
    return fail('import-unreadable', errnoOf(error), { reason: 'unreadable' });
  }
}

async function sizeOf(handle: FileHandle): Promise<{ readonly size: number; readonly isFile: boolean }> {
  const facts = await handle.stat();
  return { size: facts.size, isFile: facts.isFile() };
}

/** The file may grow meanwhile: no more than was measured is read. */
async function readFrom(handle: FileHandle, size: number): Promise<Uint8Array> {
  const bytes = Buffer.alloc(size);
  let filled = 0;
  while (filled < size) {
    const { bytesRead } = await handle.read(bytes, filled, size - filled, filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return bytes.subarray(0, filled);
}

/** The other tool may hold its database open and write to it: it is read from a copy that goes again. */
async function readDatabaseCopy(file: string): Promise<Result<ReadImport>> {
  const beside = await Promise.all(
    journals.map(async (suffix) => ({ suffix, size: await sizeIfThere(file + suffix) }))
  );
  const present = [{ suffix: '', size: await sizeIfThere(file) }, ...beside.filter(({ size }) => size > 0)];
  const total = present.reduce((sum, { size }) => sum + size, 0);
  if (total > exchangeBounds.databaseBytes) return tooLarge(exchangeBounds.databaseBytes);
  const folder = await mkdtemp(path.join(tmpdir(), 'treeline-import-'));
  try {
    const copy = path.join(folder, 'copy.db');
    // One after the other: a journal that is younger than the pages undoes them, an older one would not know them.
    for (const { suffix } of present) await copyFile(file + suffix, copy + suffix, constants.COPYFILE_FICLONE);
    return await readMqttxDatabase(copy);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function sizeIfThere(file: string): Promise<number> {
  try {
    return (await stat(file)).size;
  } catch {
    return 0;
  }
}
