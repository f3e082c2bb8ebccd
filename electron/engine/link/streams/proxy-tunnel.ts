import type { Socket } from 'node:net';
import { failure, type Failure, type FailureFacts } from '#contract/failure';
import type { ProxyRoute } from '#contract/proxy-options';
import { askHttpProxy } from './http-proxy';
import { askSocksProxy } from './socks-proxy';
import type { TunnelHooks, TunnelRefusal, TunnelTarget } from './tunnel';

/** The proxy as failures name it. */
export function proxyFacts(proxy: ProxyRoute | null): FailureFacts {
  if (proxy === null) return {};
  return {
    proxyHost: proxy.host,
    proxyPort: proxy.port,
    proxyKind: proxy.kind,
    ...(proxy.system ? { proxySystem: 1 } : {})
  };
}

/** Asks the proxy on a connected socket for a way to the broker. The caller owns the socket, its end and its time limit. */
export function openTunnel(socket: Socket, proxy: ProxyRoute, target: TunnelTarget, hooks: TunnelHooks): void {
  if (proxy.kind === 'http') askHttpProxy(socket, proxy, target, hooks);
  else askSocksProxy(socket, proxy, target, hooks);
}

/** A refusal as the failure it is: proxy-sign-in-refused or proxy-refused. */
export function tunnelFailure({ signIn, raw, facts }: TunnelRefusal, at: FailureFacts): Failure {
  return failure(signIn ? 'proxy-sign-in-refused' : 'proxy-refused', raw, { ...at, ...facts });
}
