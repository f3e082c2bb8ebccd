import { createPrivateKey, type KeyObject } from 'node:crypto';
import { blockCiphers, decipher, type BlockCipher } from './block-cipher';
import { derTags, elementsOf, objectIdOf, octetsOf, readElement, type DerElement } from './der';
import { deriveDek, RoundsLeft } from './key-derivation';
import { unlockWith, type Passphrase } from './passphrase-scheme';
import type { PemBlock } from './pem';
import type { OrRefusal } from './refusal';

type KeyEncoding = 'pkcs8' | 'pkcs1' | 'sec1';

/** A private key under a passphrase, as it stands in the file. */
export type LockedKey =
  /** EncryptedPrivateKeyInfo (RFC 5958, 3). */
  | { readonly kind: 'pkcs8'; readonly bytes: Buffer }
  /** A PEM body that OpenSSL locked, with its `DEK-Info`. */
  | { readonly kind: 'dek'; readonly encoding: KeyEncoding; readonly encryption: string; readonly bytes: Buffer };

/** Larger is no key but a way to keep a computer busy; BoringSSL stops here too. */
const maxRsaBits = 16_384;

/** Keys for agreeing on secrets (X25519) are no use for a certificate. */
const signingTypes: ReadonlySet<string> = new Set(['rsa', 'rsa-pss', 'dsa', 'ec', 'ed25519', 'ed448']);
const ellipticCurve = '1.2.840.10045.2.1';
/** RSA, Ed25519, P-256, P-384 and P-521. */
const usualKinds: ReadonlySet<string> = new Set([
  '1.2.840.113549.1.1.1',
  '1.3.101.112',
  '1.2.840.10045.3.1.7',
  '1.3.132.0.34',
  '1.3.132.0.35'
]);
/** `[0]` of an ECPrivateKey (RFC 5915, 3). */
const sec1Curve = 0xa0;

const pemEncodings: ReadonlyMap<string, KeyEncoding> = new Map<string, KeyEncoding>([
  ['PRIVATE KEY', 'pkcs8'],
  ['RSA PRIVATE KEY', 'pkcs1'],
  ['EC PRIVATE KEY', 'sec1']
]);

const dekCiphers: ReadonlyMap<string, BlockCipher> = new Map<string, BlockCipher>([
  ['AES-128-CBC', blockCiphers.aes128],
  ['AES-192-CBC', blockCiphers.aes192],
  ['AES-256-CBC', blockCiphers.aes256],
  ['DES-EDE3-CBC', blockCiphers.tripleDes],
  ['DES-CBC', blockCiphers.des],
  ['RC2-40-CBC', blockCiphers.rc2Bits40],
  ['RC2-64-CBC', blockCiphers.rc2Bits64],
  ['RC2-CBC', blockCiphers.rc2Bits128]
]);

/** Whether the PEM block is a private key of a kind that TLS uses. */
export function isKeyLabel(label: string): boolean {
  return label === 'ENCRYPTED PRIVATE KEY' || pemEncodings.has(label);
}

export function keyOfBlock({ label, encryption, bytes }: PemBlock): OrRefusal<KeyObject | { locked: LockedKey }> {
  if (label === 'ENCRYPTED PRIVATE KEY') return { locked: { kind: 'pkcs8', bytes } };
  const encoding = pemEncodings.get(label);
  if (!encoding) return 'no-key';
  return encryption === null ? readKey(bytes, encoding) : { locked: { kind: 'dek', encoding, encryption, bytes } };
}

/** A key without PEM around it: PKCS#8, locked or not, PKCS#1 or SEC1. */
export function keyOfDer(bytes: Buffer): OrRefusal<KeyObject | { locked: LockedKey }> {
  const encoding = encodingOf(readElement(bytes));
  if (encoding === null) return 'no-key';
  return encoding === 'locked' ? { locked: { kind: 'pkcs8', bytes } } : readKey(bytes, encoding);
}

