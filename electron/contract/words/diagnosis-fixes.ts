import type { Failure, FailureCode } from '../failure';
import { FactReader } from './failure-entry';

/** One numbered step of a fix; `mono`: what is compared or typed, on a line of its own. */
interface FixStep {
  readonly text: string;
  readonly mono?: string;
}

interface FixText {
  /** Why it may be fine; empty: it is not. */
  readonly fine: string;
  readonly steps: readonly FixStep[];
}

/** Codes with which a try to connect ends on the way up or while filters are asked for. */
type EndingCode = Exclude<
  Extract<
    FailureCode,
    | 'name-not-found'
    | 'refused'
    | 'unreachable'
    | 'no-answer'
    | 'reset'
    | 'socket-not-found'
    | `proxy-${string}`
    | `certificate-${string}`
    | `client-certificate-${string}`
    | 'tls-failed'
    | 'websocket-refused'
    | 'not-mqtt'
    | 'no-mqtt-answer'
    | 'closed-before-connack'
    | 'bad-credentials'
    | 'not-authorised'
    | 'client-id-rejected'
    | 'protocol-version-refused'
    | 'server-unavailable'
    | 'connect-refused'
    | 'authentication-challenge'
    | 'closed'
    | 'taken-over'
    | 'disconnected-by-broker'
    | 'keepalive-timeout'
    | 'malformed-packet'
    | `subscribe-${string}`
  >,
  'certificate-file-invalid'
>;

const askTheBroker: FixStep = { text: 'Ask whoever runs the broker.' };
const checkClock: FixStep = { text: 'Check the date and time of this computer.' };
const testAgain: FixStep = { text: 'Test again in a minute.' };

