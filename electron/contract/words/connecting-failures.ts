import type { FailureCode } from '../failure';
import type { FactReader, FailureEntry, FailureTable } from './failure-entry';

type ConnectingCode = Extract<
  FailureCode,
  | 'address-invalid'
  | 'name-not-found'
  | 'refused'
  | 'unreachable'
  | 'no-answer'
  | 'reset'
  | 'tls-failed'
  | 'websocket-refused'
  | 'not-mqtt'
  | 'no-mqtt-answer'
  | 'closed-before-connack'
>;

/** Words for the way up to MQTT: address, TCP, TLS, WebSocket. */
export const connectingFailures: FailureTable<ConnectingCode> = {
  'address-invalid': (facts) => ({
    brief: 'Address not readable',
    title: facts.has('address')
      ? `“${facts.text('address', '')}” is not a broker’s address`
      : 'The address is not readable',
    meaning: 'An address looks like mqtt://host:1883, mqtts://host:8883 or wss://host/mqtt.',
    action: 'Edit the address.'
  }),
  'name-not-found': (facts) => ({
    brief: 'Name not found',
    title: `No address found for ${facts.host}`,
    meaning: 'The name is misspelt, or this computer cannot reach the name server that knows it.',
    action: 'Check the name in the address, and the network or VPN.'
  }),
  refused: (facts) =>
    facts.is('protocol', 'unix')
      ? {
          brief: 'Nothing listening',
          title: `Nothing is listening at ${facts.text('path', 'this path')}`,
          meaning: 'The socket is there, but the broker behind it is not running.',
          action: 'Start the broker, or check the path.'
        }
      : {
          brief: 'Nothing listening',
          title: `Nothing is listening on ${facts.port}`,
          meaning: `${facts.hostFirst} answered and turned the connection away: the broker is not running, or it uses another port.`,
          action: 'Check the port, or start the broker.'
        },
  unreachable: (facts) => {
    if (facts.has('denied')) {
      return facts.is('protocol', 'unix')
        ? {
            brief: 'Not allowed to open',
            title: `Treeline may not open ${facts.text('path', 'this socket')}`,
            meaning: 'The socket belongs to another account on this computer.',
            action: 'Ask for access to it, or use the broker’s port.'
          }
        : {
            brief: 'Not allowed to connect',
            title: `This computer does not let Treeline connect to ${facts.host}`,
            meaning: 'A firewall or security program here forbids it.',
            action: 'Allow Treeline there.'
          };
    }
    return {
      brief: 'Host unreachable',
      title: `No way to ${facts.host}`,
      meaning: 'The network reports that it cannot get there.',
      action: 'Check the network or VPN.'
    };
  },
  'no-answer': (facts) => ({
    brief: 'No answer',
    title: facts.is('step', 'name')
      ? `Looking up ${facts.host} takes too long`
      : facts.is('step', 'proxy')
        ? `The proxy ${facts.text('proxyHost', '')} opens no way to ${facts.host}`.replace(/ {2}/g, ' ')
        : `${facts.hostFirst} does not answer`,
    meaning: silence(facts),
    action: facts.is('step', 'proxy')
      ? 'Check the proxy’s address, and the broker’s.'
      : 'Check the address and the firewall.'
  }),
  reset: (facts) =>
    facts.has('unknown')
      ? {
          brief: 'Connecting failed',
          title: `Connecting to ${facts.host} failed`,
          meaning: 'This computer reports an error that Treeline has no words for; its code is shown with this.',
          action: 'Treeline tries again by itself.'
        }
      : facts.is('step', 'websocket')
        ? {
            brief: 'Connection cut',
            title: `${facts.hostFirst} cut the connection instead of upgrading to WebSocket`,
            meaning: 'Plain MQTT ports do that.',
            action: 'Check the port, or use mqtt:// or mqtts://.'
          }
        : {
            brief: 'Connection cut',
            title: `The connection to ${facts.host} was cut`,
            meaning: 'The other side, or something between, ended it without a word.',
            action: 'Treeline tries again by itself.'
          },
  'tls-failed': (facts) => {
    const base = { brief: 'TLS failed', title: `No TLS connection with ${facts.host}` };
    if (facts.is('speaks', 'plain')) {
      return {
        ...base,
        title: `${capitalised(facts.port)} does not use TLS`,
        meaning: 'What came back is not encrypted.',
        action: 'Use mqtt:// or ws://, or the broker’s TLS port.'
      };
    }
    if (facts.has('old')) return { ...base, ...oldVersion(facts) };
    const reason = reasons.get(facts.text('reason', ''));
    if (reason) return { ...base, ...reason(facts) };
    if (facts.has('closed')) {
      return {
        ...base,
        meaning: facts.has('alpn')
          ? `The other side closed the connection instead of agreeing on TLS. Brokers that do not take the ALPN names ${facts.text('alpn', '')} do that, and ports without TLS, too.`
          : 'The other side closed the connection instead of agreeing on TLS. Ports without TLS do that, too.',
        action: facts.has('alpn')
          ? 'Check the port and the ALPN names, under TLS.'
          : 'Check the port, or use mqtt:// or ws://.'
      };
    }
    return {
      ...base,
      meaning: 'The two sides could not agree on how to encrypt.',
      action: 'Check the port and the TLS settings.'
    };
  },
  'websocket-refused': (facts) => {
    const path = facts.text('path', '/');
    const status = facts.text('status', '');
    if (status === '') return { ...webSocketProblem(facts), brief: 'WebSocket refused' };
    const redirect = facts.has('location')
      ? `It points to ${facts.text('location', '')}.`
      : 'It points somewhere else.';
    const answers: ReadonlyMap<string, readonly [meaning: string, action: string]> = new Map([
      [
        '401',
        [`It wants a sign-in on HTTP itself for ${path}.`, 'Add the header it asks for, under Proxy and headers.']
      ],
      ['403', [`It forbids ${path}.`, 'Check the path, and the headers that sign you in.']],
      ['404', [`It has nothing at ${path}.`, 'Check the path; many brokers use /mqtt.']],
      ['426', ['It wants another protocol on this path.', 'Check the path and the port; many brokers use /mqtt.']]
    ]);
    const [meaning, action] = /^3\d\d$/.test(status)
      ? [
          `${redirect} Treeline does not follow, so that no sign-in goes to another server.`,
          'Edit the address if you trust that place.'
        ]
      : (answers.get(status) ?? [
          `It answered HTTP ${status} for ${path}.`,
          'Check the path and the port; many brokers use /mqtt.'
        ]);
    return {
      brief: `WebSocket refused, ${status}`,
      title: `${facts.hostFirst} refused the WebSocket with HTTP ${status}`,
      meaning,
      action
    };
  },
  'not-mqtt': (facts) => {
    if (facts.is('speaks', 'http')) {
      return {
        brief: 'Answers HTTP',
        title: `${capitalised(facts.port)} answers HTTP, not MQTT`,
        meaning: 'This is a web server, or a broker’s WebSocket port.',
        action: facts.is('protocol', 'mqtts') ? 'Try wss:// with this port.' : 'Try ws:// with this port.'
      };
    }
    return {
      brief: 'Port expects TLS',
      title: `${capitalised(facts.port)} expects TLS`,
      meaning: 'It answered with a TLS alert.',
      action: 'Use mqtts:// or wss:// with this port.'
    };
  },
  'no-mqtt-answer': (facts) => ({
    brief: 'No MQTT answer',
    title: `${facts.hostFirst} took the connection but does not speak MQTT`,
    meaning: `No answer to the sign-in came within ${facts.seconds}. Perhaps ${facts.port} is no MQTT port.`,
    action: 'Check the port.'
  }),
  'closed-before-connack': (facts) => {
    const base = {
      brief: 'Closed at sign-in',
      title: `${facts.hostFirst} closed the connection instead of answering`
    };
    if (facts.has('alpn')) {
      return {
        ...base,
        meaning: `It took none of the protocol names (ALPN) that were offered: ${facts.text('alpn', '')}. Brokers that want another one do that, and those that refuse this client.`,
        action: 'Check the ALPN names, under TLS, and the sign-in.'
      };
    }
    return facts.is('protocol', 'mqtt')
      ? {
          ...base,
          meaning: 'Ports that expect TLS do that, and brokers that refuse this MQTT version or client.',
          action: 'Check the port, and try mqtts://.'
        }
      : {
          ...base,
          meaning: 'Brokers that refuse this MQTT version or client do that.',
          action: 'Check the MQTT version and the sign-in.'
        };
  }
};

