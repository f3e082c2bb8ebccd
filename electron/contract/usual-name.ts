import { defaultPorts, formatAddress, type BrokerAddress } from './address';

/**
 * What a connection without a name of its own is called: the host, with the port where it is not the usual one; the whole
 * address where another connection has that name already.
 */
export function usualName(address: BrokerAddress, taken: readonly string[]): string {
  const name = hostAndPort(address);
  return taken.includes(name) ? formatAddress(address) : name;
}

function hostAndPort({ protocol, host, port }: BrokerAddress): string {
  if (port === defaultPorts[protocol]) return host;
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}
