import { fail, succeed, type Result } from './failure';

export const protocols = ['mqtt', 'mqtts', 'ws', 'wss', 'unix'] as const;
export type Protocol = (typeof protocols)[number];

/**
 * Where a broker is. `host` without brackets for IPv6; `path` starts with `/` and matters for ws and wss. `unix`: `path` is
 * the socket's, host is empty and port 0.
 */
export interface BrokerAddress {
  readonly protocol: Protocol;
  readonly host: string;
  readonly port: number;
  readonly path: string;
}

export interface ParsedAddress {
  readonly address: BrokerAddress;
  readonly username: string | null;
  readonly password: string | null;
}

/** IANA: 1883 secure-mqtt's plain sibling, 8883 secure-mqtt; 80 and 443 for WebSocket (RFC 6455, 3). */
export const defaultPorts: Readonly<Record<Protocol, number>> = { mqtt: 1883, mqtts: 8883, ws: 80, wss: 443, unix: 0 };

const aliases: ReadonlyMap<string, Protocol> = new Map<string, Protocol>([
  ['mqtt', 'mqtt'],
  ['tcp', 'mqtt'],
  ['mqtts', 'mqtts'],
  ['ssl', 'mqtts'],
  ['tls', 'mqtts'],
  ['ws', 'ws'],
  ['wss', 'wss'],
  ['unix', 'unix'],
  ['mqtt+unix', 'unix']
]);

/** Whether the transport runs over TLS. */
export function isSecure(protocol: Protocol): boolean {
  return protocol === 'mqtts' || protocol === 'wss';
}

/** Whether the transport is a WebSocket, so that the path counts. */
export function isWebSocket(protocol: Protocol): boolean {
  return protocol === 'ws' || protocol === 'wss';
}

/** Whether the broker is reached through a socket in the file system. */
export function isUnixSocket(protocol: Protocol): boolean {
  return protocol === 'unix';
}

const authorityPattern = /^(?:([^@:/]*)(?::([^@/]*))?@)?(\[[0-9a-f:.%]+\]|[^\s:/?#@[\]]+)(?::(\d{1,5}))?(\/.*|\?.*)?$/i;

/** What a person types: `mqtts://user@host:8883/path`, `host`, `host:1883`, `[::1]`. Failure: address-invalid (facts `address`, without the sign-in, of what has no spaces: a command line may name a password anywhere). */
export function parseAddress(text: string): Result<ParsedAddress> {
  const trimmed = text.trim();
  const told = withoutUserInfo(trimmed);
  const invalid = fail('address-invalid', '', /\s/.test(trimmed) || told === '' ? {} : { address: told });
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(trimmed);
  const protocol = scheme ? aliases.get((scheme[1] ?? '').toLowerCase()) : 'mqtt';
  if (protocol === 'unix' && scheme) return unixAddress(trimmed.slice(scheme[0].length), invalid);
  const parts = authorityPattern.exec(scheme ? trimmed.slice(scheme[0].length) : trimmed);
  if (!protocol || !parts) return invalid;
  const [, username, password, host = '', typedPort, path] = parts;
  const port = typedPort === undefined ? defaultPorts[protocol] : Number(typedPort);
  if (port < 1 || port > 65_535) return invalid;
  return succeed({
    address: {
      protocol,
      host: host.replace(/^\[|\]$/g, ''),
      port,
      path: path ?? (isWebSocket(protocol) ? '/mqtt' : '/')
    },
    username: username === undefined || username === '' ? null : decode(username),
    password: password === undefined || password === '' ? null : decode(password)
  });
}

function unixAddress(path: string, invalid: Result<ParsedAddress>): Result<ParsedAddress> {
  if (!path.startsWith('/') || path.length > 2_000) return invalid;
  return succeed({
    address: { protocol: 'unix', host: '', port: 0, path: decode(path) },
    username: null,
    password: null
  });
}

/** The address as people write it; the path only where it counts. */
export function formatAddress(address: BrokerAddress): string {
  if (isUnixSocket(address.protocol)) return `unix://${address.path}`;
  const host = address.host.includes(':') ? `[${address.host}]` : address.host;
  return `${address.protocol}://${host}:${address.port}${isWebSocket(address.protocol) ? address.path : ''}`;
}

/** What is told of an address that makes no sense: never the sign-in, wherever its password's own `/` and `@` put the end of it, nor a query, which may be a token. */
function withoutUserInfo(text: string): string {
  return text.replace(/^([a-z][a-z0-9+.-]*:\/\/)?.*@/is, '$1').replace(/\?.*$/s, '');
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
