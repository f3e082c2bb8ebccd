import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import { fail, succeed, type FailureCode, type Result } from '#contract/failure';
import { assertNever } from '#contract/assert-never';
import type { FileFacts } from '#contract/file-facts';
import type { FileKind } from '#contract/profile';
import {
  bareFacts,
  belongTogether,
  certificateFacts,
  certificatesToPem,
  keyTypeOf,
  readCertificate
} from './key-files/certificate';
import { contentsOf } from './key-files/file-contents';
import { mostRounds } from './key-files/key-derivation';
import { passphraseOf } from './key-files/passphrase-scheme';
import { isPem, readPem } from './key-files/pem';
import { isPkcs12, openPkcs12, type Pkcs12Contents } from './key-files/pkcs12';
import { isKeyLabel, keyOfBlock, keyOfDer, keyToPem, unlockKey, type LockedKey } from './key-files/private-key';
import type { OrRefusal, Refusal } from './key-files/refusal';
import { readRevocationList } from './key-files/revocation-list';

/**
 * A file that was read and understood. `pem` holds nothing else that stood in it: certificates, lists, or for `key` the key
 * itself, unlocked, as PKCS#8. For `pkcs12` it is the certificate with its chain, and `keyPem` the unlocked key.
 */
export interface CheckedFile {
  readonly kind: FileKind;
  readonly facts: FileFacts;
  readonly pem: string;
  readonly keyPem: string | null;
}

/** A key or PKCS#12 file that waits for its passphrase. */
export interface LockedFile {
  readonly kind: 'key' | 'pkcs12';
  readonly facts: FileFacts;
  /** Failures: passphrase-wrong, key-file-invalid, pkcs12-file-invalid. The passphrase is used and forgotten. */
  readonly unlock: (passphrase: string) => Promise<Result<CheckedFile>>;
}

const codes: Readonly<Record<FileKind, FailureCode>> = {
  ca: 'ca-file-invalid',
  crl: 'crl-file-invalid',
  certificate: 'certificate-file-invalid',
  key: 'key-file-invalid',
  pkcs12: 'pkcs12-file-invalid'
};
const certificateLabels: ReadonlySet<string> = new Set(['CERTIFICATE', 'X509 CERTIFICATE']);
const maxPassphraseCharacters = 4_000;

/**
 * Understands a file, PEM or DER. Failures: `ca-`, `crl-`, `certificate-`, `key-` and `pkcs12-file-invalid` with facts
 * `fileName`, `reason` (Refusal, or 'no-list', 'no-pkcs12'), `holds` (FileContents) where it is something else, and
 * `limit` (rounds) for 'too-costly'.
 */
export async function checkFile(
  kind: FileKind,
  fileName: string,
  bytes: Buffer
): Promise<Result<CheckedFile | LockedFile>> {
  switch (kind) {
    case 'ca':
    case 'certificate':
      return checkCertificates(kind, fileName, bytes);
    case 'crl':
      return checkRevocationLists(fileName, bytes);
    case 'key':
      return checkKey(fileName, bytes);
    case 'pkcs12':
      return checkPkcs12(fileName, bytes);
    default:
      return assertNever(kind);
  }
}

/** Whether the private key belongs to the (first) certificate. Failure: key-file-invalid, reason 'other-certificate'. */
export function checkPair(certificatePem: string, keyPem: string, keyFileName: string): Result<null> {
  try {
    const matches = belongTogether(new X509Certificate(certificatePem), createPrivateKey(keyPem));
    return matches ? succeed(null) : invalid('key', keyFileName, 'other-certificate');
  } catch {
    return invalid('key', keyFileName, 'damaged');
  }
}

function checkCertificates(kind: 'ca' | 'certificate', fileName: string, bytes: Buffer): Result<CheckedFile> {
  const blocks = isPem(bytes) ? readPem(bytes) : [{ label: 'CERTIFICATE', bytes }];
  if (!blocks) return invalid(kind, fileName, 'damaged');
  const certificates = blocks
    .filter(({ label }) => certificateLabels.has(label))
    .map((block) => readCertificate(block.bytes));
  const whole = certificates.filter((certificate) => certificate !== null);
  const [first] = whole;
  if (!first || whole.length < certificates.length) return notThat(kind, fileName, bytes, 'no-certificate');
  return succeed({
    kind,
    facts: certificateFacts(fileName, first, whole.length),
    pem: certificatesToPem(whole),
    keyPem: null
  });
}

