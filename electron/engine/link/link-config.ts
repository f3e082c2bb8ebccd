import type { BrokerAddress } from '#contract/address';
import type { ConnectionConfig } from '#contract/engine-control';

/** What a link reads of the configuration main sends; nothing of it is ever logged. */
export type LinkConfig = Pick<
  ConnectionConfig,
  'fields' | 'password' | 'caPem' | 'certificatePem' | 'keyPem' | 'maxPayloadBytes'
>;

/** What the failures of an address name. */
export function addressFacts(address: BrokerAddress): { host: string; port: number; protocol: string } {
  return { host: address.host, port: address.port, protocol: address.protocol };
}
