import { z } from 'zod';

/**
 * A certificate, key or revocation file as shown: its name and, for certificates, whose it is. Times in epoch ms,
 * fingerprints SHA-256 as `AA:BB:…`. Null: not known (a key has no subject; older Treelines kept less).
 */
export const fileFactsSchema = z.object({
  fileName: z.string().max(255),
  subject: z.string().max(1_000).nullable(),
  validToMs: z.number().nullable(),
  validFromMs: z.number().nullable().default(null),
  issuer: z.string().max(1_000).nullable().default(null),
  /** Subject alternative names: `localhost`, `127.0.0.1`. */
  names: z.array(z.string().max(1_000)).max(100).default([]),
  fingerprint: z.string().max(100).nullable().default(null),
  /** `RSA 4096`, `ECDSA P-256`, `Ed25519`. */
  keyType: z.string().max(100).nullable().default(null),
  /** Certificates in the file. */
  count: z.int().min(0).max(10_000).default(1)
});
export type FileFacts = z.infer<typeof fileFactsSchema>;
