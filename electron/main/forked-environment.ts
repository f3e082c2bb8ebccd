/**
 * What must not reach a process that carries passwords: switches that print packets or keys, that weaken TLS, and that reroute.
 * A proxy comes with the orders or not at all, and its URL in the environment may hold a password.
 */
const withheld = new Set([
  'DEBUG',
  'NODE_DEBUG',
  'NODE_DEBUG_NATIVE',
  'NODE_OPTIONS',
  'NODE_TLS_REJECT_UNAUTHORIZED',
  'SSLKEYLOGFILE',
  'MQTTJS_SOCKS_PROXY',
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'ALL_PROXY',
  'WS_PROXY',
  'WSS_PROXY'
]);

/** The environment of main without them, in whatever case they are written. */
export function forkedEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !withheld.has(name.toUpperCase())));
}
