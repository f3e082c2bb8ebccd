import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { fail, type Result } from '#contract/failure';
import { exchangeBounds } from '#contract/limits';
import { tooLarge } from '../exchange/bounded-json';
import type { ReadImport } from '../exchange/read-profile';
import { readExchangeFile, startsLikeDatabase } from '../exchange/recognise';
import { errnoOf } from '../storage/errno';
import type { DatabaseCopies } from './exchange-database-copies';

const headBytes = 16;

export interface DatabaseWorld {
  readonly copies: DatabaseCopies;
  /** Reads a copy; not in main, which a made-up database could keep busy for minutes. */
  readonly readDatabase: (copy: string) => Promise<Result<ReadImport>>;
}

/**
 * Reads a file of any tool, recognised by its content. Failure: import-unreadable with facts `fileName` and `reason`: those
 * of the readers, 'too-long', 'too-large' (with `limitBytes`, nothing was read), 'no-file', 'unreadable'.
 */
export async function openExchangeFile(file: string, world: DatabaseWorld): Promise<Result<ReadImport>> {
  const read = await readAnyFile(file, world);
  if (read.ok) return read;
  const { code, raw, facts } = read.failure;
  return fail(code, raw, { ...facts, fileName: path.basename(file).slice(0, 255) });
}

async function readAnyFile(file: string, { copies, readDatabase }: DatabaseWorld): Promise<Result<ReadImport>> {
  try {
    // Not waiting: a pipe would never answer.
    const handle = await open(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      const { size, isFile } = await sizeOf(handle);
      if (!isFile) return fail('import-unreadable', '', { reason: 'no-file' });
      const head = await readFrom(handle, Math.min(headBytes, size));
      if (startsLikeDatabase(head)) return await copies.use(file, readDatabase);
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
