import { blockCiphers, decipher, type BlockCipher } from './block-cipher';
import { elementsOf, integerOf, objectIdOf, octetsOf, type DerElement } from './der';
import {
  derivePbkdf1,
  derivePbkdf2,
  derivePkcs12,
  deriveScrypt,
  pkcs12Purposes,
  type RoundsLeft
} from './key-derivation';
import type { OrRefusal } from './refusal';

/**
 * A passphrase in the spellings that schemes ask for: UTF-8 (RFC 8018) and UTF-16BE with two zero bytes at its end
 * (RFC 7292, B.1). No passphrase is not an empty one there: both spellings are empty then.
 */
export interface Passphrase {
  readonly utf8: Buffer;
  readonly utf16: Buffer;
}

export function passphraseOf(text: string): Passphrase {
  return { utf8: Buffer.from(text, 'utf8'), utf16: Buffer.from(`${text}\0`, 'utf16le').swap16() };
}

export const noPassphrase: Passphrase = { utf8: Buffer.alloc(0), utf16: Buffer.alloc(0) };

/** PKCS#12's own (RFC 7292, appendix C), all with SHA-1. RC4 (…1.1 and …1.2) is not known here. */
const pkcs12Schemes: ReadonlyMap<string, BlockCipher> = new Map<string, BlockCipher>([
  ['1.2.840.113549.1.12.1.3', blockCiphers.tripleDes],
  ['1.2.840.113549.1.12.1.4', blockCiphers.tripleDes],
  ['1.2.840.113549.1.12.1.5', blockCiphers.rc2Bits128],
  ['1.2.840.113549.1.12.1.6', blockCiphers.rc2Bits40]
]);
const twoKeyTripleDes = '1.2.840.113549.1.12.1.4';

/** PBES1 (RFC 8018, A.3). */
const pbes1Schemes: ReadonlyMap<string, readonly [string, BlockCipher]> = new Map<
  string,
  readonly [string, BlockCipher]
>([
  ['1.2.840.113549.1.5.3', ['md5', blockCiphers.des]],
  ['1.2.840.113549.1.5.6', ['md5', blockCiphers.rc2Bits64]],
  ['1.2.840.113549.1.5.10', ['sha1', blockCiphers.des]],
  ['1.2.840.113549.1.5.11', ['sha1', blockCiphers.rc2Bits64]]
]);

const pbes2 = '1.2.840.113549.1.5.13';
const pbkdf2 = '1.2.840.113549.1.5.12';
const scrypt = '1.3.6.1.4.1.11591.4.11';
const rc2 = '1.2.840.113549.3.2';

const pbes2Ciphers: ReadonlyMap<string, BlockCipher> = new Map<string, BlockCipher>([
  ['2.16.840.1.101.3.4.1.2', blockCiphers.aes128],
  ['2.16.840.1.101.3.4.1.22', blockCiphers.aes192],
  ['2.16.840.1.101.3.4.1.42', blockCiphers.aes256],
  ['1.2.840.113549.3.7', blockCiphers.tripleDes],
  ['1.3.14.3.2.7', blockCiphers.des]
]);
/** RFC 8018, B.2.3: how RC2's effective bits are written. */
const rc2Versions: ReadonlyMap<number | null, BlockCipher> = new Map<number | null, BlockCipher>([
  [160, blockCiphers.rc2Bits40],
  [120, blockCiphers.rc2Bits64],
  [58, blockCiphers.rc2Bits128]
]);
const randomFunctions: ReadonlyMap<string, string> = new Map([
  ['1.2.840.113549.2.7', 'sha1'],
  ['1.2.840.113549.2.8', 'sha224'],
  ['1.2.840.113549.2.9', 'sha256'],
  ['1.2.840.113549.2.10', 'sha384'],
  ['1.2.840.113549.2.11', 'sha512']
]);

