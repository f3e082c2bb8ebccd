import path from 'node:path';
import { failure, type Failure } from '#contract/failure';
import type { Cipher } from '../storage/cipher';
import { ExpansionStore } from '../storage/expansion-store';
import { ProfileStore } from '../storage/profile-store';
import { SchemaFiles } from '../storage/schema-files';
import { SecretStore } from '../storage/secret-store';
import { SettingsStore } from '../storage/settings-store';
import { WindowPlaceStore } from '../storage/window-place';

/** All that Treeline keeps on disk. */
export interface Stores {
  readonly profiles: ProfileStore;
  readonly secrets: SecretStore;
  readonly settings: SettingsStore;
  readonly place: WindowPlaceStore;
  readonly expansion: ExpansionStore;
  readonly schemas: SchemaFiles;
  /** What went wrong at start and a person should know. */
  readonly notices: readonly Failure[];
  /** Resolves when everything asked for is on disk. */
  readonly settled: () => Promise<void>;
}

/** Opens and loads them. `quiet`: troubles that cost a person nothing. */
export async function openStores(folder: string, cipher: Cipher, quiet: (trouble: Failure) => void): Promise<Stores> {
  const profiles = new ProfileStore(path.join(folder, 'profiles.json'));
  const secrets = new SecretStore(path.join(folder, 'secrets.json'), cipher);
  const settings = new SettingsStore(path.join(folder, 'settings.json'));
  const place = new WindowPlaceStore(path.join(folder, 'window.json'));
  const expansion = new ExpansionStore(path.join(folder, 'expansion.json'));
  const schemas = new SchemaFiles(path.join(folder, 'schemas'));
  const [profileTrouble, secretTrouble, settingsTrouble, placeTrouble, expansionTrouble] = await Promise.all([
    profiles.load(),
    secrets.load(),
    settings.load(),
    place.load(),
    expansion.load()
  ]);
  // Settings that could not be read say nothing: what stands unprotected on disk is then left alone.
  const allowed = settings.current.storeSecretsUnprotected;
  const unprotected = settingsTrouble === null ? await secrets.allowUnprotected(allowed) : null;
  if (unprotected?.ok === false) quiet(unprotected.failure);
  for (const trouble of [settingsTrouble, placeTrouble, expansionTrouble]) if (trouble) quiet(trouble);
  const partly = [{ entries: profiles.unreadEntries }, { defaulted: profiles.defaultedProfiles }].filter((facts) =>
    Object.values(facts).some((count) => count > 0)
  );
  return {
    profiles,
    secrets,
    settings,
    place,
    expansion,
    schemas,
    notices: [
      profileTrouble,
      ...partly.map((facts) => failure('profiles-unreadable', 'entries', { file: 'profiles.json', ...facts })),
      secretTrouble
    ].filter((trouble) => trouble !== null),
    settled: async () => {
      const all = [profiles, secrets, settings, place, expansion];
      await Promise.all(all.map((store) => store.settled()));
    }
  };
}
