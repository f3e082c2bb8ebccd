import { createHash, pbkdf2, scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import type { OrRefusal } from './refusal';

/** Rounds that one file may ask for in all. OpenSSL writes 2,048, Java 10,000, OWASP asks for 600,000. */
export const mostRounds = 2_000_000;
/** scrypt's memory is 128·N·r bytes: 256 MB. OpenSSL writes N = 16,384, r = 8, p = 1: 16 MB. */
const mostScryptMemoryBytes = 256 * 1_024 * 1_024;
const mostScryptWork = 4_194_304;
const maxSaltBytes = 1_024;
/** One round of RFC 7292's is a call: main has other things to do in between. */
const roundsAtOnce = 10_000;

const pbkdf2Soon = promisify(pbkdf2);
const scryptSoon = promisify<Buffer, Buffer, number, { N: number; r: number; p: number; maxmem: number }, Buffer>(
  scrypt
);
const turn = promisify(setImmediate);

/** The rounds a file has left. A file names its own price: it is asked before anything is derived. */
export class RoundsLeft {
  #left = mostRounds;

  /** False: that is no number of rounds, or more than are left. */
  spend(rounds: number | null): rounds is number {
    if (rounds === null || rounds < 1 || rounds > this.#left) return false;
    this.#left -= rounds;
    return true;
  }
}

interface Rounds {
  readonly salt: Buffer;
  readonly rounds: number | null;
  readonly left: RoundsLeft;
}

/** RFC 8018, 5.2. `hash`: `sha256`. */
export async function derivePbkdf2(
  passphrase: Buffer,
  hash: string,
  lengthBytes: number,
  { salt, rounds, left }: Rounds
): Promise<OrRefusal<Buffer>> {
  if (salt.length > maxSaltBytes || !left.spend(rounds)) return 'too-costly';
  return pbkdf2Soon(passphrase, salt, rounds, lengthBytes, hash);
}

/** RFC 7914. */
export async function deriveScrypt(
  passphrase: Buffer,
  salt: Buffer,
  lengthBytes: number,
  { N, r, p }: { N: number; r: number; p: number }
): Promise<OrRefusal<Buffer>> {
  const memoryBytes = 128 * N * r;
  if (memoryBytes > mostScryptMemoryBytes || N * r * p > mostScryptWork || salt.length > maxSaltBytes) {
    return 'too-costly';
  }
  if (N < 2 || (N & (N - 1)) !== 0 || r < 1 || p < 1) return 'damaged';
  try {
    return await scryptSoon(passphrase, salt, lengthBytes, { N, r, p, maxmem: memoryBytes * 2 });
  } catch {
    // OpenSSL and BoringSSL have bounds of their own, and another one each.
    return 'too-costly';
  }
}

/** RFC 8018, 5.1: the key and the vector of PBES1, 16 bytes. */
export async function derivePbkdf1(
  passphrase: Buffer,
  hash: string,
  { salt, rounds, left }: Rounds
): Promise<OrRefusal<Buffer>> {
  if (salt.length > maxSaltBytes || !left.spend(rounds)) return 'too-costly';
  return (await repeatHash(hash, Buffer.concat([passphrase, salt]), rounds)).subarray(0, 16);
}

/** What is made with RFC 7292's derivation, appendix B.3. */
export const pkcs12Purposes = { key: 1, vector: 2, mac: 3 } as const;

/** RFC 7292, appendix B.2. `passphrase`: as UTF-16BE with two zero bytes at its end, or empty. */
export async function derivePkcs12(
  passphrase: Buffer,
  purpose: number,
  hash: string,
  lengthBytes: number,
  { salt, rounds, left }: Rounds
): Promise<OrRefusal<Buffer>> {
  if (salt.length > maxSaltBytes) return 'too-costly';
  const blockBytes = hash === 'sha384' || hash === 'sha512' ? 128 : 64;
  const purposeBlock = Buffer.alloc(blockBytes, purpose);
  const mixed = Buffer.concat([fill(salt, blockBytes), fill(passphrase, blockBytes)]);
  const parts: Buffer[] = [];
  for (let length = 0; length < lengthBytes;) {
    if (!left.spend(rounds)) return 'too-costly';
    const part = await repeatHash(hash, Buffer.concat([purposeBlock, mixed]), rounds);
    parts.push(part);
    length += part.length;
    addToBlocks(mixed, fill(part, blockBytes).subarray(0, blockBytes), blockBytes);
  }
  return Buffer.concat(parts).subarray(0, lengthBytes);
}

/** The key of a PEM block with `DEK-Info`: OpenSSL's EVP_BytesToKey with MD5 and one round. */
export function deriveDek(passphrase: Buffer, salt: Buffer, lengthBytes: number): Buffer {
  let key: Buffer = Buffer.alloc(0);
  let last: Buffer = Buffer.alloc(0);
  while (key.length < lengthBytes) {
    last = createHash('md5').update(last).update(passphrase).update(salt).digest();
    key = Buffer.concat([key, last]);
  }
  return key.subarray(0, lengthBytes);
}

async function repeatHash(hash: string, start: Buffer, rounds: number): Promise<Buffer> {
  let value = start;
  for (let round = 0; round < rounds; round += 1) {
    value = createHash(hash).update(value).digest();
    if (round % roundsAtOnce === roundsAtOnce - 1) await turn();
  }
  return value;
}

/** Repeated until it fills whole blocks; nothing stays nothing. */
function fill(bytes: Buffer, blockBytes: number): Buffer {
  return bytes.length === 0 ? bytes : Buffer.alloc(Math.ceil(bytes.length / blockBytes) * blockBytes, bytes);
}

/** To each block the number `addend + 1` is added, without what runs over (step 6C). */
function addToBlocks(blocks: Buffer, addend: Buffer, blockBytes: number): void {
  for (let start = 0; start < blocks.length; start += blockBytes) {
    let carry = 1;
    for (let at = blockBytes - 1; at >= 0; at -= 1) {
      const sum = (blocks[start + at] ?? 0) + (addend[at] ?? 0) + carry;
      blocks[start + at] = sum & 0xff;
      carry = sum >> 8;
    }
  }
}
