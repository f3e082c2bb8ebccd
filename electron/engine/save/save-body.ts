import { randomBytes } from 'node:crypto';
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fail, succeed, type Result } from '#contract/failure';

/** One write at a time, so that ticks run between them. */
const chunkBytes = 4_194_304;

/**
 * Writes a payload byte for byte: into a file beside the target, synced, then renamed over it, so that the target is
 * never half written. Failure: file-unwritable (facts: path, reason as errno, or `stopped` when the signal came first).
 */
export async function saveBody(
  payload: Uint8Array,
  path: string,
  signal: AbortSignal
): Promise<Result<{ readonly bytes: number }>> {
  const part = join(dirname(path), `.treeline-${randomBytes(6).toString('hex')}.part`);
  try {
    const file = await open(part, 'wx', 0o666);
    try {
      await writeAll(file, payload, signal);
      await file.sync();
    } finally {
      await file.close();
    }
    if (signal.aborted) throw stopped();
    await rename(part, path);
    return succeed({ bytes: payload.length });
  } catch (error) {
    await rm(part, { force: true }).catch(() => {});
    const reason = error instanceof Error && 'code' in error ? String(error.code) : '';
    return fail('file-unwritable', reason, { path, reason });
  }
}

/** A write may take less than it is given (a nearly full disk). */
async function writeAll(file: FileHandle, payload: Uint8Array, signal: AbortSignal): Promise<void> {
  let at = 0;
  while (at < payload.length) {
    if (signal.aborted) throw stopped();
    const { bytesWritten } = await file.write(payload, at, Math.min(chunkBytes, payload.length - at));
    at += bytesWritten;
  }
}

function stopped(): Error {
  return Object.assign(new Error('the engine stops'), { code: 'stopped' });
}
