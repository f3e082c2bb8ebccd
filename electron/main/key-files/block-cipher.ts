import { createDecipheriv, getCiphers } from 'node:crypto';
import type { OrRefusal } from './refusal';

/** How the locked bytes are locked, in OpenSSL's names; `effectiveBits` is RC2's own. */
export interface BlockCipher {
  readonly name: 'aes-128-cbc' | 'aes-192-cbc' | 'aes-256-cbc' | 'des-ede3-cbc' | 'des-cbc' | 'rc2-cbc';
  readonly keyBytes: number;
  readonly vectorBytes: number;
  readonly effectiveBits?: number;
}

const aes = (bits: 128 | 192 | 256): BlockCipher => ({
  name: `aes-${bits}-cbc`,
  keyBytes: bits / 8,
  vectorBytes: 16
});
const rc2 = (bits: 40 | 64 | 128): BlockCipher => ({
  name: 'rc2-cbc',
  keyBytes: bits / 8,
  vectorBytes: 8,
  effectiveBits: bits
});

export const blockCiphers = {
  aes128: aes(128),
  aes192: aes(192),
  aes256: aes(256),
  tripleDes: { name: 'des-ede3-cbc', keyBytes: 24, vectorBytes: 8 },
  des: { name: 'des-cbc', keyBytes: 8, vectorBytes: 8 },
  rc2Bits40: rc2(40),
  rc2Bits64: rc2(64),
  rc2Bits128: rc2(128)
} as const satisfies Record<string, BlockCipher>;

const known = new Set(getCiphers());

/** What the cipher hides; `wrong-passphrase`: the padding at its end makes no sense. */
export async function decipher(
  cipher: BlockCipher,
  key: Buffer,
  vector: Buffer,
  locked: Buffer
): Promise<OrRefusal<Buffer>> {
  if (vector.length !== cipher.vectorBytes || key.length !== cipher.keyBytes) return 'damaged';
  if (locked.length === 0 || locked.length % cipher.vectorBytes !== 0) return 'damaged';
  // OpenSSL 3 names DES and RC2 and refuses them; BoringSSL's RC2 has 128 bits only: these two are always forge's.
  if (cipher.name === 'des-cbc' || cipher.name === 'rc2-cbc' || !known.has(cipher.name)) {
    return decipherWithForge(cipher, key, vector, locked);
  }
  try {
    const open = createDecipheriv(cipher.name, key, vector);
    return Buffer.concat([open.update(locked), open.final()]);
  } catch {
    return 'wrong-passphrase';
  }
}

async function decipherWithForge(
  cipher: BlockCipher,
  key: Buffer,
  vector: Buffer,
  locked: Buffer
): Promise<OrRefusal<Buffer>> {
  // Read when it is needed: it costs 30 ms, and old files are few.
  const { default: forge } = await import('node-forge');
  const keyBytes = key.toString('latin1');
  const vectorBytes = vector.toString('latin1');
  const input = forge.util.createBuffer(locked.toString('latin1'));
  try {
    if (cipher.name === 'rc2-cbc') {
      const open = forge.rc2.createDecryptionCipher(keyBytes, cipher.effectiveBits);
      open.start(vectorBytes);
      open.update(input);
      return open.finish() ? Buffer.from(open.output.getBytes(), 'latin1') : 'wrong-passphrase';
    }
    const open = forge.cipher.createDecipher(cipher.name === 'des-cbc' ? 'DES-CBC' : '3DES-CBC', keyBytes);
    open.start({ iv: vectorBytes });
    open.update(input);
    return open.finish() ? Buffer.from(open.output.getBytes(), 'latin1') : 'wrong-passphrase';
  } catch {
    return 'wrong-passphrase';
  }
}
