import type { ExchangeTool } from '#contract/exchange';
import { exchangeBounds } from '#contract/limits';
import { profileFieldsSchema } from '#contract/profile';
import type { ReadImport, ReadProfile } from './read-profile';
import type { SealedSecrets } from './sealed-secrets';

/** Gathers what a reader made of a file's entries: each origin once, only what the contract takes, within the bounds. */
export class ProfileCollection {
  readonly #tool: ExchangeTool;
  readonly #profiles = new Map<string, ReadProfile>();
  #skipped = 0;
  #doubled = 0;
  #beyond = 0;

  constructor(tool: ExchangeTool) {
    this.#tool = tool;
  }

  /** Null: nothing can be made of this entry. */
  add(profile: ReadProfile | null): void {
    const taken = profile && this.#profiles.has(profile.origin.id);
    const fields = profile && profileFieldsSchema.safeParse(profile.fields);
    const full = this.#profiles.size === exchangeBounds.connections;
    if (profile && fields?.success && !taken && !full) {
      this.#profiles.set(profile.origin.id, { ...profile, fields: fields.data });
      return;
    }
    this.#skipped += 1;
    if (taken) this.#doubled += 1;
    else if (fields?.success) this.#beyond += 1;
  }

  done(sealed: SealedSecrets | null = null): ReadImport {
    const skippedFor = { doubled: this.#doubled, beyond: this.#beyond };
    return { tool: this.#tool, profiles: [...this.#profiles.values()], skipped: this.#skipped, skippedFor, sealed };
  }
}
