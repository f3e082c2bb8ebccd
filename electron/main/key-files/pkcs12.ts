import { createHmac, timingSafeEqual, type KeyObject, type X509Certificate } from 'node:crypto';
import { belongTogether, certificateKeyType, inChainOrder, readCertificate } from './certificate';
import { elementsOf, integerOf, objectIdOf, octetsOf, readElement, readSequence, type DerElement } from './der';
import { derivePkcs12, pkcs12Purposes, RoundsLeft } from './key-derivation';
import { deriveKey, noPassphrase, passphraseOf, unlockWith, type Passphrase } from './passphrase-scheme';
import { readKey, unlockKeyInfo } from './private-key';
import type { OrRefusal, Refusal } from './refusal';

/** What stood in a PKCS#12 file: the key and its certificate, then the chain. */
export interface Pkcs12Contents {
  readonly key: KeyObject;
  readonly certificates: readonly [X509Certificate, ...X509Certificate[]];
}

/** Bags of one file; a file with the whole chain has five. */
const maxBags = 1_000;
/** Bags within bags (RFC 7292, 4.2.6): one level is already more than anybody writes. */
const maxBagDepth = 4;

const plainData = '1.2.840.113549.1.7.1';
const encryptedData = '1.2.840.113549.1.7.6';
const bagIds = {
  key: '1.2.840.113549.1.12.10.1.1',
  lockedKey: '1.2.840.113549.1.12.10.1.2',
  certificate: '1.2.840.113549.1.12.10.1.3',
  contents: '1.2.840.113549.1.12.10.1.6'
} as const;
const x509Certificate = '1.2.840.113549.1.9.22.1';
const pbmac1 = '1.2.840.113549.1.5.14';

const hashes: ReadonlyMap<string, string> = new Map([
  ['1.2.840.113549.2.5', 'md5'],
  ['1.3.14.3.2.26', 'sha1'],
  ['2.16.840.1.101.3.4.2.4', 'sha224'],
  ['2.16.840.1.101.3.4.2.1', 'sha256'],
  ['2.16.840.1.101.3.4.2.2', 'sha384'],
  ['2.16.840.1.101.3.4.2.3', 'sha512']
]);
const hmacs: ReadonlyMap<string, string> = new Map([
  ['1.2.840.113549.2.7', 'sha1'],
  ['1.2.840.113549.2.8', 'sha224'],
  ['1.2.840.113549.2.9', 'sha256'],
  ['1.2.840.113549.2.10', 'sha384'],
  ['1.2.840.113549.2.11', 'sha512']
]);

/** Whether the bytes look like a PKCS#12 file (RFC 7292, 4: version 3, then its content). */
export function isPkcs12(bytes: Buffer): boolean {
  return partsOf(bytes) !== null;
}

/**
 * Opens a PKCS#12 file. Node cannot read one at all, and node-forge derives keys before anybody can ask how many rounds
 * the file wants, knows one spelling of a passphrase and refuses bags it does not know: so the walk is ours, the ciphers
 * are Node's and, for RC2 and DES, node-forge's.
 */
export async function openPkcs12(bytes: Buffer, text: string): Promise<OrRefusal<Pkcs12Contents>> {
  const passphrase = passphraseOf(text);
  if (text !== '') return openWith(bytes, passphrase);
  // Some write an empty passphrase as none.
  const opened = await openWith(bytes, passphrase);
  return opened === 'wrong-passphrase' ? openWith(bytes, noPassphrase) : opened;
}

interface Bags {
  readonly keys: KeyObject[];
  readonly certificates: X509Certificate[];
  count: number;
}

interface Opening {
  readonly passphrase: Passphrase;
  readonly left: RoundsLeft;
  readonly bags: Bags;
}

async function openWith(bytes: Buffer, passphrase: Passphrase): Promise<OrRefusal<Pkcs12Contents>> {
  const parts = partsOf(bytes);
  if (!parts) return 'damaged';
  if (!parts.safe) return 'unknown-method';
  const opening: Opening = { passphrase, left: new RoundsLeft(), bags: { keys: [], certificates: [], count: 0 } };
  const refusal = (await checkMac(parts.mac, parts.safe, opening)) ?? (await readSafe(parts.safe, opening));
  if (refusal) return refusal;
  const { keys, certificates } = opening.bags;
  if (keys.length === 0) return 'no-key';
  if (certificates.length === 0) return 'no-certificate';
  for (const key of keys) {
    const leaf = certificates.find((certificate) => belongTogether(certificate, key));
    if (!leaf) continue;
    const [first = leaf, ...chain] = inChainOrder(leaf, certificates);
    return { key, certificates: [first, ...chain] };
  }
  return certificates.some((certificate) => certificateKeyType(certificate) === null)
    ? 'unknown-key'
    : 'other-certificate';
}

/** PFX ::= { version 3, authSafe ContentInfo, macData OPTIONAL }. `safe` null: signed instead of under a passphrase. */
function partsOf(bytes: Buffer): { safe: Buffer | null; mac: DerElement | undefined } | null {
  const [version, content, mac] = readSequence(bytes) ?? [];
  if (integerOf(version) !== 3) return null;
  const [id, explicit] = elementsOf(content) ?? [];
  if (objectIdOf(id) === '') return null;
  return { safe: objectIdOf(id) === plainData ? octetsOf(elementsOf(explicit)?.[0]) : null, mac };
}

