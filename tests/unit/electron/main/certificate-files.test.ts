import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeCertificates, type Certificates } from '../../../support/certificates';
import { CertificateFiles } from '../../../../electron/main/certificate-files';
import { temporaryFolder } from '../storage/temporary-folder';

let made: Certificates;
beforeAll(() => {
  made = makeCertificates();
});
afterAll(() => made.dispose());

async function ticketFor(files: CertificateFiles): Promise<string> {
  const picked = await files.read('ca', made.caFile);
  if (!picked.ok) throw new Error(picked.failure.code);
  return picked.value.ticket;
}

describe('CertificateFiles', () => {
  it('gives a ticket for the kind that was picked, until forgotten', async () => {
    const files = new CertificateFiles();
    const ticket = await ticketFor(files);
    expect(files.get(ticket, 'ca')?.pem.trim()).toBe(made.caPem.trim());
    expect(files.get(ticket, 'certificate')).toBeNull();
    expect(files.get('another', 'ca')).toBeNull();
    files.forget(ticket);
    expect(files.get(ticket, 'ca')).toBeNull();
  });

  it('keeps the newest 32', async () => {
    const files = new CertificateFiles();
    const tickets: string[] = [];
    for (let pick = 0; pick < 33; pick += 1) tickets.push(await ticketFor(files));
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
    expect(await files.read('ca', folder)).toMatchObject({
      failure: { code: 'file-unreadable', facts: { reason: 'no-file' } }
    });
    expect(await files.read('ca', path.join(folder, 'none'))).toMatchObject({
      failure: { code: 'file-unreadable', raw: 'ENOENT' }
    });
  });
});
