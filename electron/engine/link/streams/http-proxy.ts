import { isIPv6, type Socket } from 'node:net';
import type { ProxyRoute } from '#contract/proxy-options';
import type { TunnelHooks, TunnelTarget } from './tunnel';

const longestHeadBytes = 16_384;
const longestRaw = 200;
const statusLine = /^HTTP\/1\.[01] (\d{3})(?: ([^\r\n]*))?\r?\n/;

/** CONNECT (RFC 9110, 9.3.6) with Basic sign-in (RFC 7617); the name and password leave this process only here. */
export function askHttpProxy(socket: Socket, proxy: ProxyRoute, target: TunnelTarget, hooks: TunnelHooks): void {
  let head = Buffer.alloc(0);
  const stop = (): void => {
    socket.off('data', take);
    socket.pause();
  };
  const refuse = (raw: string, facts: Record<string, string | number>, signIn = false): void => {
    stop();
    hooks.refused({ signIn, raw, facts });
  };
  const take = (bytes: Buffer): void => {
    head = Buffer.concat([head, bytes]);
    const end = head.indexOf('\r\n\r\n');
    // Any longer than the longest status line without being one, it will not become one.
    const early = head.toString('latin1', 0, longestRaw);
    if (end === -1 && head.length >= 5 && !early.startsWith('HTTP/')) return refuse('', { reason: 'not-http' });
    if (end === -1 && head.length > longestHeadBytes) return refuse('', { reason: 'not-http' });
    if (end === -1) return;
    const line = statusLine.exec(head.toString('latin1', 0, end + 2));
    if (line === null) return refuse('', { reason: 'not-http' });
    const status = Number(line[1]);
    const raw = `HTTP ${status} ${line[2] ?? ''}`.trim().slice(0, longestRaw);
    // 401 is what tinyproxy says to a wrong password, against RFC 9110, 15.5.8.
    if (status === 407 || status === 401)
      return refuse(raw, { status, reason: proxy.username === '' ? 'no-sign-in' : 'wrong' }, true);
    if (status < 200 || status > 299) return refuse(raw, { status });
    stop();
    if (head.length > end + 4) socket.unshift(head.subarray(end + 4));
    hooks.opened();
    // Whoever speaks on it now listens already; a paused socket would stay so.
    socket.resume();
  };
  socket.on('data', take);
  socket.write(connectRequest(proxy, target));
}

function connectRequest(proxy: ProxyRoute, { host, port }: TunnelTarget): string {
  const authority = `${isIPv6(host) ? `[${host}]` : host}:${port}`;
  const lines = [`CONNECT ${authority} HTTP/1.1`, `Host: ${authority}`];
  if (proxy.username !== '') {
    const signIn = Buffer.from(`${proxy.username}:${proxy.password ?? ''}`).toString('base64');
    lines.push(`Proxy-Authorization: Basic ${signIn}`);
  }
  return `${lines.join('\r\n')}\r\n\r\n`;
}
