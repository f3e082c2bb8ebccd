import type { X509Certificate } from 'node:crypto';

/** What of a certificate Node 18 does not tell: read from its DER (RFC 5280, 4.1), as lower-case hex. */
export interface CertificateParts {
  /** The content of the signature algorithm's OID. */
  readonly signatureOid: string;
  /** The content of the public key algorithm's OID. */
  readonly keyOid: string;
  readonly issuer: string;
  readonly subject: string;
  /** All of the authority key identifier; empty: there is none. It may hold the name of the issuer's own issuer. */
  readonly authorityKeyIdentifier: string;
}

interface DerValue {
  readonly tag: number;
  readonly content: Buffer;
  /** With tag and length. */
  readonly whole: Buffer;
}

const authorityKeyIdentifierOid = '551d23';
const explicitVersion = 0xa0;
const explicitExtensions = 0xa3;

/** Null: not a certificate as RFC 5280 has it. Never throws. */
export function certificateParts(certificate: X509Certificate): CertificateParts | null {
  const [whole] = derValues(certificate.raw);
  const [toBeSigned, signatureAlgorithm] = derValues(whole?.content);
  const fields = derValues(toBeSigned?.content).filter(({ tag }) => tag !== explicitVersion);
  // serial, signature, issuer, validity, subject, key; then what is optional.
  const [, , issuer, , subject, key] = fields;
  if (!signatureAlgorithm || !issuer || !subject || !key) return null;
  const extensions = fields.find(({ tag }) => tag === explicitExtensions);
  return {
    signatureOid: firstHex(signatureAlgorithm.content),
    keyOid: firstHex(derValues(key.content)[0]?.content),
    issuer: issuer.whole.toString('hex'),
    subject: subject.whole.toString('hex'),
    authorityKeyIdentifier: extensionValue(extensions?.content, authorityKeyIdentifierOid)
  };
}

function extensionValue(extensions: Buffer | undefined, oid: string): string {
  for (const extension of derValues(derValues(extensions)[0]?.content)) {
    const parts = derValues(extension.content);
    if (parts[0]?.content.toString('hex') === oid) return parts.at(-1)?.content.toString('hex') ?? '';
  }
  return '';
}

function firstHex(bytes: Buffer | undefined): string {
  return derValues(bytes)[0]?.content.toString('hex') ?? '';
}

/** The values that stand one after the other in `bytes`, up to the first that does not fit. */
function derValues(bytes: Buffer = Buffer.alloc(0)): readonly DerValue[] {
  const values: DerValue[] = [];
  let at = 0;
  while (at + 2 <= bytes.length && values.length < 1_000) {
    const first = bytes[at + 1] ?? 0;
    const lengthBytes = first < 0x80 ? 0 : first & 0x7f;
    if (lengthBytes > 4 || at + 2 + lengthBytes > bytes.length) break;
    const length = lengthBytes === 0 ? first & 0x7f : bytes.readUIntBE(at + 2, lengthBytes);
    const start = at + 2 + lengthBytes;
    const end = start + length;
    if (end > bytes.length) break;
    values.push({ tag: bytes[at] ?? 0, content: bytes.subarray(start, end), whole: bytes.subarray(at, end) });
    at = end;
  }
  return values;
}
