import { isSecure, isUnixSocket, type BrokerAddress } from '#contract/address';
import { fail, succeed, type Result } from '#contract/failure';
import type { ProxyRoute } from '#contract/proxy-options';

const usualPorts = { http: 80, socks5: 1080 } as const;
const maxCharacters = 10_000;

/**
 * The URL the system is asked about: its rules know http and https, and a broker behind TLS is like a site behind TLS. Null: no
 * network is in the way.
 */
export function proxyQuestion({ protocol, host, port }: BrokerAddress): string | null {
  if (isUnixSocket(protocol)) return null;
  return `${isSecure(protocol) ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${port}/`;
}

/**
 * The first way of an answer in the words of a PAC script (`PROXY h:p; SOCKS5 h:p; DIRECT`) that can be gone; null: straight
 * to the broker. Failure: proxy-unreachable (only ways there are that Treeline cannot go: HTTPS and SOCKS4 proxies).
 */
export function systemProxy(answer: string): Result<ProxyRoute | null> {
  const ways = answer.slice(0, maxCharacters).split(';');
  for (const way of ways) {
    const [, word = '', where = ''] = /^\s*([a-z0-9]+)(?:\s+(\S+))?\s*$/i.exec(way) ?? [];
    if (word.toUpperCase() === 'DIRECT') return succeed(null);
    const kind = kindOf(word);
    const route = kind && routeTo(kind, where);
    if (route) return succeed(route);
  }
  const left = ways.map((way) => way.trim()).find((way) => way !== '');
  return left === undefined
    ? succeed(null)
    : fail('proxy-unreachable', left.slice(0, 200), { proxySystem: 1, reason: 'kind-unknown' });
}

function kindOf(word: string): ProxyRoute['kind'] | null {
  switch (word.toUpperCase()) {
    case 'PROXY':
    case 'HTTP':
      return 'http';
    case 'SOCKS':
    case 'SOCKS5':
      return 'socks5';
    default:
      return null;
  }
}

function routeTo(kind: ProxyRoute['kind'], where: string): ProxyRoute | null {
  const [, bracketed, plain, typedPort] = /^(?:\[([0-9a-f:.%]+)\]|([^:[\]/@]+))(?::(\d{1,5}))?$/i.exec(where) ?? [];
  const host = bracketed ?? plain;
  const port = typedPort === undefined ? usualPorts[kind] : Number(typedPort);
  if (host === undefined || host.length > 255 || port < 1 || port > 65_535) return null;
  return { kind, host, port, username: '', password: null, namesAtProxy: true, system: true };
}
