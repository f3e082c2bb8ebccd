import type { Socket } from 'node:net';
import { SocksClient } from 'socks';
import type { ProxyRoute } from '#contract/proxy-options';
import type { TunnelHooks, TunnelRefusal, TunnelTarget } from './tunnel';

/** Far beyond the limits of the way up, which end the socket: the library's own is never the one that ends it. */
const libraryLimitMs = 600_000;
/** RFC 1929, 2: a length of one byte. */
const longestSignInBytes = 255;

/** SOCKS5 (RFC 1928) with user and password (RFC 1929), or without. */
export function askSocksProxy(socket: Socket, proxy: ProxyRoute, target: TunnelTarget, hooks: TunnelHooks): void {
  const { username, password } = proxy;
  if (Buffer.byteLength(username) > longestSignInBytes || Buffer.byteLength(password ?? '') > longestSignInBytes) {
    return hooks.refused({ signIn: true, raw: '', facts: { reason: 'too-long' } });
  }
  const signIn = username === '' ? {} : { userId: username, password: password ?? '' };
  SocksClient.createConnection({
    proxy: { host: proxy.host, port: proxy.port, type: 5, ...signIn },
    command: 'connect',
    destination: { host: target.host, port: target.port },
    existing_socket: socket,
    timeout: libraryLimitMs
  }).then(
    () => hooks.opened(),
    // Its error carries the options, and with them the password: only its words go on.
    (error: unknown) => hooks.refused(refusal(error instanceof Error ? error.message : '', username))
  );
}

function refusal(message: string, username: string): TunnelRefusal {
  const answer = /proxy rejected connection - (\w+)/.exec(message)?.[1];
  if (answer !== undefined) return { signIn: false, raw: `SOCKS5 ${answer}`, facts: { reason: answer } };
  if (/Authentication failed|no accepted authentication type/.test(message)) {
    return { signIn: true, raw: 'SOCKS5', facts: { reason: username === '' ? 'no-sign-in' : 'wrong' } };
  }
  const reason = /invalid socks version|unknown authentication|invalid Socks5/i.test(message) ? 'not-socks' : 'closed';
  return { signIn: false, raw: 'SOCKS5', facts: { reason } };
}
