import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { fail, succeed, type Result } from '#contract/failure';
import { errnoOf } from '../storage/errno';

/**
 * A file where a person wants it, whole or not at all, for this account only (0600). Unlike the store's own files it lies in
 * a folder that is not ours, whose mode stays as it is. Failure: file-unwritable (facts `reason`: errno).
 */
export async function writeExport(file: string, text: string): Promise<Result<null>> {
  const temporary = path.join(path.dirname(file), `.${path.basename(file).slice(0, 100)}.${randomUUID().slice(0, 8)}`);
  try {
    const handle = await open(temporary, 'wx', 0o600);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
    return succeed(null);
  } catch (error) {
    await rm(temporary, { force: true });
    return fail('file-unwritable', errnoOf(error), { reason: errnoOf(error) });
  }
}
