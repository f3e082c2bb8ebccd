import type { FailureCode } from '../failure';
import type { FailureTable } from './failure-entry';

type RouteCode = Extract<FailureCode, 'socket-not-found' | `proxy-${string}`>;

/** Words for proxies and for sockets in the file system. */
export const routeFailures: FailureTable<RouteCode> = {
  'socket-not-found': (facts) => ({
    brief: 'No such socket',
    title: `There is no socket at ${facts.text('path', 'this path')}`,
    meaning: 'The broker is not running, or it listens somewhere else.',
    action: 'Check the path, or start the broker.'
  }),
  'proxy-unreachable': (facts) => ({
    brief: 'Proxy not reachable',
    title: `The proxy ${facts.text('proxyHost', '')} cannot be reached`,
    meaning: 'The broker was not asked.',
    action: 'Check the proxy’s address.'
  }),
  'proxy-sign-in-refused': (facts) => ({
    brief: 'Proxy sign-in refused',
    title: `The proxy ${facts.text('proxyHost', '')} wants another sign-in`,
    meaning: 'It did not take this username or password. The broker was not asked.',
    action: 'Edit the proxy’s sign-in.'
  }),
  'proxy-refused': (facts) => ({
    brief: 'Proxy refuses',
    title: `The proxy ${facts.text('proxyHost', '')} does not connect to ${facts.host}`,
    meaning: 'It refused, or did not get there itself.',
    action: 'Check the broker’s address, and what the proxy allows.'
  })
};
