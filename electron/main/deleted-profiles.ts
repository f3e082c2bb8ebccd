import { fail, succeed, type Result } from '#contract/failure';
import { undoDeleteMs } from '#contract/limits';
import type { Profile } from '#contract/profile';
import type { RemovedProfile } from '../storage/profile-store';
import { noSecrets, type KeptSecrets } from '../storage/secret-store';
import type { ProfileShelf } from './profile-shelf';

interface Deleted {
  readonly place: RemovedProfile | null;
  readonly secrets: KeptSecrets;
  readonly atMs: number;
}

/** Deletes profiles, and keeps each in memory for a while: with its place and its secrets, sealed as they were. */
export class DeletedProfiles {
  readonly #shelf: ProfileShelf;
  readonly #nowMs: () => number;
  readonly #deleted = new Map<string, Deleted>();

  constructor(shelf: ProfileShelf, nowMs: () => number) {
    this.#shelf = shelf;
    this.#nowMs = nowMs;
  }

  /** Failures: profile-not-found, profiles-unwritable, profiles-newer. */
  async delete(profileId: string): Promise<Result<null>> {
    const { store, secrets } = this.#shelf;
    if (!store.get(profileId)) return fail('profile-not-found');
    this.#forgetOld();
    const deleted: Deleted = { place: store.place(profileId), secrets: secrets.kept(profileId), atMs: this.#nowMs() };
    // First: a secret without its profile could never be removed.
    const removed = await secrets.putBack(profileId, noSecrets);
    if (!removed.ok) return removed;
    const gone = await store.delete(profileId);
    if (!gone.ok) {
      await secrets.putBack(profileId, deleted.secrets);
      return gone;
    }
    this.#deleted.set(profileId, deleted);
    this.#shelf.tell();
    return succeed(null);
  }

  /** Failures: undo-expired, profiles-unwritable, profiles-newer. */
  async undo(profileId: string): Promise<Result<Profile>> {
    this.#forgetOld();
    const { store, secrets } = this.#shelf;
    const deleted = this.#deleted.get(profileId);
    if (!deleted?.place || store.get(profileId)) return fail('undo-expired');
    const kept = await secrets.putBack(profileId, deleted.secrets);
    if (!kept.ok) return kept;
    const back = await store.putBack(deleted.place);
    if (!back.ok) {
      await secrets.putBack(profileId, noSecrets);
      return back;
    }
    this.#deleted.delete(profileId);
    this.#shelf.tell();
    return succeed(this.#shelf.shown(store.get(profileId) ?? deleted.place.entry.profile));
  }

  #forgetOld(): void {
    for (const [id, { atMs }] of this.#deleted) if (this.#nowMs() - atMs > undoDeleteMs) this.#deleted.delete(id);
  }
}