/** RFC 7292, 4 and RFC 9579. A file without a MAC is told by its padding. Null: it fits. */
async function checkMac(
  mac: DerElement | undefined,
  safe: Buffer,
  { passphrase, left }: Opening
): Promise<Refusal | null> {
  if (!mac) return null;
  const [digestInfo, saltElement, count] = elementsOf(mac) ?? [];
  const [algorithm, digestElement] = elementsOf(digestInfo) ?? [];
  const [id, parameters] = elementsOf(algorithm) ?? [];
  const digest = octetsOf(digestElement);
  const salt = octetsOf(saltElement);
  if (!digest || !salt) return 'damaged';
  let hash: string | undefined;
  let key: OrRefusal<Buffer>;
  if (objectIdOf(id) === pbmac1) {
    const [derivation, scheme] = elementsOf(parameters) ?? [];
    hash = hmacs.get(objectIdOf(elementsOf(scheme)?.[0]));
    key = await deriveKey(derivation, passphrase.utf8, digest.length, left);
  } else {
    hash = hashes.get(objectIdOf(id));
    if (hash === undefined) return 'unknown-method';
    const rounds = { salt, rounds: count ? integerOf(count) : 1, left };
    key = await derivePkcs12(passphrase.utf16, pkcs12Purposes.mac, hash, digest.length, rounds);
  }
  if (hash === undefined) return 'unknown-method';
  if (typeof key === 'string') return key;
  const found = createHmac(hash, key).update(safe).digest();
  if (found.length !== digest.length) return 'damaged';
  return timingSafeEqual(found, digest) ? null : 'wrong-passphrase';
}

/** AuthenticatedSafe: each content plain, or locked as a whole. */
async function readSafe(safe: Buffer, opening: Opening): Promise<Refusal | null> {
  const contents = readSequence(safe);
  if (!contents) return 'damaged';
  for (const content of contents) {
    const [id, explicit] = elementsOf(content) ?? [];
    const [inner] = elementsOf(explicit) ?? [];
    const opened =
      objectIdOf(id) === plainData
        ? (octetsOf(inner) ?? 'damaged')
        : objectIdOf(id) === encryptedData
          ? await unlockContent(inner, opening)
          : 'unknown-method';
    const refusal = typeof opened === 'string' ? opened : await readBags(opened, opening, 0);
    if (refusal) return refusal;
  }
  return null;
}

/** EncryptedData (RFC 2315, 13): version, then { type, scheme, [0] bytes }. */
async function unlockContent(data: DerElement | undefined, opening: Opening): Promise<OrRefusal<Buffer>> {
  const [, info] = elementsOf(data) ?? [];
  const [, scheme, lockedElement] = elementsOf(info) ?? [];
  const locked = octetsOf(lockedElement, 0x80);
  if (!locked) return 'damaged';
  const opened = await unlockWith(scheme, opening.passphrase, locked, opening.left);
  if (typeof opened === 'string') return opened;
  return readSequence(opened) ? opened : 'wrong-passphrase';
}

async function readBags(contents: Buffer, opening: Opening, depth: number): Promise<Refusal | null> {
  const bags = readSequence(contents);
  if (!bags || depth > maxBagDepth) return 'damaged';
  for (const bag of bags) {
    opening.bags.count += 1;
    if (opening.bags.count > maxBags) return 'too-costly';
    const [id, explicit] = elementsOf(bag) ?? [];
    const refusal = await readBag(objectIdOf(id), readElement(explicit?.content ?? Buffer.alloc(0)), opening, depth);
    if (refusal) return refusal;
  }
  return null;
}

/** Bags of other kinds (secrets, revocation lists) and certificates of other kinds are passed over. */
async function readBag(id: string, value: DerElement | null, opening: Opening, depth: number): Promise<Refusal | null> {
  const { keys, certificates } = opening.bags;
  if (!value) return 'damaged';
  switch (id) {
    case bagIds.key:
      return keep(readKey(value.whole, 'pkcs8'), keys);
    case bagIds.lockedKey: {
      const opened = await unlockKeyInfo(value.whole, opening.passphrase, opening.left);
      return typeof opened === 'string' ? opened : keep(readKey(opened, 'pkcs8'), keys);
    }
    case bagIds.certificate: {
      const [kind, explicit] = elementsOf(value) ?? [];
      if (objectIdOf(kind) !== x509Certificate) return null;
      const bytes = octetsOf(elementsOf(explicit)?.[0]);
      const certificate = bytes && readCertificate(bytes);
      if (!certificate) return 'damaged';
      certificates.push(certificate);
      return null;
    }
    case bagIds.contents:
      return readBags(value.whole, opening, depth + 1);
    default:
      return null;
  }
}

function keep(key: OrRefusal<KeyObject>, keys: KeyObject[]): Refusal | null {
  if (typeof key === 'string') return key;
  keys.push(key);
  return null;
}
