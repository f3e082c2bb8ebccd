import { usualFields } from '#contract/usual-fields';
import { noFiles, type StoredProfile } from '../../../../electron/storage/stored-profile';

/** A profile as stored, with what the test changes. */
export function storedProfile(changes: Partial<StoredProfile> = {}): StoredProfile {
  return {
    id: 'p-1',
    demo: false,
    ...usualFields('Plant', { protocol: 'mqtt', host: 'broker.example', port: 1883, path: '/' }),
    files: { ...noFiles },
    origin: null,
    schemas: [],
    rememberedVersion: null,
    ...changes
  };
}