/** What kind of private key the bytes look like; null: none. */
export function encodingOf(element: DerElement | null): KeyEncoding | 'locked' | null {
  const [first, second, third] = elementsOf(element) ?? [];
  if (first?.tag === derTags.sequence) return second?.tag === derTags.octetString ? 'locked' : null;
  if (first?.tag !== derTags.integer) return null;
  if (second?.tag === derTags.octetString) return 'sec1';
  if (second?.tag === derTags.integer && third?.tag === derTags.integer) return 'pkcs1';
  return second?.tag === derTags.sequence && third?.tag === derTags.octetString ? 'pkcs8' : null;
}

/** PKCS#8 as PEM: all that is kept of a key. */
export function keyToPem(key: KeyObject): string {
  return key.export({ type: 'pkcs8', format: 'pem' }).toString();
}

/** Refusals: wrong-passphrase, damaged, unknown-method, too-costly. */
export async function unlockKey(locked: LockedKey, passphrase: Passphrase): Promise<OrRefusal<KeyObject>> {
  if (locked.kind === 'dek') return unlockDek(locked, passphrase);
  const opened = await unlockKeyInfo(locked.bytes, passphrase, new RoundsLeft());
  return typeof opened === 'string' ? opened : readKey(opened, 'pkcs8');
}

/** The bytes of a locked PKCS#8 key: PKCS#8 without the lock. */
export async function unlockKeyInfo(
  bytes: Buffer,
  passphrase: Passphrase,
  left: RoundsLeft
): Promise<OrRefusal<Buffer>> {
  const [scheme, data] = elementsOf(readElement(bytes)) ?? [];
  const locked = octetsOf(data);
  if (!locked) return 'damaged';
  const opened = await unlockWith(scheme, passphrase, locked, left);
  if (typeof opened === 'string') return opened;
  // A wrong key leaves a padding that fits by chance once in 256 times: what is under it is noise then.
  return encodingOf(readElement(opened)) === 'pkcs8' ? opened : 'wrong-passphrase';
}

/** RFC 1421's header with OpenSSL's derivation; its salt is the start of the cipher's vector. */
async function unlockDek(
  { encoding, encryption, bytes }: Extract<LockedKey, { kind: 'dek' }>,
  passphrase: Passphrase
): Promise<OrRefusal<KeyObject>> {
  const [name = '', vectorText = ''] = encryption.split(',').map((part) => part.trim());
  const cipher = dekCiphers.get(name.toUpperCase());
  if (!cipher) return 'unknown-method';
  const vector = Buffer.from(vectorText, 'hex');
  if (vector.length !== cipher.vectorBytes) return 'damaged';
  const key = deriveDek(passphrase.utf8, vector.subarray(0, 8), cipher.keyBytes);
  const opened = await decipher(cipher, key, vector, bytes);
  if (typeof opened === 'string') return opened;
  return encodingOf(readElement(opened)) === encoding ? readKey(opened, encoding) : 'wrong-passphrase';
}

/**
 * The bytes as Node's key: what it holds has been looked at, so a refusal is about the key itself. BoringSSL knows fewer
 * kinds than OpenSSL: not RSA-PSS, Ed448, secp256k1 and the brainpool curves (tried in Electron 25).
 */
export function readKey(bytes: Buffer, encoding: KeyEncoding): OrRefusal<KeyObject> {
  try {
    const key = createPrivateKey({ key: bytes, format: 'der', type: encoding });
    if ((key.asymmetricKeyDetails?.modulusLength ?? 0) > maxRsaBits) return 'damaged';
    return signingTypes.has(key.asymmetricKeyType ?? '') ? key : 'unknown-key';
  } catch {
    return isUsualKind(bytes, encoding) ? 'damaged' : 'unknown-key';
  }
}

/** Whether the key says that it is of a kind which every TLS knows, or nothing at all. */
function isUsualKind(bytes: Buffer, encoding: KeyEncoding): boolean {
  const fields = elementsOf(readElement(bytes)) ?? [];
  if (encoding === 'pkcs1') return true;
  if (encoding === 'sec1') {
    const curve = elementsOf(fields.find(({ tag }) => tag === sec1Curve))?.[0];
    return isUsual(objectIdOf(curve));
  }
  const [algorithm, curve] = elementsOf(fields[1]) ?? [];
  const id = objectIdOf(algorithm);
  return isUsual(id === ellipticCurve ? objectIdOf(curve) : id);
}

function isUsual(id: string): boolean {
  return id === '' || usualKinds.has(id);
}