/** What to do, step by step; a code without words is a compile error. */
const table: Readonly<Record<EndingCode, (facts: FactReader) => FixText>> = {
  'name-not-found': (facts) => ({
    fine: 'Names of a company or a home often exist in its own network only.',
    steps: [
      { text: 'Check the spelling:', mono: facts.host },
      { text: 'Connect to the network or VPN that knows this name.' }
    ]
  }),
  refused: (facts) => ({
    fine: '',
    steps: [
      { text: `Check that the broker runs, and that it listens on ${facts.port}.` },
      { text: 'Brokers mostly use 1883, or 8883 with TLS; WebSocket ports differ from broker to broker.' }
    ]
  }),
  unreachable: () => ({
    fine: '',
    steps: [{ text: 'Check the network of this computer.' }, { text: 'Connect to the VPN the broker is behind.' }]
  }),
  'no-answer': (facts) => {
    if (facts.is('step', 'name')) return { fine: '', steps: [{ text: 'Check the network or VPN.' }, testAgain] };
    if (facts.is('step', 'tls') || facts.is('step', 'websocket')) {
      return {
        fine: '',
        steps: [{ text: 'Check the port: another program may listen there.' }, { text: 'Check the transport.' }]
      };
    }
    return {
      fine: '',
      steps: [
        { text: 'Check the address and the port.' },
        { text: `Ask whether a firewall lets ${facts.port} through, or go through a proxy.` }
      ]
    };
  },
  reset: () => ({
    fine: 'A broker that restarts cuts connections, too.',
    steps: [testAgain, { text: 'Check the port and the transport.' }]
  }),
  'socket-not-found': (facts) => ({
    fine: '',
    steps: [{ text: 'Check that the broker runs.' }, { text: 'Check the path:', mono: facts.text('path', '/') }]
  }),
  'proxy-unreachable': () => ({
    fine: '',
    steps: [{ text: 'Check the proxy’s address and port.' }, { text: 'If this network needs no proxy, choose None.' }]
  }),
  'proxy-sign-in-refused': () => ({ fine: '', steps: [{ text: 'Type the username and password the proxy knows.' }] }),
  'proxy-refused': () => ({
    fine: '',
    steps: [
      { text: 'Check the broker’s address: the proxy has to reach it.' },
      { text: 'Ask whoever runs the proxy whether it lets this port through.' }
    ]
  }),
  'certificate-not-trusted': (facts) => notTrusted(facts),
  'certificate-expired': (facts) => ({
    fine: 'A wrong clock on this computer looks the same.',
    steps: [
      checkClock,
      { text: 'Ask whoever runs the broker to renew it.' },
      ...(facts.is('whose', 'authority') ? [] : comparing(facts, 'To go on until then, compare the fingerprint:'))
    ]
  }),
  'certificate-not-yet-valid': (facts) => ({
    fine: 'A wrong clock on this computer looks the same.',
    steps: [checkClock, ...comparing(facts, 'If the clock is right, compare the fingerprint:')]
  }),
  'certificate-wrong-host': (facts) => ({
    fine: 'That is usual where a broker is reached by its IP address or through another name.',
    steps: [
      { text: 'Compare the names with the broker you mean:', mono: facts.text('names', '–') },
      { text: 'If it is this one, let the certificate be checked for its own name.' }
    ]
  }),
  'certificate-changed': () => ({
    fine: 'Certificates are replaced every few months to years.',
    steps: [
      { text: 'Ask whoever runs the broker whether it was replaced, and for the fingerprint.' },
      { text: 'If it is the one shown now, trust the new certificate for this profile only.' }
    ]
  }),
  'client-certificate-required': () => ({
    fine: '',
    steps: [
      { text: 'Get a certificate and its key from whoever runs the broker.' },
      { text: 'Choose both, under TLS.' }
    ]
  }),
  'client-certificate-invalid': (facts) => ({
    fine: '',
    steps: facts.has('refusedByBroker')
      ? [
          { text: 'Check that your certificate has not expired.' },
          { text: 'Ask whoever runs the broker which authority it takes.' }
        ]
      : [{ text: 'Choose the certificate and the key that belong together.' }]
  }),
  'tls-failed': (facts) => {
    if (facts.has('old')) {
      return {
        fine: 'Old devices speak nothing newer.',
        steps: [
          { text: 'Ask whoever runs the broker to offer TLS 1.2 or newer.' },
          { text: 'Until then, allow the old version for this profile.' }
        ]
      };
    }
    if (facts.is('speaks', 'plain') || facts.has('closed')) {
      return {
        fine: '',
        steps: [{ text: 'Use the port on which the broker speaks TLS.' }, { text: 'Or use a transport without TLS.' }]
      };
    }
    return { fine: '', steps: [{ text: 'Check the TLS settings.' }, askTheBroker] };
  },
  'websocket-refused': (facts) => ({
    fine: '',
    steps:
      facts.is('status', 401) || facts.is('status', 403)
        ? [{ text: 'Add the header it wants, such as Authorization or a cookie.' }, askTheBroker]
        : facts.has('location')
          ? [{ text: 'If you trust the new place, put it into the address:', mono: facts.text('location', '') }]
          : [{ text: 'Check the path; many brokers use /mqtt.' }, { text: 'Check the port.' }]
  }),
  'not-mqtt': () => ({ fine: '', steps: [{ text: 'Use the transport this port speaks, or another port.' }] }),
  'no-mqtt-answer': () => ({
    fine: '',
    steps: [{ text: 'Check the port.' }, { text: 'If it is right, the broker may be busy: test again.' }]
  }),
  'closed-before-connack': (facts) => ({
    fine: '',
    steps: [
      ...(facts.is('protocol', 'mqtt') || facts.is('protocol', 'ws')
        ? [{ text: 'If the port expects TLS, use mqtts:// or wss://.' }]
        : []),
      { text: 'Try another sign-in or client ID.' },
      { text: 'If the protocol is not Auto, try the other version of MQTT.' }
    ]
  }),
  'bad-credentials': () => ({
    fine: '',
    steps: [{ text: 'Type the username and the password again; both count capitals.' }, askTheBroker]
  }),
  'not-authorised': () => ({
    fine: '',
    steps: [{ text: 'Check the sign-in.' }, { text: 'Ask whoever runs the broker to let this client in.' }]
  }),
  'client-id-rejected': () => ({
    fine: '',
    steps: [{ text: 'Use the client ID the broker gave you, or a fresh one.' }]
  }),
  'protocol-version-refused': () => ({
    fine: '',
    steps: [{ text: 'Use the other version, or Auto, which finds out by itself.' }]
  }),
  'server-unavailable': () => ({ fine: 'Brokers that start or are busy say this.', steps: [testAgain, askTheBroker] }),
  'connect-refused': () => ({ fine: '', steps: [askTheBroker] }),
  'authentication-challenge': () => ({
    fine: '',
    steps: [{ text: 'Sign in with a username or a certificate instead.' }, askTheBroker]
  }),
  closed: () => ({
    fine: '',
    steps: [{ text: 'Check the filters: some brokers close instead of refusing one.' }, askTheBroker]
  }),
  'taken-over': () => ({ fine: '', steps: [{ text: 'Use a client ID of its own for this profile.' }] }),
  'disconnected-by-broker': () => ({ fine: '', steps: [{ text: 'Check the filters and the sign-in.' }, askTheBroker] }),
  'keepalive-timeout': () => ({ fine: '', steps: [{ text: 'Check the network.' }, testAgain] }),
  'malformed-packet': () => ({
    fine: '',
    steps: [{ text: 'Check the port: another program may listen there.' }, { text: 'Try the other version of MQTT.' }]
  }),
  'subscribe-not-authorised': () => ({
    fine: 'Many brokers allow a client only its own branch.',
    steps: [
      { text: 'Ask for a narrower filter, such as factory/leipzig/#.' },
      { text: 'Ask whoever runs the broker what this sign-in may read.' }
    ]
  }),
  'subscribe-refused': () => ({ fine: '', steps: [{ text: 'Change the filter or its options.' }, askTheBroker] }),
  'subscribe-unanswered': () => ({ fine: '', steps: [testAgain, { text: 'Ask for fewer or narrower filters.' }] })
};

