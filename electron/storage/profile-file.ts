import { isJsonObject, type JsonObject } from './json-object';
import { fromVersion1 } from './profile-migration';
import { readStoredProfile } from './profile-reading';
import type { StoredProfile } from './stored-profile';

export interface ReadEntry {
  readonly profile: StoredProfile;
  /** As it stands in the file, with what this program does not know. */
  readonly raw: JsonObject;
  /** Values of it that make no sense and are taken for their defaults. */
  readonly losses: number;
}

/** One place in the list: a profile, or an entry this program cannot read and therefore keeps as it is. */
export type ProfileEntry = ReadEntry | { readonly unread: unknown };

export interface ProfileFile {
  readonly entries: readonly ProfileEntry[];
  /** Other keys of the file. */
  readonly rest: JsonObject;
  /** Entries and values that could not be read. */
  readonly losses: number;
}

/** The object of profiles.json, version 1 or 2; null: it holds no list of profiles. */
export function parseProfileFile(file: JsonObject): ProfileFile | null {
  const { version, profiles, ...rest } = file;
  if (!Array.isArray(profiles)) return null;
  const seen = new Set<string>();
  let losses = 0;
  const entries = profiles.map((each: unknown): ProfileEntry => {
    const raw = version === 1 ? fromVersion1(each) : each;
    const reading = readStoredProfile(raw);
    if (!reading || seen.has(reading.profile.id) || !isJsonObject(raw)) {
      losses += 1;
      return { unread: each };
    }
    seen.add(reading.profile.id);
    losses += reading.losses;
    return { profile: reading.profile, raw, losses: reading.losses };
  });
  return { entries, rest, losses };
}
