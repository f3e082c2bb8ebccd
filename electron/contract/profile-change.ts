import { z } from 'zod';
import { fileKinds, profileFieldsSchema, profileIdSchema } from './profile';
import { secretKindSchema } from './secret-kind';

const secretChangeSchema = z.object({
  kind: secretKindSchema,
  /** Null: remove it. */
  value: z.string().max(65_535).nullable()
});
export type SecretChange = z.infer<typeof secretChangeSchema>;

/** `ticket` null: remove the file. Main gave the ticket out when the file was picked and read; the page never names a path. */
const fileChangeSchema = z.object({ kind: z.enum(fileKinds), ticket: z.string().max(64).nullable() });
export type FileChange = z.infer<typeof fileChangeSchema>;
export const fileChangesSchema = z.array(fileChangeSchema).max(20);

/** What the form sends to main. `id` null: a new profile. Secrets and files that are not named stay as they are. */
export const profileDraftSchema = z.object({
  id: profileIdSchema.nullable(),
  fields: profileFieldsSchema,
  secrets: z.array(secretChangeSchema).max(200),
  files: fileChangesSchema
});
export type ProfileDraft = z.infer<typeof profileDraftSchema>;

/** A change of some fields outside the form: mute a filter, trust a fingerprint, move to a folder. */
export const profileEditSchema = z.object({ profileId: profileIdSchema, changes: profileFieldsSchema.partial() });
