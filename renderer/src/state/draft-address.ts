import { defaultPorts, isUnixSocket, isWebSocket, type BrokerAddress, type Protocol } from '#contract/address';
import { formProblemWords } from '#contract/words/form-problems';
import type { FieldProblems } from './draft-fields';
import { wholeNumber } from './draft-numbers';

const ports = { min: 1, max: 65_535 };

/** An address as its fields hold it. What another protocol needs stays there when the protocol is changed. */
export interface DraftAddress {
  protocol: Protocol;
  host: string;
  port: string;
  /** Of a WebSocket. */
  path: string;
  /** Of a socket in the file system. */
  socketPath: string;
}

export function addressValues({ protocol, host, port, path }: BrokerAddress): DraftAddress {
  return isUnixSocket(protocol)
    ? { protocol, host, port: String(defaultPorts.mqtt), path: '/mqtt', socketPath: path }
    : { protocol, host, port: String(port), path, socketPath: '' };
}

/** The address as it would be saved; null: its fields make none. */
export function draftAddress(values: DraftAddress): BrokerAddress | null {
  if (addressProblems(values).size > 0) return null;
  const { protocol, host, port, path, socketPath } = values;
  if (isUnixSocket(protocol)) return { protocol, host: '', port: 0, path: socketPath.trim() };
  return { protocol, host: plainHost(host), port: Number(port), path };
}

export function addressProblems({ protocol, host, port, path, socketPath }: DraftAddress): FieldProblems {
  const problems: FieldProblems = new Map();
  if (isUnixSocket(protocol)) {
    if (!/^\/./.test(socketPath.trim())) problems.set('socket-path', formProblemWords.socketPathInvalid);
    return problems;
  }
  const wrongHost = hostProblem(host);
  if (wrongHost !== null) problems.set('host', wrongHost);
  if (wholeNumber(port, ports) === null) problems.set('port', formProblemWords.portInvalid);
  if (isWebSocket(protocol) && !path.startsWith('/')) problems.set('path', formProblemWords.pathInvalid);
  return problems;
}

/** As an address holds it: no space around, no brackets around IPv6. */
export function plainHost(text: string): string {
  return text.trim().replace(/^\[|\]$/g, '');
}

/** Of a broker or a proxy, in words; null: nothing is wrong with it. */
export function hostProblem(text: string): string | null {
  const host = plainHost(text);
  if (host === '') return formProblemWords.hostMissing;
  if (host.length > 255) return formProblemWords.hostTooLong;
  if (/[\s/@?#]/.test(host)) return formProblemWords.hostInvalid;
  // Colons stand in IPv6 addresses only (RFC 4291, 2.2), and there at least two of them.
  const ipv6 = /^[0-9a-f.]*:[0-9a-f.]*:[0-9a-f:.]*(%.+)?$/i;
  return host.includes(':') && !ipv6.test(host) ? formProblemWords.hostWithPort : null;
}
