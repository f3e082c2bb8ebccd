import { isDeepStrictEqual } from 'node:util';
import type { BrokerAddress } from '#contract/address';
import type { ConnectionConfig } from '#contract/engine-control';

/** What a link reads of the configuration main sends; nothing of it is ever logged. */
export type LinkConfig = Pick<
  ConnectionConfig,
  'fields' | 'password' | 'caPem' | 'certificatePem' | 'keyPem' | 'budgets'
>;

/** Whether a link that is up with the one can go on with the other: at most subscriptions, budgets and name differ. */
export function sameButSubscriptions(one: LinkConfig, other: LinkConfig): boolean {
  return isDeepStrictEqual(wireParts(one), wireParts(other));
}

function wireParts({ fields, password, caPem, certificatePem, keyPem }: LinkConfig): unknown {
  const { name: _name, subscriptions: _subscriptions, ...wire } = fields;
  return { wire, password, caPem, certificatePem, keyPem };
}

/** What the failures of an address name. */
export function addressFacts(address: BrokerAddress): { host: string; port: number; protocol: string } {
  return { host: address.host, port: address.port, protocol: address.protocol };
}
