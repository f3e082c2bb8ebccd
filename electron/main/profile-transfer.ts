import type { ExchangeTool } from '#contract/exchange';
import type { Result } from '#contract/failure';
import type { FileKind, Profile, ProfileFields } from '#contract/profile';
import type { SchemaFacts } from '#contract/schema-facts';
import type { SecretKind } from '#contract/secret-kind';
import type { CheckedFile } from './certificate-check';

/** A whole profile on its way in or out, secrets in clear: lives in main's memory only. */
export interface ProfileTransfer {
  /** Where it came from; a second import of the same one updates it. Null: made here. */
  readonly origin: { readonly tool: ExchangeTool; readonly id: string } | null;
  readonly fields: ProfileFields;
  readonly secrets: readonly (readonly [kind: SecretKind, value: string])[];
  readonly files: Readonly<Partial<Record<FileKind, CheckedFile>>>;
}

/** What is taken out; its schemas are named by what they hold. */
export interface TakenOut extends ProfileTransfer {
  readonly schemas: readonly SchemaFacts[];
}

export interface BroughtIn {
  readonly profile: Profile;
  readonly updated: boolean;
  /** What was saved before was given for another address, or for a broker that was made sure of in another way. */
  readonly secretsRemoved: boolean;
}

/** What an exchange needs of the profiles. */
export interface ProfileExchange {
  /** The profile an earlier import made of this; null: none. */
  importedFrom(origin: NonNullable<ProfileTransfer['origin']>): Profile | null;
  /** What `work` brings in is told to the windows once, at its end. */
  together<T>(work: () => Promise<T>): Promise<T>;
  /** Adds it, or updates what an earlier import of the same origin made. Failures: those of saving. */
  bringIn(transfer: ProfileTransfer): Promise<Result<BroughtIn>>;
  /** `withSecrets` false: no secret and no key. Failures: profile-not-found, secret-unreadable. */
  takeOut(profileId: string, withSecrets: boolean): Result<TakenOut>;
}

/** What an exchange needs of the schema files of profiles. */
export interface SchemaExchange {
  /** Null: its copy is gone. */
  read(schemaId: string): Promise<Uint8Array | null>;
  /** Adds them to the profile; one of a name that is there takes its place. Failures: those of saving, file-unreadable ('too-many'). */
  bringIn(
    profileId: string,
    schemas: readonly { readonly name: string; readonly bytes: Uint8Array }[]
  ): Promise<Result<Profile>>;
}
