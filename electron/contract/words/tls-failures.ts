import { capitalised } from './capitalised';
import type { FactReader, FailureEntry, FailureTable } from './failure-entry';

/** Words for a TLS handshake that comes to nothing; certificates have a file of their own. */
export const tlsFailures: FailureTable<'tls-failed'> = {
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
    'alpn-too-long',
    () => ({
      meaning: 'One of the protocol names (ALPN) is longer than 255 bytes, which TLS cannot carry. Nothing was sent.',
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
    'broken',
    () => ({
      meaning:
        'TLS broke off in the middle: the broker’s side has a problem of its own, or something between damages what is sent.',
      action: 'Treeline tries again by itself.'
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
