import { createPublicKey, X509Certificate, type KeyObject } from 'node:crypto';
import type { FileFacts } from '#contract/file-facts';
import { toPem } from './pem';

const maxCharacters = 1_000;
const maxNames = 100;

const curveNames: ReadonlyMap<string, string> = new Map([
  ['prime256v1', 'P-256'],
  ['secp384r1', 'P-384'],
  ['secp521r1', 'P-521']
]);

/** Null: the bytes are no certificate that this runtime's TLS can read. */
export function readCertificate(bytes: Buffer): X509Certificate | null {
  try {
    return new X509Certificate(bytes);
  } catch {
    return null;
  }
}

export function certificatesToPem(certificates: readonly X509Certificate[]): string {
  return certificates.map(({ raw }) => toPem('CERTIFICATE', raw)).join('');
}

/** What is shown of the certificate a file begins with. */
export function certificateFacts(fileName: string, first: X509Certificate, count: number): FileFacts {
  return {
    fileName,
    subject: oneLine(first.subject),
    issuer: oneLine(first.issuer),
    names: namesOf(first.subjectAltName),
    fingerprint: first.fingerprint256,
    validFromMs: timeOf(first.validFrom),
    validToMs: timeOf(first.validTo),
    keyType: certificateKeyType(first),
    count
  };
}

/** What is shown of a file that is no certificate, or not open yet. */
export function bareFacts(fileName: string, known: Partial<FileFacts> = {}): FileFacts {
  return {
    fileName,
    subject: null,
    issuer: null,
    names: [],
    fingerprint: null,
    validFromMs: null,
    validToMs: null,
    keyType: null,
    count: 0,
    ...known
  };
}

/** `RSA 2048`, `ECDSA P-256`, `Ed25519`. */
export function keyTypeOf(key: KeyObject): string {
  const { asymmetricKeyType: type = 'unknown', asymmetricKeyDetails: details } = key;
  switch (type) {
    case 'rsa':
    case 'rsa-pss':
      return `${type === 'rsa' ? 'RSA' : 'RSA-PSS'} ${details?.modulusLength ?? ''}`.trim();
    case 'ec': {
      const curve = details?.namedCurve ?? '';
      return `ECDSA ${curveNames.get(curve) ?? curve}`.trim();
    }
    case 'ed25519':
      return 'Ed25519';
    case 'ed448':
      return 'Ed448';
    default:
      return type;
  }
}

/** Whether the private key belongs to the certificate. */
export function belongTogether(certificate: X509Certificate, key: KeyObject): boolean {
  try {
    return certificate.checkPrivateKey(key);
  } catch {
    return false;
  }
}

/** Starts with `leaf`, then whoever issued the one before, then the rest as it was. */
export function inChainOrder(
  leaf: X509Certificate,
  certificates: readonly X509Certificate[]
): readonly X509Certificate[] {
  const chain = [leaf];
  const rest = certificates.filter((certificate) => certificate !== leaf);
  for (let last = leaf; ;) {
    const at = rest.findIndex((certificate) => isIssuedBy(last, certificate));
    const [issuer] = at < 0 ? [] : rest.splice(at, 1);
    if (!issuer) return [...chain, ...rest];
    chain.push(issuer);
    last = issuer;
  }
}

function isIssuedBy(certificate: X509Certificate, issuer: X509Certificate): boolean {
  try {
    return certificate.checkIssued(issuer);
  } catch {
    return false;
  }
}

/** Null: a key of a kind that this runtime does not know; the certificate may still be one of a chain. */
export function certificateKeyType(certificate: X509Certificate): string | null {
  try {
    return keyTypeOf(createPublicKey(certificate.toString()));
  } catch {
    return null;
  }
}

/** `CN=…\nO=…` as one line, the common name alone where there is one. */
function oneLine(name: string): string {
  const parts = (name ?? '').split('\n').filter((part) => part !== '');
  const commonName = parts.find((part) => part.startsWith('CN='))?.slice('CN='.length);
  return (commonName ?? parts.join(', ')).slice(0, maxCharacters);
}

/** Node's `DNS:localhost, IP Address:127.0.0.1, DNS:"with, comma"` as names. */
function namesOf(text: string | undefined): string[] {
  const names: string[] = [];
  for (const [, kind = '', quoted, plain = ''] of (text ?? '').matchAll(
    /([A-Za-z ]+):(?:"((?:[^"\\]|\\.)*)"|([^,]*))(?:, |$)/g
  )) {
    if (names.length >= maxNames) break;
    if (!/^(DNS|IP Address|email|URI)$/.test(kind)) continue;
    names.push((quoted ?? plain).slice(0, maxCharacters));
  }
  return names;
}

function timeOf(text: string): number | null {
  const timeMs = Date.parse(text);
  return Number.isNaN(timeMs) ? null : timeMs;
}
