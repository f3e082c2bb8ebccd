import type { ProxyKind } from '../proxy-options';

/** The section Proxy of the connection form. */
export const proxyFormWords = {
  title: 'Proxy',
  lede: 'Used for this connection only.',
  route: 'Route',
  kinds: {
    none: 'None',
    system: 'System',
    socks5: 'SOCKS5',
    http: 'HTTP CONNECT'
  } satisfies Record<ProxyKind, string>,
  /** Beside the section's name. */
  short: { none: 'none', system: 'system', socks5: 'SOCKS5', http: 'HTTP' } satisfies Record<ProxyKind, string>,
  systemHint: 'What this computer’s settings name for the broker’s address, if anything.',
  unusedTitle: 'Not used with a socket in the file system',
  unusedMeaning: 'The broker is on this computer. What stands here is kept for another address.',
  address: 'Address',
  port: 'Proxy port',
  username: 'Username',
  password: 'Password',
  basicHint: 'HTTP CONNECT sends name and password unencrypted to the proxy.',
  lookUp: 'Look up names',
  lookUpMeaning: 'At the proxy',
  lookUpHint:
    'Turn off if the broker’s name only resolves on this computer. The connection test gains a step, “Reach the proxy”.'
} as const;
