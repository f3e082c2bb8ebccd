import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { fail, succeed, type Result } from '#contract/failure';
import type { PickedFile } from '#contract/app';
import type { FileKind } from '#contract/profile';
import { readBounded, tooLarge } from './bounded-file';
import { checkFile, type CheckedFile, type LockedFile } from './certificate-check';

const maxFileBytes: Readonly<Record<FileKind, number>> = {
  ca: 1_000_000,
  crl: 1_000_000,
  certificate: 1_000_000,
  key: 1_000_000,
  pkcs12: 2_000_000
};
const maxFileNameCharacters = 255;
/** Files picked in forms that were never saved; the oldest is forgotten. */
const maxTickets = 32;

type TakenFile = Omit<PickedFile, 'pair'>;

/**
 * Certificate files a person picked: read and checked here, the page gets a ticket and never names a path.
 */
export class CertificateFiles {
  readonly #taken = new Map<string, CheckedFile | LockedFile>();

  /** Failures: file-unreadable (facts `fileName`; `reason` 'too-large' with `limitBytes`), and checkFile's. */
  async read(kind: FileKind, file: string): Promise<Result<TakenFile>> {
    const fileName = shortName(path.basename(file));
    const bytes = await readBounded(file, fileName, maxFileBytes[kind]);
    return bytes.ok ? this.#keep(await checkFile(kind, fileName, bytes.value)) : bytes;
  }

  /** Bytes that came another way than from a file dialog: out of an import. Failures as `read`. */
  async take(kind: FileKind, fileName: string, bytes: Uint8Array): Promise<Result<TakenFile>> {
    const name = shortName(fileName);
    const limitBytes = maxFileBytes[kind];
    if (bytes.byteLength > limitBytes) return tooLarge(name, limitBytes);
    return this.#keep(await checkFile(kind, name, Buffer.from(bytes)));
  }

  /** Failures: passphrase-wrong, key-file-invalid, pkcs12-file-invalid; file-unreadable, reason 'forgotten'. */
  async unlock(ticket: string, passphrase: string): Promise<Result<TakenFile>> {
    const taken = this.#taken.get(ticket);
    if (!taken) return forgotten();
    if (!('unlock' in taken)) return succeed({ ticket, facts: taken.facts, locked: false });
    const opened = await taken.unlock(passphrase);
    if (!opened.ok) return opened;
    // It may have been forgotten meanwhile: then it stays so.
    if (!this.#taken.has(ticket)) return forgotten();
    this.#taken.set(ticket, opened.value);
    return succeed({ ticket, facts: opened.value.facts, locked: false });
  }

  /** What the ticket stands for; null: unknown, of another kind, or still locked. */
  get(ticket: string, kind: FileKind): CheckedFile | null {
    const taken = this.#taken.get(ticket);
    return taken?.kind === kind && !('unlock' in taken) ? taken : null;
  }

  /** The profile is saved, or the form closed. */
  forget(ticket: string): void {
    this.#taken.delete(ticket);
  }

  #keep(checked: Result<CheckedFile | LockedFile>): Result<TakenFile> {
    if (!checked.ok) return checked;
    const ticket = randomUUID();
    this.#taken.set(ticket, checked.value);
    const [oldest] = this.#taken.keys();
    if (this.#taken.size > maxTickets && oldest !== undefined) this.#taken.delete(oldest);
    return succeed({ ticket, facts: checked.value.facts, locked: 'unlock' in checked.value });
  }
}

function shortName(fileName: string): string {
  return fileName.slice(0, maxFileNameCharacters);
}

function forgotten(): Result<never> {
  return fail('file-unreadable', '', { reason: 'forgotten' });
}
