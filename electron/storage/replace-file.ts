import { chmod, mkdir, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { errnoOf } from './errno';

let written = 0;

/** Windows only: a virus scanner or the indexer holds a file for a moment. */
const heldElsewhere = new Set(['EPERM', 'EACCES', 'EBUSY']);
const cannotSyncFolder = new Set(['EINVAL', 'ENOTSUP', 'EISDIR']);
const renameAttempts = 10;
const renamePauseMs = 50;

/**
 * Replaces a file whole or not at all, even when the process or the machine dies halfway: a new file beside it, fsync,
 * rename, fsync of the folder. File mode 0600, folder 0700. Throws the file system's error; the old file is then as it was.
 */
export async function replaceFile(file: string, content: string | Uint8Array): Promise<void> {
  const folder = path.dirname(file);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
  const temporary = `${file}.tmp-${process.pid}-${++written}`;
  try {
    const handle = await open(temporary, 'wx', 0o600);
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await renameOver(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await syncFolder(folder);
}

async function renameOver(from: string, to: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await rename(from, to);
    } catch (error) {
      const worthWaiting = process.platform === 'win32' && heldElsewhere.has(errnoOf(error));
      if (!worthWaiting || attempt === renameAttempts) throw error;
      await new Promise((resolve) => setTimeout(resolve, renamePauseMs));
    }
  }
}

async function syncFolder(folder: string): Promise<void> {
  // Windows cannot open a folder; NTFS journals the rename itself.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } catch (error) {
    // Some network and FUSE file systems cannot; the file is in its place all the same.
    if (!cannotSyncFolder.has(errnoOf(error))) throw error;
  } finally {
    await handle.close();
  }
}
