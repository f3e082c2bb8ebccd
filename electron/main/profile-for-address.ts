import { isUnixSocket, isWebSocket, type BrokerAddress, type ParsedAddress } from '#contract/address';
import type { ProfileFields } from '#contract/profile';
import { usualFields } from '#contract/usual-fields';
import { usualName } from '#contract/usual-name';
import type { StoredProfile } from '../storage/stored-profile';

/**
 * The profile an address stands for: one with the same address (and user, where one was typed) if there is one, and the
 * fields of a new one.
 */
export function profileForAddress(
  { address, username }: ParsedAddress,
  profiles: readonly StoredProfile[]
): { readonly known: StoredProfile | null; readonly fresh: ProfileFields } {
  const known = profiles.find(
    (profile) =>
      !profile.demo && sameAddress(profile.address, address) && (username === null || profile.username === username)
  );
  return {
    known: known ?? null,
    fresh: {
      ...usualFields(
        usualName(
          address,
          profiles.map((profile) => profile.name)
        ),
        address
      ),
      username: username ?? ''
    }
  };
}

function sameAddress(one: BrokerAddress, other: BrokerAddress): boolean {
  return (
    one.protocol === other.protocol &&
    one.host.toLowerCase() === other.host.toLowerCase() &&
    one.port === other.port &&
    (!(isWebSocket(one.protocol) || isUnixSocket(one.protocol)) || one.path === other.path)
  );
}
