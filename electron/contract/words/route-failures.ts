import type { FailureCode } from '../failure';
import type { FactReader, FailureEntry, FailureTable } from './failure-entry';

type RouteCode = Extract<FailureCode, 'socket-not-found' | `proxy-${string}`>;

/** Words for proxies and for sockets in the file system. */
export const routeFailures: FailureTable<RouteCode> = {
  'socket-not-found': (facts) => ({
    brief: 'No such socket',
    title: `There is no socket at ${facts.text('path', 'this path')}`,
    meaning: 'The broker is not running, or it listens somewhere else.',
    action: 'Check the path, or start the broker.'
  }),
  'proxy-unreachable': (facts) => {
    const port = facts.has('proxyPort') ? `port ${facts.text('proxyPort', '')}` : 'its port';
    const meanings: ReadonlyMap<string, string> = new Map([
      ['name-not-found', 'No address was found for its name.'],
      ['refused', `Nothing is listening there on ${port}.`],
      ['unreachable', 'The network reports that it cannot get there.'],
      ['no-answer', `Nothing came back on ${port} within ${facts.seconds}.`],
      ['kind-unknown', 'It is an HTTPS or SOCKS4 proxy, which Treeline does not speak.']
    ]);
    const why = meanings.get(facts.text('reason', '')) ?? 'The connection to it failed.';
    return {
      brief: 'Proxy not reachable',
      title: `${proxyFirst(facts)} cannot be reached`,
      meaning: `${why} The broker was not asked.`,
      action: settingsOf(facts)
    };
  },
  'proxy-sign-in-refused': (facts) => ({
    brief: 'Proxy sign-in refused',
    title: facts.is('reason', 'no-sign-in')
      ? `${proxyFirst(facts)} asks for a sign-in`
      : `${proxyFirst(facts)} didn’t accept this username or password`,
    meaning: facts.is('reason', 'too-long')
      ? 'It takes at most 255 bytes for each. The broker was not asked.'
      : facts.is('reason', 'no-sign-in')
        ? 'This connection gives no username for it. The broker was not asked.'
        : 'This is the proxy’s own sign-in, not the broker’s. The broker was not asked.',
    action: facts.has('proxySystem')
      ? 'Enter the proxy with its sign-in in this connection.'
      : 'Edit the proxy’s sign-in.'
  }),
  'proxy-refused': (facts) => proxyRefused(facts)
};

function proxyRefused(facts: FactReader): FailureEntry {
  const base = { brief: 'Proxy refuses', title: `${proxyFirst(facts)} does not connect to ${facts.host}` };
  if (facts.is('reason', 'unix')) {
    return {
      ...base,
      title: 'A proxy cannot reach a socket on this computer',
      meaning: `The path ${facts.text('path', '')} is opened here, not at the proxy.`.replace('  ', ' '),
      action: 'Turn the proxy off for this connection.'
    };
  }
  if (facts.is('reason', 'not-http') || facts.is('reason', 'not-socks')) {
    return {
      brief: 'Not a proxy',
      title: `${proxyFirst(facts)} is no ${facts.is('reason', 'not-http') ? 'HTTP' : 'SOCKS5'} proxy`,
      meaning: 'Its answer is that of something else. The broker was not asked.',
      action: 'Check the proxy’s kind, host and port.'
    };
  }
  const status = facts.text('status', '');
  const known = refusals.get(facts.text('reason', status));
  if (known)
    return { ...base, meaning: known(facts), action: 'Check the broker’s address, and what the proxy allows.' };
  return {
    ...base,
    meaning: status === '' ? 'It refused, or did not get there itself.' : `It answered HTTP ${status}.`,
    action: 'Check the broker’s address, and what the proxy allows.'
  };
}

const unreached = (facts: FactReader): string =>
  `It could not get to ${facts.host} on ${facts.port} itself: the name is wrong, nothing listens there, or a firewall is between.`;
const forbidden = (facts: FactReader): string => `Its rules do not allow ${facts.host} on ${facts.port}.`;

/** By HTTP status (RFC 9110, 15) and by the name of the SOCKS5 reply (RFC 1928, 6). */
const refusals: ReadonlyMap<string, (facts: FactReader) => string> = new Map([
  ['403', forbidden],
  ['405', () => 'It does not allow CONNECT at all.'],
  ['500', unreached],
  ['502', unreached],
  ['503', unreached],
  ['504', unreached],
  ['Failure', unreached],
  ['NotAllowed', forbidden],
  ['NetworkUnreachable', () => 'It has no way to the network of the broker.'],
  ['HostUnreachable', unreached],
  [
    'ConnectionRefused',
    (facts: FactReader) => `Nothing is listening on ${facts.port} of ${facts.host}, seen from there.`
  ],
  ['TTLExpired', unreached],
  ['AddressNotSupported', () => 'It cannot handle this kind of address.'],
  ['closed', () => 'It closed the connection without a word.']
]);

function proxyFirst(facts: FactReader): string {
  return `${facts.has('proxySystem') ? 'The system’s proxy' : 'The proxy'} ${facts.text('proxyHost', '')}`.trim();
}

function settingsOf(facts: FactReader): string {
  return facts.has('proxySystem') ? 'Check the proxy in the system’s settings.' : 'Check the proxy’s host and port.';
}
