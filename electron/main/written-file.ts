import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { fail, succeed, type Result } from '#contract/failure';
import { errnoOf } from '../storage/errno';

/** Who may read it: this account only, or whoever may read other files of this account. */
const modes = { private: 0o600, usual: 0o666 } as const;

/**
 * A file where a person wants it, whole or not at all. Unlike the store's own files it lies in a folder that is not ours,
 * whose mode stays as it is. Failure: file-unwritable (facts `reason`: errno).
 */
export async function writeFileWhole(
  file: string,
  content: string | Uint8Array,
  readers: keyof typeof modes
): Promise<Result<null>> {
  const temporary = path.join(path.dirname(file), `.treeline-${randomUUID().slice(0, 12)}.part`);
  try {
    const handle = await open(temporary, 'wx', modes[readers]);
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
    return succeed(null);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    return fail('file-unwritable', errnoOf(error), { reason: errnoOf(error) });
  }
}
