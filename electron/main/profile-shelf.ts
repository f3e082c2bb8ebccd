import { succeed, type Result } from '#contract/failure';
import { profileFieldsSchema, type Profile, type ProfileFields } from '#contract/profile';
import type { SecretKind } from '#contract/secret-kind';
import type { ProfileStore } from '../storage/profile-store';
import { noSecrets, type KeptSecrets, type SecretStore, type SecretToKeep } from '../storage/secret-store';
import { perFile, type StoredProfile } from '../storage/stored-profile';

/** Profiles and their secrets on disk as one thing: saved together, and shown to the page with secrets only as "there is one". */
export class ProfileShelf {
  readonly store: ProfileStore;
  readonly secrets: SecretStore;
  readonly #changed: (profiles: readonly Profile[]) => void;
  #together = 0;
  #untold = false;

  constructor(store: ProfileStore, secrets: SecretStore, changed: (profiles: readonly Profile[]) => void) {
    this.store = store;
    this.secrets = secrets;
    this.#changed = changed;
  }

  /** In the order people see. */
  all(): readonly Profile[] {
    return this.store.all().map((profile) => this.shown(profile));
  }

  /** Every window hears how things stand now. */
  tell(): void {
    if (this.#together > 0) this.#untold = true;
    else this.#changed(this.all());
  }

  /** Many changes as one: windows hear of them once, at the end. All profiles for each of hundreds would keep main busy. */
  async together<T>(work: () => Promise<T>): Promise<T> {
    this.#together += 1;
    try {
      return await work();
    } finally {
      this.#together -= 1;
      if (this.#untold && this.#together === 0) {
        this.#untold = false;
        this.tell();
      }
    }
  }

  /**
   * Saves a profile with what changes of its secrets; both or neither. A new one at the end, or behind the one named. Failures:
   * profile-not-found (it was deleted meanwhile; its secrets stay so too), profiles-unwritable, profiles-newer.
   */
  async keep(
    profile: StoredProfile,
    changes: readonly SecretToKeep[],
    behindId: string | null = null
  ): Promise<Result<Profile>> {
    const before = this.secrets.kept(profile.id);
    // Without secrets nothing is waited for: the profile in hand is the newest there is.
    const secrets = changes.length === 0 ? succeed(null) : await this.secrets.change(profile.id, changes);
    return secrets.ok ? this.#put(profile, before, behindId) : secrets;
  }

  /** The same with all its secrets given, sealed as they are. */
  async keepWith(profile: StoredProfile, kept: KeptSecrets, behindId: string): Promise<Result<Profile>> {
    const before = this.secrets.kept(profile.id);
    const secrets = await this.secrets.putBack(profile.id, kept);
    return secrets.ok ? this.#put(profile, before, behindId) : secrets;
  }

  shown(profile: StoredProfile): Profile {
    const secrets = this.secrets.kinds(profile.id);
    const lostSecrets = this.secrets.lost(profile.id);
    const known = new Set<SecretKind>([...secrets, ...lostSecrets]);
    // A key that nobody knows of any more: the name of its file alone would promise too much.
    const gone = { key: !known.has('key'), pkcs12: !known.has('pkcs12-key') };
    return {
      ...fieldsOf(profile),
      id: profile.id,
      demo: profile.demo,
      schemas: profile.schemas,
      files: perFile((kind) =>
        (kind === 'key' || kind === 'pkcs12') && gone[kind] ? null : (profile.files[kind]?.facts ?? null)
      ),
      secrets,
      lostSecrets,
      secretsForThisRunOnly: this.secrets.forThisRunOnly(profile.id),
      rememberedVersion: profile.rememberedVersion
    };
  }

  async #put(profile: StoredProfile, before: KeptSecrets, behindId: string | null): Promise<Result<Profile>> {
    const saved = await this.store.put(profile, behindId);
    if (!saved.ok) {
      const gone = saved.failure.code === 'profile-not-found';
      await this.secrets.putBack(profile.id, gone ? noSecrets : before);
      if (gone) this.tell();
      return saved;
    }
    this.tell();
    return succeed(this.shown(this.store.get(profile.id) ?? profile));
  }
}

/** What of a stored profile is no id, no file and no memory of ours. */
export function fieldsOf(profile: StoredProfile): ProfileFields {
  return profileFieldsSchema.parse(profile);
}
