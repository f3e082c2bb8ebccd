import type { FailureCode } from '../failure';
import { topicProblemWords } from './publish';
import type { FactReader, FailureEntry, FailureTable } from './failure-entry';
import { reasonCodeWords } from './reason-codes';

type LinkCode = Extract<
  FailureCode,
  | 'bad-credentials'
  | 'not-authorised'
  | 'client-id-rejected'
  | 'protocol-version-refused'
  | 'server-unavailable'
  | 'connect-refused'
  | 'authentication-challenge'
  | 'closed'
  | 'flapping'
  | 'taken-over'
  | 'disconnected-by-broker'
  | 'keepalive-timeout'
  | 'malformed-packet'
  | `subscribe-${string}`
  | 'topic-invalid'
  | 'publish-refused'
  | 'publish-unanswered'
  | 'payload-too-large'
  | 'offline'
  | 'read-only'
>;

/** What a CONNECT cannot hold, by the fact `unsendable`: each is longer than 65,535 bytes. */
const unsendableWords: ReadonlyMap<string, string> = new Map([
  ['client-id', 'The client ID is too long.'],
  ['username', 'The username is too long.'],
  ['password', 'The password is too long.'],
  ['authentication-data', 'The authentication data is too long.'],
  ['will-payload', 'The payload of the last will is too long.'],
  ['will-response-topic', 'The response topic of the last will is too long.']
]);

/** Words for what MQTT itself refuses or ends. */
export const linkFailures: FailureTable<LinkCode> = {
  'bad-credentials': (facts) =>
    // All that MQTT 3.1.1 can say of a client it does not want [MQTT-3.2.2.3].
    facts.is('reasonCode', 5)
      ? notLetIn(facts)
      : {
          brief: 'Wrong user or password',
          title: 'The broker didn’t accept this username or password',
          meaning: `Treeline does not try again by itself, so that no account gets locked.${facts.brokerSays}`,
          action: 'Edit the sign-in.'
        },
  'not-authorised': (facts) => notLetIn(facts),
  'client-id-rejected': (facts) => ({
    brief: 'Client ID rejected',
    title: 'The broker rejects this client ID',
    meaning: `It takes only certain client IDs, or refuses this one.${facts.brokerSays}`,
    action: 'Use another client ID.'
  }),
  'protocol-version-refused': (facts) => ({
    brief: 'MQTT version refused',
    title: 'The broker does not speak this version of MQTT',
    meaning: `Some brokers speak only MQTT 3.1.1, some only MQTT 5.${facts.brokerSays}`,
    action: 'Choose the other protocol version.'
  }),
  'server-unavailable': (facts) => ({
    brief: 'Broker not available',
    title: 'The broker is not available at the moment',
    meaning: `It answered, but takes no connection now. ${reasonOf(facts)}`.trim(),
    action: 'Treeline tries again by itself.'
  }),
  'connect-refused': (facts) =>
    facts.has('unsendable')
      ? {
          brief: 'Settings cannot be sent',
          title: 'MQTT cannot carry the settings of this connection',
          meaning: `${unsendableWords.get(facts.text('unsendable', '')) ?? 'One of them is not allowed.'} Nothing was sent.`,
          action: 'Edit the connection.'
        }
      : {
          brief: `Refused, code ${facts.code}`,
          title: `The broker refused with code ${facts.code}`,
          meaning: reasonOf(facts),
          action: elsewhere(facts)
        },
  'authentication-challenge': (facts) => ({
    brief: 'Sign-in asks back',
    title: 'The broker asks a question back during sign-in',
    meaning: `${facts.has('method') ? `Its method “${facts.text('method', '')}”` : 'Its method'} needs more than one answer, which Treeline cannot give.`,
    action: 'Use another way of signing in.'
  }),
  flapping: (facts) => ({
    brief: 'Closed again and again',
    title: `${facts.hostFirst} closes the connection right after it opens`,
    meaning: facts.has('randomClientId')
      ? 'It may refuse a subscription, or have another rule that this connection does not meet; it gave no reason.'
      : `Another client with ${clientId(facts)} is the likely cause: each pushes the other out.`,
    action: facts.has('randomClientId')
      ? 'Edit the subscriptions, or ask whoever runs the broker.'
      : 'Use a new client ID.'
  }),
  'read-only': () => ({
    brief: 'Read only',
    title: 'This connection is read only',
    meaning: 'Nothing is published through it.',
    action: 'Turn Read only off in the connection to publish.'
  }),
  closed: (facts) => ({
    brief: 'Connection closed',
    title: `${facts.hostFirst} closed the connection`,
    meaning: facts.has('clientIdSuspected')
      ? `Twice right after it opened, and without a reason. Another client with ${clientId(facts)} may be pushing this one out.`
      : 'It gave no reason; brokers that restart do that.',
    action: 'Treeline tries again by itself.'
  }),
  'taken-over': (facts) => ({
    brief: 'Client ID taken over',
    title: 'Another client took over this connection',
    meaning: `It signed in with ${clientId(facts)}, and a broker lets only one client use an ID.`,
    action: 'Use a new client ID.'
  }),
  'disconnected-by-broker': (facts) => ({
    brief: 'Disconnected by broker',
    title: 'The broker ended the connection',
    meaning: reasonOf(facts),
    action: elsewhere(facts)
  }),
  'keepalive-timeout': (facts) => ({
    brief: 'Connection went silent',
    title: `${facts.hostFirst} stopped answering`,
    meaning: `No sign of life came for ${facts.seconds}. The network may be gone, or the machine asleep.`,
    action: 'Treeline tries again by itself.'
  }),
  'malformed-packet': (facts) => ({
    brief: 'Unreadable packet',
    title: `${facts.hostFirst} sent something that is not MQTT`,
    meaning: 'What follows an unreadable packet cannot be trusted, so Treeline closed the connection.',
    action: 'Treeline tries again by itself.'
  }),
  'subscribe-not-authorised': (facts) =>
    // All that MQTT 3.1.1 can say [MQTT-3.9.3].
    facts.is('reasonCode', 0x80)
      ? {
          brief: 'Subscription refused',
          title: `The broker refused to subscribe ${facts.text('filter', 'this filter')}`,
          meaning: `It gives no reason; mostly this sign-in may not read it.${facts.has('others') ? ' The other subscriptions are not touched.' : ''}`,
          action: 'Edit the subscriptions.'
        }
      : {
          brief: 'Not allowed to read',
          title: `You’re not allowed to read ${facts.text('filter', 'this filter')}`,
          meaning: `The broker refused this subscription${facts.has('others') ? '; the others are not touched' : ''}.${facts.brokerSays}`,
          action: 'Edit the subscriptions.'
        },
  'subscribe-refused': (facts) =>
    facts.has('codes')
      ? {
          brief: 'Unclear answer',
          title: `The broker’s answer to subscribing ${facts.text('filter', 'this filter')} makes no sense`,
          meaning: `It gave ${facts.text('codes', 'several')} results for one filter. Its messages may be missing.`,
          action: 'Reconnect to ask again.'
        }
      : {
          brief: 'Subscription refused',
          title: `The broker refused to subscribe ${facts.text('filter', 'this filter')}`,
          meaning: reasonOf(facts),
          action: 'Edit the subscriptions.'
        },
  'subscribe-unanswered': (facts) => ({
    brief: 'Subscription unanswered',
    title: `The broker has not answered the subscription to ${facts.text('filter', 'this filter')}`,
    meaning: `Nothing came back within ${facts.seconds}. Its messages may be missing.`,
    action: 'Reconnect to ask again.'
  }),
  'topic-invalid': (facts) => ({
    brief: 'Topic not valid',
    title: facts.has('will') ? 'The last will has no topic to go to' : 'This topic cannot be published to',
    meaning: `${topicProblem(facts)}.`,
    action: facts.has('will') ? 'Edit the last will.' : 'Edit the topic.'
  }),
  'publish-refused': (facts) => {
    if (facts.has('unacknowledged')) {
      return {
        brief: 'Too many under way',
        title: 'The broker takes no more messages until it has acknowledged some',
        meaning: `It takes ${facts.text('unacknowledged', '')} at once, and all of them wait for its answer. Nothing was sent.`,
        action: 'Publish again once they are answered, or with QoS 0.'
      };
    }
    return {
      brief: 'Message refused',
      title: facts.is('reasonCode', 0x87)
        ? `You’re not allowed to publish to ${facts.text('topic', 'this topic')}`
        : 'The broker refused the message',
      meaning: reasonOf(facts),
      action: ''
    };
  },
  'publish-unanswered': (facts) => ({
    brief: 'Not acknowledged',
    title: 'The broker has not acknowledged the message',
    meaning: facts.has('closed')
      ? 'The connection ended first. The message may have arrived or not.'
      : `Nothing came back within ${facts.seconds}. The message may have arrived or not.`,
    action: ''
  }),
  'payload-too-large': (facts) =>
    facts.has('outgoing')
      ? {
          brief: 'Message too large',
          title: `The message is larger than the broker allows (${facts.size('limitBytes', 'its limit')})`,
          meaning: `It has ${facts.size('bytes', 'more')}. Nothing was sent.`,
          action: ''
        }
      : {
          brief: 'Message too large',
          title: `A message is larger than ${facts.size('limitBytes', 'the limit')}`,
          meaning: `${largeMessage(facts)} Treeline dropped the connection instead of taking it in; if the message is retained, it comes again at the next try.`,
          action: 'Raise the limit in the settings, or subscribe without this topic.'
        },
  offline: () => ({
    brief: 'Not connected',
    title: 'Not connected',
    meaning: 'Nothing was sent.',
    action: 'Publish again once connected.'
  })
};

