import type { ProxyKind, ProxyOptions } from '#contract/proxy-options';
import { formProblemWords } from '#contract/words/form-problems';
import { hostProblem, plainHost } from './draft-address';
import type { FieldProblems } from './draft-fields';
import { wholeNumber } from './draft-numbers';
import { untouchedSecret, type DraftSecret } from './draft-secrets';

export interface DraftProxy {
  kind: ProxyKind;
  host: string;
  port: string;
  username: string;
  password: DraftSecret;
  namesAtProxy: boolean;
}

const ports = { min: 1, max: 65_535 };
/** IANA's for SOCKS; what HTTP proxies such as Squid and tinyproxy sit near, as there is no port of their own. */
export const usualProxyPorts: Readonly<Record<ProxyKind, number>> = {
  none: 1080,
  system: 1080,
  socks5: 1080,
  http: 8080
};

export function proxyValues({ kind, host, port, username, namesAtProxy }: ProxyOptions): DraftProxy {
  return { kind, host, port: String(port), username, password: untouchedSecret(), namesAtProxy };
}

/** Whether the profile itself says where the proxy is. */
export function isOwnProxy(kind: ProxyKind): boolean {
  return kind === 'socks5' || kind === 'http';
}

export function draftProxy({ kind, host, port, username, namesAtProxy }: DraftProxy): ProxyOptions {
  return {
    kind,
    host: plainHost(host).slice(0, 255),
    // Out of sight it may be anything, and nothing is lost with it.
    port: wholeNumber(port, ports) ?? usualProxyPorts[kind],
    username,
    namesAtProxy
  };
}

export function proxyProblems({ kind, host, port }: DraftProxy): FieldProblems {
  const problems: FieldProblems = new Map();
  if (!isOwnProxy(kind)) return problems;
  const wrongHost = hostProblem(host);
  if (wrongHost !== null) problems.set('proxy-host', wrongHost);
  if (wholeNumber(port, ports) === null) problems.set('proxy-port', formProblemWords.portInvalid);
  return problems;
}
