import type { FailureCode } from '../failure';
import type { FailureTable } from './failure-entry';

type ConnectingCode = Extract<
  FailureCode,
  | 'address-invalid'
  | 'name-not-found'
  | 'refused'
  | 'unreachable'
  | 'no-answer'
  | 'reset'
  | `certificate-not-${string}`
  | 'certificate-expired'
  | 'certificate-wrong-host'
  | 'certificate-changed'
  | `client-certificate-${string}`
  | 'tls-failed'
  | 'websocket-refused'
  | 'not-mqtt'
  | 'no-mqtt-answer'
  | 'closed-before-connack'
>;

const trustAction = 'Choose the CA file that issued it, under TLS.';

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
  refused: (facts) => ({
    brief: 'Nothing listening',
    title: `Nothing is listening on ${facts.port}`,
    meaning: `${facts.hostFirst} answered and turned the connection away: the broker is not running, or it uses another port.`,
    action: 'Check the port, or start the broker.'
  }),
  unreachable: (facts) => ({
    brief: 'Host unreachable',
    title: `No way to ${facts.host}`,
    meaning: 'The network reports that it cannot get there.',
    action: 'Check the network or VPN.'
  }),
  'no-answer': (facts) => ({
    brief: 'No answer',
    title: facts.is('step', 'name') ? `Looking up ${facts.host} takes too long` : `${facts.hostFirst} does not answer`,
    meaning: facts.is('step', 'tls')
      ? `It took the connection but did not agree on TLS within ${facts.seconds}.`
      : facts.is('step', 'websocket')
        ? `It took the connection but did not answer the WebSocket request within ${facts.seconds}.`
        : `Nothing came back on ${facts.port} within ${facts.seconds}: the machine is off, or a firewall drops the packets.`,
    action: 'Check the address and the firewall.'
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
  'certificate-not-trusted': (facts) => {
    const issuer = facts.text('issuer', 'an unknown authority');
    if (facts.is('kind', 'self-signed')) {
      return {
        brief: 'Certificate not trusted',
        title: 'The broker’s certificate is signed by itself',
        meaning: `“${facts.text('subject', facts.host)}” vouches for itself, so nothing shows that this is your broker.`,
        action: 'If it is yours, choose this certificate as the CA file, under TLS.'
      };
    }
    if (facts.is('kind', 'revoked')) {
      return {
        brief: 'Certificate revoked',
        title: 'The broker’s certificate was revoked',
        meaning: `“${issuer}” has withdrawn it.`,
        action: 'Ask whoever runs the broker for a new one.'
      };
    }
    if (facts.is('kind', 'weak')) {
      return {
        brief: 'Certificate too weak',
        title: 'The broker’s certificate is too weak',
        meaning: 'Its key or signature can be forged with today’s means.',
        action: 'Ask whoever runs the broker for a new one.'
      };
    }
    return {
      brief: 'Certificate not trusted',
      title: 'The broker’s certificate is not trusted',
      meaning: `It was issued by “${issuer}”, which this connection does not know.`,
      action: trustAction
    };
  },
  'certificate-expired': (facts) => {
    const days = facts.days('days');
    const whose = facts.is('whose', 'authority')
      ? 'The certificate of the broker’s authority'
      : 'The broker’s certificate';
    return {
      brief: 'Certificate expired',
      title: days === null || facts.is('days', 0) ? `${whose} has expired` : `${whose} expired ${days} ago`,
      meaning: `It was valid until ${facts.date('validToMs', 'some time ago')}. Nothing shows any more that this is your broker.`,
      action: 'Ask whoever runs the broker to renew it, and check this computer’s clock.'
    };
  },
  'certificate-not-yet-valid': (facts) => ({
    brief: 'Certificate not valid yet',
    title: 'The broker’s certificate is not valid yet',
    meaning: `It starts on ${facts.date('validFromMs', 'a later day')}.`,
    action: 'Check this computer’s clock.'
  }),
  'certificate-wrong-host': (facts) => ({
    brief: 'Certificate for another host',
    title: `The certificate is not for ${facts.host}`,
    meaning: `It is for ${facts.text('names', 'other names')}. This may be another machine than the one you mean.`,
    action: 'Use one of those names in the address.'
  }),
  'certificate-changed': (facts) => ({
    brief: 'Certificate changed',
    title: 'The broker shows another certificate than the one you trust',
    meaning: `You trust ${facts.text('oldFingerprint', 'another one')}. It now shows ${facts.text('fingerprint', 'this one')}, for “${facts.text('subject', facts.host)}”.`,
    action: 'Ask whoever runs the broker whether it was replaced before you trust the new one.'
  }),
  'client-certificate-required': () => ({
    brief: 'Client certificate needed',
    title: 'The broker asks for a client certificate',
    meaning: 'It lets in only clients that show a certificate of their own.',
    action: 'Choose your certificate and its key, under TLS.'
  }),
  'client-certificate-invalid': (facts) => {
    if (facts.has('refusedByBroker')) {
      return {
        brief: 'Client certificate refused',
        title: 'The broker does not accept your certificate',
        meaning: 'It was issued by an authority the broker does not know, or it has expired.',
        action: 'Choose another client certificate, under TLS.'
      };
    }
    const missing = facts.is('reason', 'no-key') ? 'key' : facts.is('reason', 'no-certificate') ? 'certificate' : null;
    return {
      brief: 'Client certificate unusable',
      title: missing
        ? `The client certificate’s ${missing} is missing`
        : 'Your certificate and key do not fit each other',
      meaning: missing ? 'A certificate and its private key go together.' : 'The key belongs to another certificate.',
      action: missing ? `Choose the ${missing}, under TLS.` : 'Choose the matching pair, under TLS.'
    };
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
    if (facts.has('closed')) {
      return {
        ...base,
        meaning: 'The other side closed the connection instead of agreeing on TLS. Ports without TLS do that, too.',
        action: 'Check the port, or use mqtt:// or ws://.'
      };
    }
    if (facts.has('old')) {
      return {
        ...base,
        meaning: 'The broker speaks only old versions of TLS that are no longer safe.',
        action: 'Ask whoever runs the broker to offer TLS 1.2 or newer.'
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
    const meanings: ReadonlyMap<string, string> = new Map([
      ['401', 'It wants a sign-in on HTTP itself.'],
      ['403', 'It forbids this path.'],
      ['404', `It has nothing at ${path}.`]
    ]);
    const redirect = facts.has('location')
      ? `It points to ${facts.text('location', '')}, which Treeline does not follow.`
      : null;
    return {
      brief: status === '' ? 'WebSocket refused' : `WebSocket refused, ${status}`,
      title: `${facts.hostFirst} refused the WebSocket`,
      meaning:
        redirect ??
        meanings.get(status) ??
        (status === '' ? 'Its answer is not a WebSocket’s.' : `It answered HTTP ${status} for ${path}.`),
      action: 'Check the path and the port; many brokers use /mqtt.'
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
  'closed-before-connack': (facts) => ({
    brief: 'Closed at sign-in',
    title: `${facts.hostFirst} closed the connection instead of answering`,
    meaning: facts.is('protocol', 'mqtt')
      ? `Ports that expect TLS do that, and brokers that refuse this MQTT version or client.`
      : 'Brokers that refuse this MQTT version or client do that.',
    action: facts.is('protocol', 'mqtt')
      ? 'Check the port, and try mqtts://.'
      : 'Check the MQTT version and the sign-in.'
  })
};

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
