import { randomUUID } from 'node:crypto';
import { open } from 'node:fs/promises';
import path from 'node:path';
import { fail, succeed, type Result } from '#contract/failure';
import type { PickedFile } from '#contract/app';
import { checkCertificateFile, type CertificateKind, type CheckedFile } from './certificate-check';

const maxFileBytes = 1_000_000;
/** Files picked in forms that were never saved; the oldest is forgotten. */
const maxTickets = 32;

/**
 * Certificate files a person picked: read and checked here, the page gets a ticket and never names a path.
 */
export class CertificateFiles {
  readonly #checked = new Map<string, CheckedFile>();

  /** Failures: file-unreadable (facts `fileName`; `reason` 'too-large' with `limitBytes`), and checkCertificateFile's. */
  async read(kind: CertificateKind, file: string): Promise<Result<Omit<PickedFile, 'pair'>>> {
    const fileName = path.basename(file).slice(0, 255);
    const bytes = await readBounded(file, fileName);
    if (!bytes.ok) return bytes;
    const checked = checkCertificateFile(kind, fileName, bytes.value);
    if (!checked.ok) return checked;
    const ticket = randomUUID();
    this.#checked.set(ticket, checked.value);
    const [oldest] = this.#checked.keys();
    if (this.#checked.size > maxTickets && oldest !== undefined) this.#checked.delete(oldest);
    return succeed({ ticket, facts: checked.value.facts });
  }

  /** What the ticket stands for; null: unknown, or of another kind. */
  get(ticket: string, kind: CertificateKind): CheckedFile | null {
    const checked = this.#checked.get(ticket);
    return checked?.kind === kind ? checked : null;
  }

  /** The profile is saved. */
  forget(ticket: string): void {
    this.#checked.delete(ticket);
  }
}

async function readBounded(file: string, fileName: string): Promise<Result<Buffer>> {
  try {
    const handle = await open(file, 'r');
    try {
      const facts = await handle.stat();
      if (!facts.isFile()) return fail('file-unreadable', '', { fileName, reason: 'no-file' });
      if (facts.size > maxFileBytes) {
        return fail('file-unreadable', '', { fileName, reason: 'too-large', limitBytes: maxFileBytes });
      }
      // The file may grow under us: no more than was measured is read.
      const bytes = Buffer.alloc(facts.size);
      const { bytesRead } = await handle.read(bytes, 0, facts.size, 0);
      return succeed(bytes.subarray(0, bytesRead));
    } finally {
      await handle.close();
    }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    return fail('file-unreadable', code, { fileName });
  }
}