type Explanation = Pick<FailureEntry, 'meaning' | 'action'>;

/** What TLS alerts and errors mean, by the fact `reason`. */
const reasons: ReadonlyMap<string, (facts: FactReader) => Explanation> = new Map([
  [
    'alpn',
    (facts: FactReader) => ({
      meaning: facts.has('alpn')
        ? `The broker takes none of the protocol names (ALPN) that were offered: ${facts.text('alpn', '')}.`
        : 'The broker wants to hear a protocol name (ALPN), and none was offered.',
      action: 'Edit the ALPN names, under TLS.'
    })
  ],
  [
    'server-name',
    (facts: FactReader) => ({
      meaning: `The broker knows no server of the name ${facts.text('serverName', facts.host)}.`,
      action: 'Edit the server name (SNI), under TLS.'
    })
  ],
  [
    'nothing-in-common',
    () => ({
      meaning:
        'The two sides have no cipher or kind of certificate in common. Brokers with an Ed25519 certificate do that, and some that want a client certificate or another server name.',
      action: 'Ask whoever runs the broker for an ECDSA or RSA certificate, or check the TLS settings.'
    })
  ],
  [
    'certificate-type',
    () => ({
      meaning: 'The broker’s certificate has a kind of key that Treeline cannot check, or is damaged.',
      action: 'Ask whoever runs the broker for an ECDSA or RSA certificate.'
    })
  ],
  [
    'weak',
    () => ({
      meaning: 'The broker’s keys are so short that they can be broken with today’s means.',
      action: 'Ask whoever runs the broker for longer ones.'
    })
  ]
]);

