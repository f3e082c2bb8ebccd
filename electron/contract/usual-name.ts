import { defaultPorts, formatAddress, isUnixSocket, type BrokerAddress } from './address';

/** As long as a profile's name may be. */
const longestName = 200;

/**
 * What a connection without a name of its own is called: the host, with the port where it is not the usual one, or the path
 * of a socket; the whole address where another connection has that name already.
 */
export function usualName(address: BrokerAddress, taken: readonly string[]): string {
  const name = cut(placeOf(address));
  return taken.includes(name) ? cut(formatAddress(address)) : name;
}

/** A host may have 255 characters and a path 2,000. */
function cut(name: string): string {
  return name.slice(0, longestName);
}

function placeOf({ protocol, host, port, path }: BrokerAddress): string {
  if (isUnixSocket(protocol)) return path;
  if (port === defaultPorts[protocol]) return host;
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}
