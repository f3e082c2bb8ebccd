import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import { fail, succeed, type FailureCode, type Result } from '#contract/failure';
import type { FileFacts } from '#contract/file-facts';

export type CertificateKind = 'ca' | 'certificate' | 'key';

/** A certificate file or key file that was read and understood. `pem` holds nothing else that stood in the file. */
export interface CheckedFile {
  readonly kind: CertificateKind;
  readonly facts: FileFacts;
  readonly pem: string;
}

const codes: Readonly<Record<CertificateKind, FailureCode>> = {
  ca: 'ca-file-invalid',
  certificate: 'certificate-file-invalid',
  key: 'key-file-invalid'
};

const certificateBlock = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;
const keyBlock = /-----BEGIN ((?:[A-Z0-9]+ )*PRIVATE KEY)-----[\s\S]+?-----END \1-----/;

/**
 * Understands a PEM or DER file. Failures: ca-file-invalid, certificate-file-invalid, key-file-invalid with facts
 * `fileName` and `reason`: 'no-certificate', 'no-key', 'damaged', 'encrypted' (a key under a passphrase).
 */
export function checkCertificateFile(kind: CertificateKind, fileName: string, bytes: Buffer): Result<CheckedFile> {
  return kind === 'key' ? checkKey(fileName, bytes) : checkCertificates(kind, fileName, bytes);
}

/** Whether the private key belongs to the (first) certificate. Failure: key-file-invalid, reason 'other-certificate'. */
export function checkPair(certificatePem: string, keyPem: string, keyFileName: string): Result<null> {
  const matches = new X509Certificate(certificatePem).checkPrivateKey(createPrivateKey(keyPem));
  return matches ? succeed(null) : invalid('key', keyFileName, 'other-certificate');
}

function checkCertificates(kind: 'ca' | 'certificate', fileName: string, bytes: Buffer): Result<CheckedFile> {
  const text = bytes.toString('latin1');
  const blocks = text.match(certificateBlock) ?? [];
  if (blocks.length === 0 && text.includes('-----BEGIN')) return invalid(kind, fileName, 'no-certificate');
  const certificates = (blocks.length === 0 ? [bytes] : blocks).map(readCertificate);
  const [first] = certificates;
  if (!first || certificates.includes(null)) return invalid(kind, fileName, 'damaged');
  return succeed({
    kind,
    facts: { fileName, subject: subjectOf(first), validToMs: timeOf(first.validTo) },
    pem: blocks.length === 0 ? first.toString() : `${blocks.join('\n')}\n`
  });
}

function checkKey(fileName: string, bytes: Buffer): Result<CheckedFile> {
  const text = bytes.toString('latin1');
  const block = keyBlock.exec(text)?.[0];
  if (block === undefined && text.includes('-----BEGIN')) return invalid('key', fileName, 'no-key');
  if (block !== undefined && block.includes('ENCRYPTED')) return invalid('key', fileName, 'encrypted');
  const key = block === undefined ? readDerKey(bytes) : readKey(block);
  if (!key) return invalid('key', fileName, 'damaged');
  return succeed({
    kind: 'key',
    facts: { fileName, subject: null, validToMs: null },
    pem: block === undefined ? key.export({ type: 'pkcs8', format: 'pem' }).toString() : `${block}\n`
  });
}

function readCertificate(data: Buffer | string): X509Certificate | null {
  try {
    return new X509Certificate(data);
  } catch {
    return null;
  }
}

function readKey(pem: string): KeyObject | null {
  try {
    return createPrivateKey(pem);
  } catch {
    return null;
  }
}

function readDerKey(bytes: Buffer): KeyObject | null {
  for (const type of ['pkcs8', 'pkcs1', 'sec1'] as const) {
    try {
      return createPrivateKey({ key: bytes, format: 'der', type });
    } catch {
      // the next type may fit
    }
  }
  return null;
}

/** `CN=…\nO=…` as one line, the common name alone where there is one. */
function subjectOf(certificate: X509Certificate): string {
  const parts = certificate.subject.split('\n');
  const commonName = parts.find((part) => part.startsWith('CN='))?.slice('CN='.length);
  return (commonName ?? parts.join(', ')).slice(0, 1_000);
}

function timeOf(text: string): number | null {
  const timeMs = Date.parse(text);
  return Number.isNaN(timeMs) ? null : timeMs;
}

function invalid(kind: CertificateKind, fileName: string, reason: string): Result<never> {
  return fail(codes[kind], '', { fileName, reason });
}
