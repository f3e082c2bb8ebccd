import { isDeepStrictEqual } from 'node:util';
import { isUnixSocket, type BrokerAddress } from '#contract/address';
import type { ConnectionConfig } from '#contract/engine-control';
import type { FailureFacts } from '#contract/failure';

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

/**
 * Whether a link that is up with the one can go on with the other: at most subscriptions, budgets and what never reaches
 * the wire differ.
 */
export function sameOnTheWire(one: LinkConfig, other: LinkConfig): boolean {
  return isDeepStrictEqual(wireParts(one), wireParts(other));
}

function wireParts({ fields, budgets: _budgets, rememberedVersion: _version, ...rest }: LinkConfig): unknown {
  const {
    name: _name,
    folder: _folder,
    colour: _colour,
    readOnly: _readOnly,
    autoConnect: _autoConnect,
    reconnect: _reconnect,
    subscriptions: _subscriptions,
    charts: _charts,
    decoders: _decoders,
    ...wire
  } = fields;
  return { wire, ...rest };
}

/** What the failures of an address name. */
export function addressFacts(address: BrokerAddress): FailureFacts {
  const { host, port, protocol, path } = address;
  return isUnixSocket(protocol) ? { path, protocol } : { host, port, protocol };
}
