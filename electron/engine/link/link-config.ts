import { isDeepStrictEqual } from 'node:util';
import type { BrokerAddress } from '#contract/address';
import type { ConnectionConfig } from '#contract/engine-control';

/** What a link reads of the configuration main sends; nothing of it is ever logged. */
export type LinkConfig = Pick<
  ConnectionConfig,
  | 'fields'
  | 'password'
  | 'authenticationData'
  | 'headerSecrets'
  | 'caPem'
  | 'crlPem'
  | 'certificatePem'
  | 'keyPem'
  | 'proxy'
  | 'rememberedVersion'
  | 'budgets'
>;

/** Whether a link that is up with the one can go on with the other: at most subscriptions, budgets and name differ. */
export function sameButSubscriptions(one: LinkConfig, other: LinkConfig): boolean {
  return isDeepStrictEqual(wireParts(one), wireParts(other));
}

function wireParts({ fields, budgets: _budgets, rememberedVersion: _version, ...rest }: LinkConfig): unknown {
  const { name, folder, colour, readOnly, autoConnect, reconnect, subscriptions, charts, ...wire } = fields;
  return { wire, ...rest };
}

/** What the failures of an address name. */
export function addressFacts(address: BrokerAddress): { host: string; port: number; protocol: string } {
  return { host: address.host, port: address.port, protocol: address.protocol };
}