/** Opens what is locked as `scheme` (an AlgorithmIdentifier) says. The price is asked before it is paid. */
export async function unlockWith(
  scheme: DerElement | undefined,
  passphrase: Passphrase,
  locked: Buffer,
  left: RoundsLeft
): Promise<OrRefusal<Buffer>> {
  const [id, parameters] = elementsOf(scheme) ?? [];
  const method = objectIdOf(id);
  if (method === '') return 'damaged';
  if (method === pbes2) return unlockPbes2(parameters, passphrase, locked, left);
  const [saltElement, countElement] = elementsOf(parameters) ?? [];
  const salt = octetsOf(saltElement);
  const known = pkcs12Schemes.get(method) ?? pbes1Schemes.get(method);
  if (!known) return 'unknown-method';
  if (!salt) return 'damaged';
  const rounds = { salt, rounds: integerOf(countElement), left };
  if ('name' in known) {
    const keyBytes = method === twoKeyTripleDes ? 16 : known.keyBytes;
    const derived = await derivePkcs12(passphrase.utf16, pkcs12Purposes.key, 'sha1', keyBytes, rounds);
    const vector = await derivePkcs12(passphrase.utf16, pkcs12Purposes.vector, 'sha1', known.vectorBytes, rounds);
    if (typeof derived === 'string') return derived;
    if (typeof vector === 'string') return vector;
    const key = method === twoKeyTripleDes ? Buffer.concat([derived, derived.subarray(0, 8)]) : derived;
    return decipher(known, key, vector, locked);
  }
  const [hash, cipher] = known;
  const derived = await derivePbkdf1(passphrase.utf8, hash, rounds);
  if (typeof derived === 'string') return derived;
  return decipher(cipher, derived.subarray(0, 8), derived.subarray(8, 16), locked);
}

/** RFC 8018, 6.2. */
async function unlockPbes2(
  parameters: DerElement | undefined,
  passphrase: Passphrase,
  locked: Buffer,
  left: RoundsLeft
): Promise<OrRefusal<Buffer>> {
  const [derivation, encryption] = elementsOf(parameters) ?? [];
  const [cipherId, cipherParameters] = elementsOf(encryption) ?? [];
  const cipherName = objectIdOf(cipherId);
  const [version, rc2Vector] = cipherName === rc2 ? (elementsOf(cipherParameters) ?? []) : [];
  const cipher = cipherName === rc2 ? rc2Versions.get(integerOf(version)) : pbes2Ciphers.get(cipherName);
  if (!cipher) return cipherName === '' ? 'damaged' : 'unknown-method';
  const vector = octetsOf(cipherName === rc2 ? rc2Vector : cipherParameters);
  if (!vector) return 'damaged';
  const key = await deriveKey(derivation, passphrase.utf8, cipher.keyBytes, left);
  return typeof key === 'string' ? key : decipher(cipher, key, vector, locked);
}

/** The derivation of PBES2 and PBMAC1: PBKDF2 or scrypt. */
export async function deriveKey(
  derivation: DerElement | undefined,
  passphrase: Buffer,
  lengthBytes: number,
  left: RoundsLeft
): Promise<OrRefusal<Buffer>> {
  const [id, parameters] = elementsOf(derivation) ?? [];
  const method = objectIdOf(id);
  const fields = elementsOf(parameters);
  if (method !== pbkdf2 && method !== scrypt) return method === '' ? 'damaged' : 'unknown-method';
  const salt = octetsOf(fields?.[0]);
  if (!salt) return 'damaged';
  if (method === scrypt) {
    const [N, r, p] = [1, 2, 3].map((place) => integerOf(fields?.[place]));
    if (N == null || r == null || p == null) return 'damaged';
    return deriveScrypt(passphrase, salt, lengthBytes, { N, r, p });
  }
  // The key's length may stand between the rounds and the random function, which is SHA-1's when it is not named.
  const named = fields?.slice(2).find((field) => integerOf(field) === null);
  const hash = named ? randomFunctions.get(objectIdOf(elementsOf(named)?.[0])) : 'sha1';
  if (hash === undefined) return 'unknown-method';
  return derivePbkdf2(passphrase, hash, lengthBytes, { salt, rounds: integerOf(fields?.[1]), left });
}
