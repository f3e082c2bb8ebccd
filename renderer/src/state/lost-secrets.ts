import type { FileKind, Profile } from '#contract/profile';
import type { FileChange } from '#contract/profile-change';
import type { SecretKind } from '#contract/secret-kind';

/** Kept for the last run only, or in a key store that cannot be opened now. */
export type LostSecret = 'last-run' | 'out-of-reach';

/** Why a secret there should be cannot be read; null: it can, or there is none. */
export function lostSecret(profile: Profile | null, kind: SecretKind): LostSecret | null {
  if (profile?.lostSecrets.includes(kind) !== true) return null;
  return profile.secrets.includes(kind) ? 'out-of-reach' : 'last-run';
}

/** The same of the private key in a file that stays as it is stored. */
export function lostKey(profile: Profile | null, kind: FileKind, changes: readonly FileChange[]): LostSecret | null {
  if (kind !== 'key' && kind !== 'pkcs12') return null;
  if (changes.some((change) => change.kind === kind)) return null;
  return lostSecret(profile, kind === 'key' ? 'key' : 'pkcs12-key');
}
