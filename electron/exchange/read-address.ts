import { defaultPorts, isWebSocket, type BrokerAddress, type Protocol } from '#contract/address';
import type { ProblemList } from './problem-list';

/** Names (also with other scripts' letters), IPv4, IPv6 with a zone: nothing a URL of any scheme could be made of. */
const hostPattern = /^(?:[\p{L}\p{N}](?:[\p{L}\p{N}._-]*[\p{L}\p{N}._])?|[0-9a-f]*:[0-9a-f:.]+(?:%[\w.-]+)?)$/iu;
/** Visible characters of a URL's path and query (RFC 3986). */
const pathPattern = /^\/[\x21-\x7e]*$/;
const longestHost = 255;
const longestPath = 2_000;

export interface ForeignAddress {
  readonly protocol: Protocol;
  readonly host: string;
  readonly port: number | null;
  /** Null: the tool has none. */
  readonly path: string | null;
}

/** Null: no broker can be there; a script URL is no host. A port or path that makes no sense becomes the usual one. */
export function readAddress(foreign: ForeignAddress, problems: ProblemList): BrokerAddress | null {
  const { protocol } = foreign;
  const host = foreign.host
    .trim()
    .replace(/^(?:mqtts?|wss?|tcp|ssl|tls):\/\//i, '')
    .replace(/^\[(.*)\]$/, '$1');
  if (!isHost(host)) return null;
  return { protocol, host, port: readPort(foreign, problems), path: readPath(foreign, problems) };
}

/** Nothing but a name or an IP address. */
export function isHost(text: string): boolean {
  return text.length <= longestHost && hostPattern.test(text);
}

function readPort({ protocol, port }: ForeignAddress, problems: ProblemList): number {
  if (port !== null && Number.isInteger(port) && port >= 1 && port <= 65_535) return port;
  problems.add('port');
  return defaultPorts[protocol];
}

function readPath({ protocol, path }: ForeignAddress, problems: ProblemList): string {
  if (!isWebSocket(protocol)) return '/';
  if (path === null) return '/mqtt';
  const trimmed = path.trim();
  const absolute = trimmed.startsWith('/') ? trimmed : `/${trimmed}`;
  if (absolute.length <= longestPath && pathPattern.test(absolute)) return absolute;
  problems.add('path');
  return '/mqtt';
}
