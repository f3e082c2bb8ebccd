import type { Failure, Result } from '#contract/failure';
import { AtomicJsonFile } from './atomic-json-file';
import { storedProfileSchema, type StoredProfile } from './stored-profile';

/** One place in the list: a profile, or an entry this program cannot read and therefore keeps as it is. */
type Entry = { readonly profile: StoredProfile } | { readonly unread: unknown };

interface ProfileFile {
  readonly entries: readonly Entry[];
  /** Other keys of the file. */
  readonly rest: Readonly<Record<string, unknown>>;
}

/**
 * profiles.json: `{version, profiles}` in the order people see. Failures: profiles-unreadable, profiles-newer (load and
 * every save after it), profiles-unwritable.
 */
export class ProfileStore {
  readonly #file: AtomicJsonFile<ProfileFile>;
  /** Not on disk, as it could not be saved; for this run. */
  readonly #held = new Map<string, StoredProfile>();

  constructor(path: string) {
    this.#file = new AtomicJsonFile<ProfileFile>(path, {
      version: 1,
      codes: { unreadable: 'profiles-unreadable', newer: 'profiles-newer', unwritable: 'profiles-unwritable' },
      empty: { entries: [], rest: {} },
      parse: parseFile,
      serialise: ({ entries, rest }) => ({
        ...rest,
        profiles: entries.map((entry) => ('profile' in entry ? entry.profile : entry.unread))
      })
    });
  }

  load(): Promise<Failure | null> {
    return this.#file.load();
  }

  /** Entries of the file that could not be read; they stay in it. */
  get unreadEntries(): number {
    return this.#file.value.entries.filter((entry) => 'unread' in entry).length;
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

  /** Saves a profile in its place, a new one at the end. */
  async put(profile: StoredProfile): Promise<Result<unknown>> {
    const saved = await this.#file.update((file) => ({ ...file, entries: withProfile(file.entries, profile) }));
    if (saved.ok) this.#held.delete(profile.id);
    return saved;
  }

  /** Keeps a profile for this run although it could not be saved. */
  hold(profile: StoredProfile): void {
    this.#held.set(profile.id, profile);
  }

  async delete(id: string): Promise<Result<unknown>> {
    const saved = await this.#file.update((file) => ({
      ...file,
      entries: file.entries.filter((entry) => !('profile' in entry) || entry.profile.id !== id)
    }));
    if (saved.ok) this.#held.delete(id);
    return saved;
  }

  settled(): Promise<void> {
    return this.#file.settled();
  }
}

function parseFile(file: Readonly<Record<string, unknown>>): ProfileFile | null {
  const { version: _version, profiles, ...rest } = file;
  if (!Array.isArray(profiles)) return null;
  const seen = new Set<string>();
  const entries = profiles.map((each: unknown): Entry => {
    const parsed = storedProfileSchema.safeParse(each);
    if (!parsed.success || seen.has(parsed.data.id)) return { unread: each };
    seen.add(parsed.data.id);
    return { profile: parsed.data };
  });
  return { entries, rest };
}

/** What another version wrote into the profile outlives the edit, wherever it stands one level down. */
function withProfile(entries: readonly Entry[], profile: StoredProfile): readonly Entry[] {
  const known = entries.some((entry) => 'profile' in entry && entry.profile.id === profile.id);
  if (!known) return [...entries, { profile }];
  return entries.map((entry) =>
    'profile' in entry && entry.profile.id === profile.id ? { profile: { ...entry.profile, ...profile } } : entry
  );
}
