import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { Failure, Result } from '#contract/failure';
import type { FileKind } from '#contract/profile';
import { importProblem } from '../exchange/problem-list';
import type { ReadFile } from '../exchange/read-profile';
import { checkPair, type CheckedFile } from './certificate-check';
import type { CertificateFiles } from './certificate-files';

/** The files of a connection that could be taken over, and what is said of the others. */
export interface TakenFiles {
  readonly files: Readonly<Partial<Record<FileKind, CheckedFile>>>;
  readonly problems: readonly Failure[];
}

type Taken = { readonly checked: CheckedFile } | { readonly problem: Failure } | null;

/** Checks what an import brings as a person's own choice would be. A path is read only where `readPaths` says that one agreed. */
export class ExchangeFiles {
  readonly #files: CertificateFiles;
  readonly #platform: string;

  constructor(files: CertificateFiles, platform: string) {
    this.#files = files;
    this.#platform = platform;
  }

  async take(files: readonly ReadFile[], readPaths: boolean): Promise<TakenFiles> {
    const kept = new Map<FileKind, CheckedFile>();
    const problems: Failure[] = [];
    for (const file of files) {
      const taken = await this.#takeOne(file, readPaths);
      if (taken && 'checked' in taken) kept.set(file.kind, taken.checked);
      else if (taken) problems.push(taken.problem);
    }
    const [certificate, key] = [kept.get('certificate'), kept.get('key')];
    if (certificate && key && !checkPair(certificate.pem, key.pem, key.facts.fileName).ok) {
      kept.delete('key');
      problems.push(importProblem('other-key', key.facts.fileName));
    }
    return { files: Object.fromEntries(kept), problems };
  }

  /** Null: it stays behind and that was known. */
  async #takeOne({ kind, fileName, content }: ReadFile, readPaths: boolean): Promise<Taken> {
    if ('bytes' in content) return this.#checked(kind, fileName, await this.#files.take(kind, fileName, content.bytes));
    if ('path' in content) return readPaths ? this.#takePath(kind, fileName, content.path) : null;
    if (content.keyPem === null) return { problem: importProblem('key-not-exported', fileName) };
    const key = await this.#takeText('key', fileName, content.keyPem);
    if (kind === 'key' || !key || !('checked' in key)) return key;
    const chain = await this.#takeText('certificate', fileName, content.certificatePem ?? '');
    if (!chain || !('checked' in chain)) return chain;
    if (!checkPair(chain.checked.pem, key.checked.pem, fileName).ok) {
      return { problem: importProblem('other-key', fileName) };
    }
    return { checked: { ...chain.checked, kind, keyPem: key.checked.pem } };
  }

  async #takeText(kind: FileKind, fileName: string, pem: string): Promise<Taken> {
    return this.#checked(kind, fileName, await this.#files.take(kind, fileName, Buffer.from(pem)));
  }

  async #takePath(kind: FileKind, fileName: string, file: string): Promise<Taken> {
    if (!isLocalPath(file, this.#platform)) return { problem: importProblem('file-path', fileName) };
    if (!(await isRegularFile(file))) return { problem: importProblem('file-not-regular', fileName) };
    return this.#checked(kind, fileName, await this.#files.read(kind, file));
  }

  #checked(
    kind: FileKind,
    fileName: string,
    taken: Result<{ readonly ticket: string; readonly locked: boolean }>
  ): Taken {
    if (!taken.ok) return { problem: taken.failure };
    const checked = this.#files.get(taken.value.ticket, kind);
    this.#files.forget(taken.value.ticket);
    return checked ? { checked } : { problem: importProblem('file-locked', fileName) };
  }
}

/** Opening a path on another computer (`\\host\share`) would tell that computer who asks; a device is no file. */
function isLocalPath(file: string, platform: string): boolean {
  if (platform === 'win32') return /^[a-z]:[\\/]/i.test(file);
  return path.posix.isAbsolute(file) && !file.startsWith('//');
}

async function isRegularFile(file: string): Promise<boolean> {
  try {
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
}