/** A wrong password and a client that may not connect are told apart by hardly any broker. */
function notLetIn(facts: FactReader): FailureEntry {
  return {
    brief: 'Sign-in refused',
    title: 'The broker does not let you in',
    meaning: `The username or password is wrong, or this client may not connect.${facts.brokerSays}`,
    action: 'Edit the sign-in.'
  };
}

/** A code without words is shown as it is, and the broker's own text in quotes. */
function reasonOf(facts: FactReader): FailureEntry['meaning'] {
  const unknown = facts.has('reasonCode') ? `Its code ${facts.code} is none that MQTT defines.` : 'It gives no reason.';
  return `${reasonCodeWords.get(facts.code) ?? unknown}${facts.brokerSays}`;
}

/** Where a broker points: never followed unasked. */
function elsewhere(facts: FactReader): FailureEntry['action'] {
  if (!facts.has('serverReference')) return '';
  return `It names ${facts.text('serverReference', '')}; edit the address if you trust it.`;
}

function clientId(facts: FactReader): string {
  return facts.has('clientId') ? `the client ID “${facts.text('clientId', '')}”` : 'the same client ID';
}

function largeMessage(facts: FactReader): string {
  const size = facts.size('bytes', '');
  const topic = facts.text('topic', '');
  if (topic === '') return 'The broker sent it unannounced.';
  return size === '' ? `It is on ${topic}.` : `The one on ${topic} has ${size}.`;
}

function topicProblem(facts: FactReader): string {
  const problem = facts.text('problem', '');
  const known = Object.entries(topicProblemWords).find(([name]) => name === problem);
  return known?.[1] ?? 'MQTT does not allow it';
}
