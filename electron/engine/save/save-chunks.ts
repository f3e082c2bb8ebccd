import { randomBytes } from 'node:crypto';
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fail, succeed, type Result } from '#contract/failure';

/**
 * Writes what comes, piece by piece: into a file beside the target, synced, then renamed over it, so that the target is
 * never half written. Failure: file-unwritable (facts: path, reason as errno, or `stopped` when the signal came first). What
 * `chunks` throws is a bug, and thrown on; no part file is left.
 */
export async function saveChunks(
  chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  path: string,
  signal: AbortSignal
): Promise<Result<{ readonly bytes: number }>> {
  const part = join(dirname(path), `.treeline-${randomBytes(6).toString('hex')}.part`);
  let bytes = 0;
  try {
    const file = await open(part, 'wx', 0o666);
    try {
      for await (const chunk of chunks) {
        await writeAll(file, chunk, signal);
        bytes += chunk.length;
      }
      await file.sync();
    } finally {
      await file.close();
    }
    if (signal.aborted) throw stopped();
    await rename(part, path);
    return succeed({ bytes });
  } catch (error) {
    await rm(part, { force: true }).catch(() => {});
    if (!(error instanceof Error) || !('code' in error)) throw error;
    const reason = String(error.code);
    return fail('file-unwritable', reason, { path, reason });
  }
}

/** A write may take less than it is given (a nearly full disk). */
async function writeAll(file: FileHandle, chunk: Uint8Array, signal: AbortSignal): Promise<void> {
  let at = 0;
  do {
    if (signal.aborted) throw stopped();
    const { bytesWritten } = await file.write(chunk, at, chunk.length - at);
    at += bytesWritten;
  } while (at < chunk.length);
}

function stopped(): Error {
  return Object.assign(new Error('the engine stops'), { code: 'stopped' });
}
