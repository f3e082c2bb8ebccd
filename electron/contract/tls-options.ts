import { z } from 'zod';

const trustChoices = ['system', 'system-and-file', 'file'] as const;
export type TrustChoice = (typeof trustChoices)[number];
const identityFormats = ['none', 'pem', 'pkcs12'] as const;
export type IdentityFormat = (typeof identityFormats)[number];
const tlsVersions = ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'] as const;
export type TlsVersion = (typeof tlsVersions)[number];

/** How TLS is spoken. Files and keys stand beside it in the profile; `verifyCertificate` too. */
export const tlsOptionsSchema = z.object({
  trust: z.enum(trustChoices),
  /** Which of the client certificates on file is shown to the broker. */
  identity: z.enum(identityFormats),
  /** Server name indication and the name the certificate is checked against; empty: the address' host. */
  serverName: z.string().max(255),
  /** In order of preference; empty: none offered. */
  alpn: z.array(z.string().min(1).max(255)).max(20),
  minVersion: z.enum(tlsVersions),
  /**
   * A broker certificate a person trusts by itself, whatever its chain, name and dates say: SHA-256 as `AA:BB:…`. Another
   * certificate then stops the connection, also one that the authorities vouch for.
   */
  trusted: z
    .object({
      fingerprint: z.string().regex(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/),
      subject: z.string().max(1_000),
      atMs: z.number()
    })
    .nullable()
});
export type TlsOptions = z.infer<typeof tlsOptionsSchema>;
