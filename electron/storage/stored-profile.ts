import { z } from 'zod';
import { fileFactsSchema } from '#contract/file-facts';
import { decodingBounds } from '#contract/limits';
import { fileKinds, profileFieldsSchema, profileIdSchema, type FileKind } from '#contract/profile';

const storedFileSchema = z.object({ facts: fileFactsSchema, pem: z.string().max(2_000_000).nullable() });

/** Certificates are kept whole, as files get moved. Of a private key only the facts (`pem` null): the key itself is a secret. */
export type StoredFile = z.infer<typeof storedFileSchema>;
export type StoredFiles = Readonly<Record<FileKind, StoredFile | null>>;

const file = storedFileSchema.nullable();

/** A profile on disk, as this program understands it: no secret. What it does not know stands beside it in the file. */
export const storedProfileSchema = z.object({
  id: profileIdSchema,
  demo: z.boolean(),
  ...profileFieldsSchema.shape,
  /** The bytes are in `SchemaFiles`, under this id. */
  schemas: z
    .array(z.object({ id: z.string().max(64), name: z.string().max(255), sizeBytes: z.int().min(0) }))
    .max(decodingBounds.schemas),
  files: z.object({ ca: file, crl: file, certificate: file, key: file, pkcs12: file }),
  /** The import that made it; null: made here. */
  origin: z.object({ tool: z.enum(['treeline', 'mqtt-explorer', 'mqttx']), id: z.string().max(200) }).nullable(),
  /** With `auto`: what the broker was found to speak. */
  rememberedVersion: z.enum(['5', '3.1.1']).nullable()
});
export type StoredProfile = z.infer<typeof storedProfileSchema>;

export const noFiles: StoredFiles = { ca: null, crl: null, certificate: null, key: null, pkcs12: null };

/** The same for each kind of file. */
export function perFile<T>(of: (kind: FileKind) => T): Readonly<Record<FileKind, T>> {
  const [ca, crl, certificate, key, pkcs12] = fileKinds;
  return { ca: of(ca), crl: of(crl), certificate: of(certificate), key: of(key), pkcs12: of(pkcs12) };
}