function oldVersion(facts: FactReader): Explanation {
  const lowest = facts.text('minVersion', '');
  if (lowest === 'TLSv1.3') {
    return {
      meaning: 'The broker does not offer TLS 1.3, and this connection takes nothing older.',
      action: 'Lower the minimum version, under TLS.'
    };
  }
  if (lowest === 'TLSv1' || lowest === 'TLSv1.1') {
    return {
      meaning: 'The broker speaks only versions of TLS that are too old even for this connection.',
      action: 'Ask whoever runs the broker to offer TLS 1.2 or newer.'
    };
  }
  return {
    meaning: 'The broker speaks only old versions of TLS that are no longer safe.',
    action: 'Ask whoever runs the broker to offer TLS 1.2 or newer; the minimum version is under TLS.'
  };
}

function webSocketProblem(facts: FactReader): Omit<FailureEntry, 'brief'> {
  const title = `${facts.hostFirst} refused the WebSocket`;
  if (facts.is('reason', 'header')) {
    return {
      title: `The header ${facts.text('header', '')} cannot be sent`,
      meaning: 'Its value has line breaks or characters that HTTP does not allow.',
      action: 'Edit the header.'
    };
  }
  if (facts.is('reason', 'subprotocol')) {
    return {
      title: `${facts.hostFirst} does not speak MQTT on this WebSocket`,
      meaning: `It opened ${facts.text('path', 'the path')}, but did not agree on the subprotocol mqtt.`,
      action: 'Check the path; many brokers use /mqtt.'
    };
  }
  return {
    title,
    meaning: 'Its answer is not a WebSocket’s.',
    action: 'Check the path and the port; many brokers use /mqtt.'
  };
}

/** What a time limit that passed says of the step it passed in. */
function silence(facts: FactReader): string {
  switch (facts.text('step', '')) {
    case 'name':
      return `No name server answered within ${facts.seconds}.`;
    case 'proxy':
      return `The proxy took the connection, but nothing came back within ${facts.seconds}: it does not reach the broker, or is no proxy of this kind.`;
    case 'tls':
      return `It took the connection but did not agree on TLS within ${facts.seconds}.`;
    case 'websocket':
      return `It took the connection but did not answer the WebSocket request within ${facts.seconds}.`;
    default:
      return `Nothing came back on ${facts.port} within ${facts.seconds}: the machine is off, or a firewall drops the packets.`;
  }
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