/** What to do about the failure that ended a try to connect; null: what its own words say is all. */
export function fixText({ code, facts }: Failure): FixText | null {
  const known = Object.entries(table).find(([name]) => name === code);
  return known ? known[1](new FactReader(facts)) : null;
}

function notTrusted(facts: FactReader): FixText {
  if (facts.is('kind', 'revoked')) {
    return { fine: '', steps: [{ text: 'Do not sign in. Ask whoever runs the broker for a new certificate.' }] };
  }
  if (facts.is('kind', 'weak')) {
    return {
      fine: 'Old devices come with such certificates.',
      steps: [
        { text: 'Ask whoever runs the broker for a new one.' },
        ...comparing(facts, 'To go on until then, compare the fingerprint:')
      ]
    };
  }
  if (facts.is('kind', 'missing-intermediate')) {
    return {
      fine: 'Browsers fetch such a certificate by themselves, so nobody may have noticed.',
      steps: [
        { text: 'Ask whoever runs the broker to send the whole chain.' },
        {
          text: 'Until then, choose the missing certificate as CA file:',
          mono: facts.text('authority', facts.text('issuer', '–'))
        }
      ]
    };
  }
  if (facts.is('kind', 'crl-missing') || facts.is('kind', 'crl-outdated')) {
    return {
      fine: 'Revocation lists run out after days or weeks; it says nothing about the broker.',
      steps: [{ text: 'Choose the newest revocation list of this authority, or remove the file.' }]
    };
  }
  if (facts.is('kind', 'wrong-purpose')) {
    return {
      fine: 'Some brokers are set up with a certificate made for clients.',
      steps: [
        { text: 'Ask whoever runs the broker for one made for servers.' },
        ...comparing(facts, 'To go on until then, compare the fingerprint:')
      ]
    };
  }
  const own = facts.is('kind', 'self-signed');
  if (alsoWrong(facts)) {
    return {
      fine: 'An unknown authority alone is normal in a company or at home; the rest is not.',
      steps: [
        ...(facts.has('alsoExpired') ? [{ text: 'Ask whoever runs the broker to renew it.' }] : []),
        ...(facts.has('alsoFromMs') ? [checkClock] : []),
        ...(facts.has('alsoNames')
          ? [{ text: 'Compare the names with the broker you mean:', mono: facts.text('alsoNames', '–') }]
          : []),
        ...comparing(facts, 'To go on in spite of it, compare the fingerprint:')
      ]
    };
  }
  return {
    fine: own ? 'That is normal for a broker of one’s own.' : 'That is normal for a company’s own authority.',
    steps: [
      ...comparing(facts, 'Compare the fingerprint with whoever runs the broker:'),
      {
        text: own
          ? 'Or choose this certificate as CA file.'
          : 'Or choose the CA file of this authority, which also covers a renewed certificate.'
      }
    ]
  };
}

/** More than the one fault that the failure is named after. */
function alsoWrong(facts: FactReader): boolean {
  return ['alsoExpired', 'alsoFromMs', 'alsoNames', 'alsoWeak'].some((name) => facts.has(name));
}

function comparing(facts: FactReader, text: string): readonly FixStep[] {
  if (!facts.has('fingerprint')) return [];
  return [
    { text, mono: facts.text('fingerprint', '') },
    { text: 'If it matches, trust this certificate for this profile only.' }
  ];
}
