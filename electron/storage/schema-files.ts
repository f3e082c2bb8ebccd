import { createHash } from 'node:crypto';
import { readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { failure, succeed, type Result } from '#contract/failure';
import { errnoOf } from './errno';
import { replaceFile } from './replace-file';

const idPattern = /^[0-9a-f]{64}$/;

/**
 * Protobuf schemas that were copied into profiles, each once, named by the SHA-256 of its bytes: copies of a profile share
 * them, and one that changed on disk is not taken for what was chosen.
 */
export class SchemaFiles {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Its id. Failure: profiles-unwritable. */
  async keep(bytes: Uint8Array): Promise<Result<string>> {
    const id = idOf(bytes);
    try {
      await replaceFile(path.join(this.#folder, id), bytes);
      return succeed(id);
    } catch (error) {
      return { ok: false, failure: failure('profiles-unwritable', errnoOf(error)) };
    }
  }

  /** Null: it is not there any more, or is not what it was. */
  async read(id: string): Promise<Uint8Array | null> {
    if (!idPattern.test(id)) return null;
    try {
      const bytes = await readFile(path.join(this.#folder, id));
      return idOf(bytes) === id ? bytes : null;
    } catch {
      return null;
    }
  }

  /** Removes those that no profile has. Only at start: a deleted profile can be brought back while the program runs. */
  async sweep(wanted: ReadonlySet<string>): Promise<void> {
    const names = await readdir(this.#folder).catch(() => []);
    const left = names.filter((name) => !wanted.has(name));
    await Promise.all(left.map((name) => rm(path.join(this.#folder, name), { force: true })));
  }
}

function idOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
