import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import { z } from 'zod';
import { fail, succeed, type Result } from '#contract/failure';

/** RFC 7914: 2^17 × 8 × 128 bytes are 128 MB of memory per guess. */
const usualCost = { n: 131_072, r: 8, p: 1 };
const keyBytes = 32;
const saltBytes = 16;
/** NIST SP 800-38D, 8.2: 96 bits. */
const ivBytes = 12;
const tagBytes = 16;
const longestSealed = 60_000_000;
/** What else is told to the cipher: this block is nothing but the secrets of such an export. */
const purpose = Buffer.from('treeline connections 1');

const base64 = (most: number) =>
  z
    .string()
    .max(most)
    .regex(/^[A-Za-z0-9+/]*={0,2}$/);

/** Secrets under a passphrase, as they stand in an export. The bounds hold a reader to the memory and time of a writer. */
export const sealedSecretsSchema = z.object({
  kdf: z.literal('scrypt'),
  n: z.union([z.literal(16_384), z.literal(32_768), z.literal(65_536), z.literal(usualCost.n)]),
  r: z.int().min(1).max(usualCost.r),
  p: z.int().min(1).max(2),
  salt: base64(200),
  cipher: z.literal('aes-256-gcm'),
  iv: base64(24),
  tag: base64(32),
  data: base64(longestSealed)
});
export type SealedSecrets = z.infer<typeof sealedSecretsSchema>;

export async function sealSecrets(clear: string, passphrase: string): Promise<SealedSecrets> {
  const salt = randomBytes(saltBytes);
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv('aes-256-gcm', await derive(passphrase, salt, usualCost), iv, {
    authTagLength: tagBytes
  });
  cipher.setAAD(purpose);
  const data = Buffer.concat([cipher.update(clear, 'utf8'), cipher.final()]);
  return {
    kdf: 'scrypt',
    ...usualCost,
    salt: salt.toString('base64'),
    cipher: 'aes-256-gcm',
    iv: iv.toString('base64'),
    tag: cipher.getAuthTag().toString('base64'),
    data: data.toString('base64')
  };
}

/** Failure: passphrase-wrong, also for a block that was changed: the two cannot be told apart. */
export async function openSecrets(sealed: SealedSecrets, passphrase: string): Promise<Result<string>> {
  const [salt, iv, tag] = [sealed.salt, sealed.iv, sealed.tag].map((text) => Buffer.from(text, 'base64'));
  if (!salt || !iv || !tag || iv.length !== ivBytes || tag.length !== tagBytes) return fail('passphrase-wrong');
  const key = await derive(passphrase, salt, sealed);
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: tagBytes });
    decipher.setAAD(purpose);
    decipher.setAuthTag(tag);
    const clear = Buffer.concat([decipher.update(Buffer.from(sealed.data, 'base64')), decipher.final()]);
    return succeed(clear.toString('utf8'));
  } catch {
    return fail('passphrase-wrong');
  }
}

/** NFKC: `ü` is typed as one character on one system and as two on another. */
function derive(passphrase: string, salt: Buffer, { n, r, p }: typeof usualCost): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const cost = { N: n, r, p, maxmem: 2 * 128 * n * r };
    scrypt(passphrase.normalize('NFKC'), salt, keyBytes, cost, (error, key) => (error ? reject(error) : resolve(key)));
  });
}