function checkRevocationLists(fileName: string, bytes: Buffer): Result<CheckedFile> {
  const blocks = isPem(bytes) ? readPem(bytes) : [{ label: 'X509 CRL', bytes }];
  if (!blocks) return invalid('crl', fileName, 'damaged');
  const lists = blocks.filter(({ label }) => label === 'X509 CRL').map((block) => readRevocationList(block.bytes));
  const whole = lists.filter((list) => list !== null);
  const [first] = whole;
  if (!first || whole.length < lists.length) return notThat('crl', fileName, bytes, 'no-list');
  const facts = bareFacts(fileName, {
    issuer: first.issuer,
    validFromMs: first.thisUpdateMs,
    validToMs: first.nextUpdateMs,
    count: whole.length
  });
  return succeed({ kind: 'crl', facts, pem: whole.map(({ pem }) => pem).join(''), keyPem: null });
}

function checkKey(fileName: string, bytes: Buffer): Result<CheckedFile | LockedFile> {
  const key = findKey(bytes);
  if (key === 'no-key') return notThat('key', fileName, bytes, 'no-key');
  if (typeof key === 'string') return invalid('key', fileName, key);
  if (!('locked' in key)) return succeed(checkedKey(fileName, key));
  return succeed({
    kind: 'key',
    facts: bareFacts(fileName),
    unlock: async (passphrase) => {
      if (passphrase.length > maxPassphraseCharacters) return refused('key', fileName, 'wrong-passphrase');
      const opened = await unlockKey(key.locked, passphraseOf(passphrase));
      return typeof opened === 'string' ? refused('key', fileName, opened) : succeed(checkedKey(fileName, opened));
    }
  });
}

async function checkPkcs12(fileName: string, bytes: Buffer): Promise<Result<CheckedFile | LockedFile>> {
  if (!isPkcs12(bytes)) return notThat('pkcs12', fileName, bytes, 'no-pkcs12');
  const opened = await openPkcs12(bytes, '');
  if (typeof opened !== 'string') return succeed(checkedPkcs12(fileName, opened));
  if (opened !== 'wrong-passphrase') return refused('pkcs12', fileName, opened);
  return succeed({
    kind: 'pkcs12',
    facts: bareFacts(fileName),
    unlock: async (passphrase) => {
      if (passphrase.length > maxPassphraseCharacters) return refused('pkcs12', fileName, 'wrong-passphrase');
      const contents = await openPkcs12(bytes, passphrase);
      return typeof contents === 'string'
        ? refused('pkcs12', fileName, contents)
        : succeed(checkedPkcs12(fileName, contents));
    }
  });
}

function findKey(bytes: Buffer): OrRefusal<KeyObject | { locked: LockedKey }> {
  if (!isPem(bytes)) return keyOfDer(bytes);
  const blocks = readPem(bytes);
  if (!blocks) return 'damaged';
  const block = blocks.find(({ label }) => isKeyLabel(label));
  return block ? keyOfBlock(block) : 'no-key';
}

function checkedKey(fileName: string, key: KeyObject): CheckedFile {
  return { kind: 'key', facts: bareFacts(fileName, { keyType: keyTypeOf(key) }), pem: keyToPem(key), keyPem: null };
}

function checkedPkcs12(fileName: string, { key, certificates }: Pkcs12Contents): CheckedFile {
  return {
    kind: 'pkcs12',
    facts: certificateFacts(fileName, certificates[0], certificates.length),
    pem: certificatesToPem(certificates),
    keyPem: keyToPem(key)
  };
}

/** The file is something else than was wanted; what, is said if it can be told. */
function notThat(kind: FileKind, fileName: string, bytes: Buffer, reason: string): Result<never> {
  const holds = contentsOf(bytes);
  const wanted = kind === 'ca' ? 'certificate' : kind;
  // It is of the right kind and could still not be read.
  if (holds === wanted) return invalid(kind, fileName, 'damaged');
  return fail(codes[kind], '', { fileName, reason, holds });
}

function refused(kind: 'key' | 'pkcs12', fileName: string, refusal: Refusal): Result<never> {
  if (refusal === 'wrong-passphrase') return fail('passphrase-wrong', '', { fileName });
  if (refusal === 'too-costly') return fail(codes[kind], '', { fileName, reason: refusal, limit: mostRounds });
  return invalid(kind, fileName, refusal);
}

function invalid(kind: FileKind, fileName: string, reason: string): Result<never> {
  return fail(codes[kind], '', { fileName, reason });
}
