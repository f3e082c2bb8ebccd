import type { ImportOutcome, ImportPreview, ImportSource } from '#contract/exchange';
import type { Result } from '#contract/failure';

/** Imports from other tools and exports of our own, as the request handlers ask for them. */
export interface ExchangeDesk {
  find(): Promise<Result<readonly ImportSource[]>>;
  /** `file` is from main's own dialog. Failure: import-unreadable. */
  open(from: { readonly sourceId: string } | { readonly file: string }): Promise<Result<ImportPreview>>;
  /** Failures: import-unreadable (the ticket is gone), passphrase-wrong. */
  unlock(ticket: string, passphrase: string): Promise<Result<ImportPreview>>;
  run(ticket: string, items: readonly string[], readFiles: boolean): Promise<Result<ImportOutcome>>;
  /** `schemasLeftOut`: schema files that are only named. Failures: profile-not-found, secret-unreadable, file-unwritable. */
  export(
    profileIds: readonly string[],
    passphrase: string | null,
    file: string
  ): Promise<Result<{ readonly path: string; readonly profiles: number; readonly schemasLeftOut: number }>>;
}
