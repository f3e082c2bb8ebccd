import { z } from 'zod';
import { fileFactsSchema } from '#contract/file-facts';
import { profileFieldsSchema, profileIdSchema } from '#contract/profile';

const storedCertificateSchema = z.looseObject({ facts: fileFactsSchema, pem: z.string().max(2_000_000) });
export type StoredCertificate = z.infer<typeof storedCertificateSchema>;

/**
 * A profile on disk: no secret. Certificates are kept whole, as files get moved; of the private key only the facts (the
 * key itself is a secret). Keys this program does not know are kept as they are.
 */
export const storedProfileSchema = z.looseObject({
  id: profileIdSchema,
  demo: z.boolean(),
  ...profileFieldsSchema.shape,
  ca: storedCertificateSchema.nullable(),
  certificate: storedCertificateSchema.nullable(),
  key: fileFactsSchema.nullable()
});
export type StoredProfile = z.infer<typeof storedProfileSchema>;
