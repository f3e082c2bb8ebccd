import type { KeyObject, X509Certificate } from 'node:crypto';
import { certificateParts } from './certificate-der';

/** Signatures over MD2, MD4, MD5 and SHA-1 (RFC 8017, 8429; RFC 5758; RFC 3279): collisions are made with today's means. */
const weakSignatures: ReadonlySet<string> = new Set([
  '2a864886f70d010102',
  '2a864886f70d010103',
  '2a864886f70d010104',
  '2a864886f70d010105',
  '2b0e03021d',
  '2a8648ce380403',
  '2a8648ce3d0401'
]);
/** NIST SP 800-131A: below 112 bits of strength. */
const fewestRsaBits = 2_048;

const curveNames: ReadonlyMap<string, string> = new Map([
  ['prime256v1', 'P-256'],
  ['secp384r1', 'P-384'],
  ['secp521r1', 'P-521']
]);
/** Kinds of keys that a runtime may not be able to read: BoringSSL, for some. */
const keyOids: ReadonlyMap<string, string> = new Map([
  ['2b6570', 'Ed25519'],
  ['2b6571', 'Ed448'],
  ['2a864886f70d010101', 'RSA'],
  ['2a8648ce3d0201', 'ECDSA']
]);

/**
 * Whether the key or the signature can be forged. OpenSSL judges by its security level and BoringSSL hardly at all
 * (tried: SHA-1 passes in Electron), so that Treeline judges by itself and alike in both. A root's own signature proves
 * nothing and does not count.
 */
export function isWeak(certificate: X509Certificate, isRoot: boolean): boolean {
  const key = publicKey(certificate);
  if (key?.asymmetricKeyType === 'rsa' && (key.asymmetricKeyDetails?.modulusLength ?? 0) < fewestRsaBits) return true;
  return !isRoot && weakSignatures.has(certificateParts(certificate)?.signatureOid ?? '');
}

/** `RSA 4096`, `ECDSA P-256`, `Ed25519`. */
export function keyTypeOf(certificate: X509Certificate): string {
  const key = publicKey(certificate);
  switch (key?.asymmetricKeyType) {
    case 'rsa':
    case 'rsa-pss':
      return `RSA ${key.asymmetricKeyDetails?.modulusLength ?? ''}`.trim();
    case 'ec': {
      const curve = key.asymmetricKeyDetails?.namedCurve ?? '';
      return `ECDSA ${curveNames.get(curve) ?? curve}`.trim();
    }
    default:
      return keyOids.get(certificateParts(certificate)?.keyOid ?? '') ?? key?.asymmetricKeyType?.toUpperCase() ?? '?';
  }
}

function publicKey(certificate: X509Certificate): KeyObject | null {
  try {
    return certificate.publicKey;
  } catch {
    return null;
  }
}
