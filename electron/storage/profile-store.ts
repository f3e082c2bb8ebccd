import { fail, type Failure, type Result } from '#contract/failure';
import { AtomicJsonFile } from './atomic-json-file';
import { isJsonObject } from './json-object';
import { mergeChanged } from './merge-changed';
import { parseProfileFile, type ProfileEntry, type ProfileFile, type ReadEntry } from './profile-file';
import { readStoredProfile } from './profile-reading';
import type { StoredProfile } from './stored-profile';

/** A profile that was taken out of the list, with its place, to be put back as it was. */
export interface RemovedProfile {
  readonly entry: ReadEntry;
  /** The ids that stood before it, nearest first. */
  readonly after: readonly string[];
}

/**
 * profiles.json: `{version, profiles}` in the order people see. Failures: profiles-unreadable, profiles-newer (load and
 * every save after it), profiles-unwritable.
 */
export class ProfileStore {
  readonly #file: AtomicJsonFile<ProfileFile>;
  /** Not on disk, as it could not be saved; for this run. */
  readonly #held = new Map<string, StoredProfile>();
  #loadedWhole = false;

  constructor(path: string) {
    this.#file = new AtomicJsonFile<ProfileFile>(path, {
      version: 2,
      codes: { unreadable: 'profiles-unreadable', newer: 'profiles-newer', unwritable: 'profiles-unwritable' },
      empty: { entries: [], rest: {}, losses: 0 },
      parse: parseProfileFile,
      serialise: ({ entries, rest }) => ({
        ...rest,
        profiles: entries.map((entry) => ('profile' in entry ? entry.raw : entry.unread))
      }),
      copyHasMore: (copy, file) => {
        const inCopy = new Set(copy.entries.flatMap((entry) => ('profile' in entry ? [entry.profile.id] : [])));
        const allThere = file.entries.every((entry) => !('profile' in entry) || inCopy.has(entry.profile.id));
        return copy.losses < file.losses && allThere;
      }
    });
  }

  async load(): Promise<Failure | null> {
    const trouble = await this.#file.load();
    this.#loadedWhole = trouble === null;
    return trouble;
  }

  /** Every profile of the file was read as it stands there: what none of them names belongs to none. */
  get isWhole(): boolean {
    return this.#loadedWhole && this.unreadEntries === 0 && this.defaultedProfiles === 0;
  }

  /** Entries of the file that could not be read; they stay in it. */
  get unreadEntries(): number {
    return this.#file.value.entries.filter((entry) => 'unread' in entry).length;
  }

  /** Profiles with values that make no sense: those are taken for their defaults, and stay in the file until they are edited. */
  get defaultedProfiles(): number {
    return this.#file.value.entries.filter((entry) => 'profile' in entry && entry.losses > 0).length;
  }

  all(): readonly StoredProfile[] {
    const saved = this.#file.value.entries.flatMap((entry) => ('profile' in entry ? [entry.profile] : []));
    const kept = saved.map((profile) => this.#held.get(profile.id) ?? profile);
    const ids = new Set(saved.map((profile) => profile.id));
    return [...kept, ...[...this.#held.values()].filter((profile) => !ids.has(profile.id))];
  }

  get(id: string): StoredProfile | null {
    return this.all().find((profile) => profile.id === id) ?? null;
  }

  /**
   * Saves a profile in its place, a new one at the end or right behind the one named. Failure: profile-not-found (it was known
   * and has been deleted while this waited for its turn: an edit does not bring it back).
   */
  async put(profile: StoredProfile, behindId: string | null = null): Promise<Result<unknown>> {
    const before = this.#entry(profile.id)?.profile ?? null;
    const saved = await this.#change((entries) => {
      const known = entries.some((entry) => isOf(entry, profile.id));
      if (known) return entries.map((entry) => (isOf(entry, profile.id) ? changed(entry, before, profile) : entry));
      if (before) return entries;
      const added: ReadEntry = { profile, raw: { ...profile }, losses: 0 };
      return behindId === null ? [...entries, added] : inserted(entries, added, [behindId]);
    });
    if (saved.ok) this.#held.delete(profile.id);
    return saved.ok && !this.#entry(profile.id) ? fail('profile-not-found') : saved;
  }

  /** Keeps a profile for this run although it could not be saved. */
  hold(profile: StoredProfile): void {
    this.#held.set(profile.id, profile);
  }

  /** What `putBack` needs; null: there is no such profile in the file. */
  place(id: string): RemovedProfile | null {
    const { entries } = this.#file.value;
    const index = entries.findIndex((entry) => isOf(entry, id));
    const entry = this.#entry(id);
    if (!entry) return null;
    const after = entries.slice(0, index).flatMap((each) => ('profile' in each ? [each.profile.id] : []));
    return { entry, after: after.reverse() };
  }

  async delete(id: string): Promise<Result<unknown>> {
    const saved = await this.#change((entries) => entries.filter((entry) => !isOf(entry, id)));
    if (saved.ok) this.#held.delete(id);
    return saved;
  }

  /** Behind the nearest of its old neighbours that is still there. */
  putBack({ entry, after }: RemovedProfile): Promise<Result<unknown>> {
    return this.#change((entries) =>
      entries.some((each) => isOf(each, entry.profile.id)) ? entries : inserted(entries, entry, after)
    );
  }

  /** The profiles named take each other's places in this order, each with its folder; all else stays where it is. */
  arrange(order: readonly { readonly profileId: string; readonly folder: string }[]): Promise<Result<unknown>> {
    return this.#change((entries) => {
      const folders = new Map(order.map(({ profileId, folder }) => [profileId, folder]));
      const next = [...folders].flatMap(([id, folder]) => {
        const entry = entries.find((each): each is ReadEntry => isOf(each, id));
        return entry ? [changed(entry, entry.profile, { ...entry.profile, folder })] : [];
      });
      return entries.map((entry) =>
        'profile' in entry && folders.has(entry.profile.id) ? (next.shift() ?? entry) : entry
      );
    });
  }

  settled(): Promise<void> {
    return this.#file.settled();
  }

  #entry(id: string): ReadEntry | null {
    return this.#file.value.entries.find((entry): entry is ReadEntry => isOf(entry, id)) ?? null;
  }

  #change(change: (entries: readonly ProfileEntry[]) => readonly ProfileEntry[]): Promise<Result<unknown>> {
    return this.#file.update((file) => ({ ...file, entries: change(file.entries) }));
  }
}

function isOf(entry: ProfileEntry, id: string): entry is ReadEntry {
  return 'profile' in entry && entry.profile.id === id;
}

/** `before`: what this process knew; the entry may be another process's by now. */
function changed(entry: ReadEntry, before: StoredProfile | null, profile: StoredProfile): ReadEntry {
  const raw = mergeChanged(entry.raw, before ?? entry.profile, profile);
  const reading = readStoredProfile(raw);
  return reading && isJsonObject(raw) ? { ...reading, raw } : { profile, raw: { ...profile }, losses: 0 };
}

/** Behind the first of these ids that is there, else at the start. */
function inserted(
  entries: readonly ProfileEntry[],
  entry: ReadEntry,
  behind: readonly string[]
): readonly ProfileEntry[] {
  const ids = entries.map((each) => ('profile' in each ? each.profile.id : null));
  const neighbour = behind.find((id) => ids.includes(id));
  const index = neighbour === undefined ? 0 : ids.indexOf(neighbour) + 1;
  return [...entries.slice(0, index), entry, ...entries.slice(index)];
}
