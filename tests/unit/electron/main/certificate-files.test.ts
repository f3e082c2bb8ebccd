import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KeyFiles } from '../../../support/key-files';
import { CertificateFiles } from '../../../../electron/main/certificate-files';
import type { Result } from '../../../../electron/contract/failure';
import { temporaryFolder } from '../storage/temporary-folder';

let made: KeyFiles;
beforeAll(() => {
  made = new KeyFiles();
});
afterAll(() => made.dispose());

async function taken<T>(result: Promise<Result<T>>): Promise<T> {
  const value = await result;
  if (!value.ok) throw new Error(value.failure.code);
  return value.value;
}

describe('CertificateFiles', () => {
  it('gives a ticket for the kind that was picked, until forgotten', async () => {
    const files = new CertificateFiles();
    const { ticket, facts, locked } = await taken(files.read('ca', made.path('ca.pem')));
    expect([facts.fileName, locked]).toEqual(['ca.pem', false]);
    expect(files.get(ticket, 'ca')?.pem).toBe(made.text('ca.pem'));
    expect(files.get(ticket, 'certificate')).toBeNull();
    expect(files.get('another', 'ca')).toBeNull();
    files.forget(ticket);
    expect(files.get(ticket, 'ca')).toBeNull();
  });

  it('keeps a locked file back until its passphrase comes', async () => {
    const files = new CertificateFiles();
    const { ticket, facts, locked } = await taken(files.take('pkcs12', 'line-7.p12', made.pkcs12('ec', 'geheim')));
    expect([facts.subject, locked, files.get(ticket, 'pkcs12')]).toEqual([null, true, null]);
    expect(await files.unlock(ticket, 'wrong')).toMatchObject({ failure: { code: 'passphrase-wrong' } });
    expect(files.get(ticket, 'pkcs12')).toBeNull();
    const opened = await taken(files.unlock(ticket, 'geheim'));
    expect(opened).toMatchObject({ ticket, locked: false, facts: { subject: 'line-7-ec', count: 3 } });
    expect(files.get(ticket, 'pkcs12')?.keyPem).toBe(made.text('ec.key'));
    // Once open it stays so, and nothing of a passphrase is asked or kept.
    expect(await taken(files.unlock(ticket, 'anything'))).toEqual(opened);
    expect(JSON.stringify(files.get(ticket, 'pkcs12'))).not.toContain('geheim');
  });

  it('opens a PKCS#12 file with an empty passphrase at once, and takes a key alone', async () => {
    const files = new CertificateFiles();
    expect(await taken(files.take('pkcs12', 'a.pfx', made.pkcs12('rsa', '')))).toMatchObject({ locked: false });
    const { ticket } = await taken(files.take('key', 'a.key', made.lockedPkcs8('rsa', 'geheim')));
    await taken(files.unlock(ticket, 'geheim'));
    expect(files.get(ticket, 'key')).toMatchObject({ kind: 'key', pem: made.text('rsa.key'), keyPem: null });
  });

  it('does not bring back what was forgotten while it was unlocked', async () => {
    const files = new CertificateFiles();
    const { ticket } = await taken(files.take('pkcs12', 'line-7.p12', made.pkcs12('ec', 'geheim')));
    const unlocking = files.unlock(ticket, 'geheim');
    files.forget(ticket);
    expect(await unlocking).toMatchObject({ failure: { code: 'file-unreadable', facts: { reason: 'forgotten' } } });
    expect(files.get(ticket, 'pkcs12')).toBeNull();
    expect(await files.unlock(ticket, 'geheim')).toMatchObject({ failure: { facts: { reason: 'forgotten' } } });
  });

  it('keeps the newest 32', async () => {
    const files = new CertificateFiles();
    const tickets: string[] = [];
    for (let pick = 0; pick < 33; pick += 1) {
      tickets.push((await taken(files.read('ca', made.path('ca.pem')))).ticket);
    }
    expect(tickets.map((ticket) => files.get(ticket, 'ca') !== null)).toEqual([
      false,
      ...Array.from({ length: 32 }, () => true)
    ]);
  });

  it('says why a file cannot be used', async () => {
    const folder = temporaryFolder();
    const large = path.join(folder, 'large.pem');
    writeFileSync(large, Buffer.alloc(1_000_001));
    const files = new CertificateFiles();
    expect(await files.read('ca', large)).toMatchObject({
      failure: { code: 'file-unreadable', facts: { fileName: 'large.pem', reason: 'too-large', limitBytes: 1_000_000 } }
    });
    expect(await files.take('pkcs12', 'large.p12', new Uint8Array(2_000_001))).toMatchObject({
      failure: { code: 'file-unreadable', facts: { reason: 'too-large', limitBytes: 2_000_000 } }
    });
    expect(await files.read('ca', folder)).toMatchObject({
      failure: { code: 'file-unreadable', facts: { reason: 'no-file' } }
    });
    expect(await files.read('ca', path.join(folder, 'none'))).toMatchObject({
      failure: { code: 'file-unreadable', raw: 'ENOENT' }
    });
  });

  it.runIf(process.platform !== 'win32')('does not wait for a named pipe', async () => {
    const pipe = path.join(temporaryFolder(), 'pipe.pem');
    execFileSync('mkfifo', [pipe]);
    expect(await new CertificateFiles().read('ca', pipe)).toMatchObject({ failure: { facts: { reason: 'no-file' } } });
  });
});
