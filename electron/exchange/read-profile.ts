import type { ExchangeTool, ImportPreview } from '#contract/exchange';
import type { Failure } from '#contract/failure';
import type { FileKind, ProfileFields } from '#contract/profile';
import type { SecretKind } from '#contract/secret-kind';
import type { SealedSecrets } from './sealed-secrets';

/**
 * A file that belongs to a connection: its bytes; a path on this computer that nobody has read yet; or as Treeline itself
 * keeps it (a private key, and the certificates of a PKCS#12 file), where null is what was exported without secrets.
 */
export interface ReadFile {
  readonly kind: FileKind;
  readonly fileName: string;
  readonly content:
    | { readonly bytes: Uint8Array }
    | { readonly path: string }
    | { readonly certificatePem: string | null; readonly keyPem: string | null };
}

/** A Protobuf schema that came in an import. */
export interface ReadSchema {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** One connection as a reader understood it; secrets in clear, so it lives in main's memory only. */
export interface ReadProfile {
  readonly origin: { readonly tool: ExchangeTool; readonly id: string };
  readonly fields: ProfileFields;
  readonly secrets: readonly (readonly [kind: SecretKind, value: string])[];
  readonly files: readonly ReadFile[];
  /** Only our own exports have some. */
  readonly schemas: readonly ReadSchema[];
  /** Each `import-incomplete` with the fact `reason` (words/import-problems.ts). */
  readonly problems: readonly Failure[];
}

/** What a file holds. */
export interface ReadImport {
  readonly tool: ExchangeTool;
  readonly profiles: readonly ReadProfile[];
  /** Entries nothing can be made of: other protocols, no address, damaged, doubled, beyond the bounds. */
  readonly skipped: number;
  /** Of these: there twice, and more than an import takes. */
  readonly skippedFor: ImportPreview['skippedFor'];
  /** A Treeline export's secrets, still under their passphrase; null: there are none. */
  readonly sealed: SealedSecrets | null;
}
