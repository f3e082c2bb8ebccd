import { z } from 'zod';
import type { JsonObject } from './json-object';

/** One secret on disk, sealed on its own: one that cannot be opened costs only itself. */
const sealedSecretSchema = z.looseObject({
  profileId: z.string(),
  kind: z.string(),
  scheme: z.string(),
  /** base64 */
  data: z.string()
});
export type SealedSecret = z.infer<typeof sealedSecretSchema>;

export interface SecretFile {
  readonly sealed: readonly SealedSecret[];
  /** Entries that could not be read; they stay in the file. */
  readonly unread: readonly unknown[];
  readonly rest: JsonObject;
}

/** The object of secrets.json; null: it holds no list of secrets. */
export function parseSecretFile(file: JsonObject): SecretFile | null {
  const { version: _version, secrets, ...rest } = file;
  if (!Array.isArray(secrets)) return null;
  const entries = secrets.map((each: unknown) => ({ each, parsed: sealedSecretSchema.safeParse(each) }));
  return {
    sealed: entries.flatMap(({ parsed }) => (parsed.success ? [parsed.data] : [])),
    unread: entries.flatMap(({ each, parsed }) => (parsed.success ? [] : [each])),
    rest
  };
}
