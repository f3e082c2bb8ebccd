import type { FailureCode } from '../failure';
import { capitalised } from './capitalised';
import type { FactReader, FailureTable } from './failure-entry';

type ConnectingCode = Extract<
  FailureCode,
  | 'address-invalid'
  | 'name-not-found'
  | 'refused'
  | 'unreachable'
  | 'no-answer'
  | 'reset'
  | 'not-mqtt'
  | 'no-mqtt-answer'
  | 'closed-before-connack'
>;

/** Words for the way up to MQTT: address and TCP, and what answers there. TLS and WebSocket have files of their own. */
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
          title: `Nothing is listening at ${facts.text('path', 'this path')}${facts.has('wasOnline') ? ' any more' : ''}`,
          meaning: 'The socket is there, but the broker behind it is not running.',
          action: facts.has('wasOnline') ? 'Treeline tries again by itself.' : 'Start the broker, or check the path.'
        }
      : facts.has('wasOnline')
        ? {
            brief: 'Nothing listening',
            title: `Nothing is listening on ${facts.port} any more`,
            meaning: `The broker went away: this connection was up before. ${facts.hostFirst} still answers, so it was stopped, or it is starting again.`,
            action: 'Treeline tries again by itself.'
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
            meaning: facts.has('clientIdSuspected')
              ? 'Twice right after it opened, and without a word. Another client with the same client ID may be pushing this one out.'
              : 'The other side, or something between, ended it without a word.',
            action: 'Treeline tries again by itself.'
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
