import type { Profile } from '../../../../../electron/contract/profile';
import { profileExample } from './profile-example';

/** One of several connections: told apart by its id, which is its name in capitals. */
export function namedProfile(id: string, more: Partial<Profile> = {}): Profile {
  return profileExample({ id, name: id.toUpperCase(), ...more });
}
