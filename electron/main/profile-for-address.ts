import { isWebSocket, type BrokerAddress, type ParsedAddress } from '#contract/address';
import type { ProfileFields } from '#contract/profile';
import { usualName } from '#contract/usual-name';
import type { StoredProfile } from '../storage/stored-profile';

/**
 * The profile an address stands for: one with the same address (and user, where one was typed) if there is one, and the
 * fields of a new one. 3.1.1 as every broker speaks it; everything subscribed at QoS 0.
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
      name: usualName(
        address,
        profiles.map((profile) => profile.name)
      ),
      address,
      clientId: '',
      username: username ?? '',
      mqttVersion: '3.1.1',
      verifyCertificate: true,
      subscriptions: [{ filter: '#', qos: 0 }]
    }
  };
}

function sameAddress(one: BrokerAddress, other: BrokerAddress): boolean {
  return (
    one.protocol === other.protocol &&
    one.host.toLowerCase() === other.host.toLowerCase() &&
    one.port === other.port &&
    (!isWebSocket(one.protocol) || one.path === other.path)
  );
}
