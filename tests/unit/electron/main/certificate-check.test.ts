import { execFileSync } from 'node:child_process';
import { createPrivateKey } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeCertificates, type Certificates } from '../../../support/certificates';
import { checkCertificateFile, checkPair } from '../../../../electron/main/certificate-check';

let made: Certificates;
beforeAll(() => {
  made = makeCertificates();
});
afterAll(() => made.dispose());

const der = (args: readonly string[]): Buffer =>
  execFileSync('openssl', [...args, '-outform', 'DER'], { stdio: 'pipe' });
const text = (pem: string): Buffer => Buffer.from(pem);
const reason = (result: ReturnType<typeof checkCertificateFile>): unknown =>
  result.ok ? 'none' : result.failure.facts['reason'];

describe('checkCertificateFile', () => {
  it('tells whose a certificate is and until when', () => {
    const checked = checkCertificateFile('certificate', 'line-7.pem', text(made.client.certificatePem));
    expect(checked).toMatchObject({
      ok: true,
      value: { kind: 'certificate', facts: { fileName: 'line-7.pem', subject: 'line-7' } }
    });
    const validToMs = checked.ok ? checked.value.facts.validToMs : 0;
    expect(Math.abs((validToMs ?? 0) - (Date.now() + 30 * 86_400_000))).toBeLessThan(2 * 86_400_000);
  });

  it('takes DER as well and keeps it as PEM', () => {
    const bytes = der(['x509', '-in', made.client.certificateFile]);
    const checked = checkCertificateFile('certificate', 'line-7.der', bytes);
    expect(checked.ok && checked.value.pem.trim()).toBe(made.client.certificatePem.trim());
  });

  it('keeps every certificate of a bundle', () => {
    const checked = checkCertificateFile(
      'ca',
      'bundle.pem',
      text(`# ours\n${made.caPem}\n# theirs\n${made.otherCaPem}`)
    );
    expect(checked.ok && checked.value.pem.match(/BEGIN CERTIFICATE/g)).toHaveLength(2);
  });

  it('takes the certificates out of a file that also holds the key, and the key out of one that holds both', () => {
    const both = text(`${made.client.keyPem}${made.client.certificatePem}`);
    const certificate = checkCertificateFile('certificate', 'both.pem', both);
    expect(certificate.ok && certificate.value.pem).not.toContain('PRIVATE');
    const key = checkCertificateFile('key', 'both.pem', both);
    expect(key.ok && key.value.pem).not.toContain('CERTIFICATE');
  });

  it.each([['pkcs8'], ['sec1']] as const)('takes a DER key (%s) and keeps it as PEM', (type) => {
    const bytes = createPrivateKey(made.client.keyPem).export({ format: 'der', type });
    const checked = checkCertificateFile('key', 'line-7.key', bytes);
    expect(checked.ok && checkPair(made.client.certificatePem, checked.value.pem, 'line-7.key').ok).toBe(true);
    expect(checked.ok && checked.value.facts).toEqual({ fileName: 'line-7.key', subject: null, validToMs: null });
  });

  it('says what is wrong with a file', () => {
    const damaged = made.client.certificatePem.replace(/\n[A-Za-z0-9+/]{8}/, '\nAAAAAAAA');
    const encrypted = createPrivateKey(made.client.keyPem).export({
      format: 'pem',
      type: 'pkcs8',
      cipher: 'aes-256-cbc',
      passphrase: 'x'
    });
    expect(reason(checkCertificateFile('ca', 'f', text(made.client.keyPem)))).toBe('no-certificate');
    expect(reason(checkCertificateFile('ca', 'f', text('')))).toBe('damaged');
    expect(reason(checkCertificateFile('certificate', 'f', text(damaged)))).toBe('damaged');
    expect(reason(checkCertificateFile('key', 'f', text(made.client.certificatePem)))).toBe('no-key');
    expect(reason(checkCertificateFile('key', 'f', Buffer.from(encrypted)))).toBe('encrypted');
    expect(reason(checkCertificateFile('key', 'f', text('hello')))).toBe('damaged');
    expect(checkCertificateFile('ca', 'f', text(''))).toMatchObject({ failure: { code: 'ca-file-invalid' } });
    expect(checkCertificateFile('certificate', 'f', text(''))).toMatchObject({
      failure: { code: 'certificate-file-invalid' }
    });
    expect(checkCertificateFile('key', 'f', text(''))).toMatchObject({ failure: { code: 'key-file-invalid' } });
  });

  it('notices a key of another certificate', () => {
    expect(checkPair(made.client.certificatePem, made.client.keyPem, 'k').ok).toBe(true);
    expect(checkPair(made.client.certificatePem, made.server.keyPem, 'k')).toMatchObject({
      ok: false,
      failure: { code: 'key-file-invalid', facts: { fileName: 'k', reason: 'other-certificate' } }
    });
  });
});
