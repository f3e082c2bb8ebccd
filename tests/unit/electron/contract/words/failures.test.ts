import { describe, expect, it } from 'vitest';
import { failure, failureCodes, type FailureFacts } from '../../../../../electron/contract/failure';
import { failureBrief, failureWords } from '../../../../../electron/contract/words/failures';

/** Facts as the rooms send them, so that every branch is read at least once. */
const factSets: readonly FailureFacts[] = [
  {},
  { host: 'broker.example', port: 8883, protocol: 'mqtts', step: 'tcp', seconds: 10 },
  { step: 'tls', seconds: 15, closed: 1 },
  { step: 'name', old: 1 },
  { step: 'websocket', status: 404, path: '/x' },
  { status: 302, location: 'https://elsewhere.example/' },
  { kind: 'self-signed', subject: 'localhost' },
  { kind: 'revoked', issuer: 'Authority' },
  { kind: 'weak' },
  { kind: 'unknown-authority', issuer: 'Authority' },
  { whose: 'authority', days: 1, validToMs: 0, validFromMs: 86_400_000 },
  { whose: 'broker', days: 0, validToMs: Number.NaN },
  { speaks: 'http', protocol: 'mqtts' },
  { speaks: 'plain', protocol: 'mqtt' },
  { reason: 'no-key', fileName: 'a.pem' },
  { reason: 'no-certificate' },
  { reason: 'encrypted' },
  { reason: 'other-certificate' },
  { reason: 'too-large', limitBytes: 64_000 },
  { reason: 'no-file' },
  { reason: 'ENOSPC' },
  { reason: 'EACCES' },
  { refusedByBroker: 1 },
  { reasonCode: 0x87, brokerSays: 'not today', topic: 'a/b', filter: 'a/#' },
  { reasonCode: 0x9d, serverReference: 'other.example:1883' },
  { reasonCode: 0xff },
  { clientId: 'line-1', times: 3, livedMs: 10 },
  { times: 3, randomClientId: 1 },
  { unsendable: 'username' },
  { unsendable: 'settings' },
  { filter: 'a/#', codes: 2 },
  { will: 1, problem: 'wildcard', topic: 'a/#' },
  { unknown: 1, host: 'broker.example' },
  { unacknowledged: 20 },
  { reason: 'stopped' },
  { reasonCode: 0x80, filter: 'a/#' },
  { reasonCode: 0x80, filter: 'a/#', others: 2 },
  { reasonCode: 5 },
  { host: 'broker.example', port: 1883, wasOnline: 1 },
  { protocol: 'unix', path: '/run/mqtt.sock', wasOnline: 1 },
  { clientId: 'line-1', clientIdSuspected: 1 },
  { kind: 'unknown-authority', issuer: 'Authority', alsoExpired: 324, alsoNames: 'broker.example' },
  { kind: 'self-signed', subject: 'localhost', alsoExpired: 0, alsoWeak: 1 },
  { kind: 'self-signed', subject: 'localhost', alsoFromMs: 86_400_000 },
  { kind: 'unknown-authority', issuer: 'Issuing', authority: 'Root' },
  { kind: 'unknown-authority', issuer: 'Authority', authority: 'Authority', otherKey: 1 },
  { kind: 'missing-intermediate', issuer: 'Issuing' },
  { kind: 'weak', whose: 'authority' },
  { kind: 'wrong-purpose', issuer: 'Authority' },
  { kind: 'crl-missing', issuer: 'Authority' },
  { kind: 'crl-outdated' },
  { kind: 'invalid-chain' },
  { oldFingerprint: 'AA:BB', fingerprint: 'CC:DD', subject: 'localhost' },
  { serverName: 'broker.internal', names: 'broker.example' },
  { protocol: 'unix', path: '/run/mqtt.sock', denied: 1 },
  { host: 'broker.example', denied: 1 },
  { reason: 'alpn', alpn: 'mqtt, x-amzn-mqtt-ca' },
  { reason: 'alpn' },
  { closed: 1, alpn: 'mqtt' },
  { reason: 'server-name' },
  { reason: 'nothing-in-common' },
  { reason: 'certificate-type' },
  { reason: 'weak' },
  { old: 1, minVersion: 'TLSv1.3' },
  { old: 1, minVersion: 'TLSv1.1' },
  { old: 1, minVersion: 'TLSv1.2' },
  { what: 'key', why: 'last-run' },
  { what: 'header-h1', why: 'last-run' },
  { status: 401, path: '/mqtt' },
  { status: 403, path: '/mqtt' },
  { status: 301 },
  { status: 500 },
  { reason: 'header', header: 'X-Token' },
  { reason: 'subprotocol', path: '/chat' },
  { reason: 'handshake' },
  { step: 'proxy', seconds: 10, host: 'broker.example', proxyHost: 'proxy.example' },
  { proxyHost: 'proxy.example', proxyPort: 3128, proxySystem: 1, reason: 'refused' },
  { proxyHost: 'proxy.example', proxyPort: 3128, reason: 'no-answer', seconds: 10 },
  { proxyHost: 'proxy.example', reason: 'no-sign-in', proxySystem: 1 },
  { proxyHost: 'proxy.example', reason: 'wrong' },
  { proxyHost: 'proxy.example', reason: 'too-long' },
  { reason: 'unix', protocol: 'unix', path: '/run/mqtt.sock' },
  { reason: 'not-http', proxyHost: 'proxy.example' },
  { reason: 'not-socks', proxyHost: 'proxy.example' },
  { reason: 'ConnectionRefused', host: 'broker.example', port: 1883 },
  { reason: 'NotAllowed' },
  { reason: 'closed' },
  { reason: 'NetworkUnreachable' },
  { reason: 'AddressNotSupported' },
  { outgoing: 1, bytes: 300, limitBytes: 256_000 },
  { topic: 'a/b', bytes: 300_000_000, limitBytes: 256_000_000 },
  { problem: 'wildcard' },
  { what: 'key', times: 5, entries: 2 },
  { recovered: 'copy', keptAs: 'profiles.json.corrupt-1' },
  { address: '://' },
  { file: 'secrets.json', recovered: 'nothing', keptAs: 'secrets.json.corrupt-1' }
];

describe.each(failureCodes)('%s', (code) => {
  it('is told as DESIGN.md section 11 wants it, whatever facts are known', () => {
    for (const facts of factSets) {
      const { title, meaning, action } = failureWords(failure(code, 'RAW_CODE', facts));
      const brief = failureBrief(failure(code, 'RAW_CODE', facts));
      const all = [brief, title, meaning, action].filter((part) => part !== '').join(' ');
      expect(title).toMatch(/^([^a-z]|broker\.example ).*[^.]$/);
      expect(brief).toMatch(/^\S+( \S+){1,4}$/);
      for (const sentence of [meaning, action]) expect(sentence).toMatch(/^$|^(["“+A-Z]|broker\.example ).*[.”]$/);
      expect(all).not.toMatch(/undefined|NaN|\bnull|Invalid Date|\[object|RAW_CODE|!|[Pp]lease\b|[Oo]ops|successfully/);
      expect(all).not.toMatch(/ {2}| \.|\.\.$/);
    }
  });

  it('has a meaning even where nothing is known', () => {
    expect(failureWords(failure(code)).meaning).not.toBe('');
  });
});

describe('the sentences of the design', () => {
  it.each<[Parameters<typeof failure>, string]>([
    [['refused', 'ECONNREFUSED', { port: 8883 }], 'Nothing is listening on port 8883'],
    [['refused', 'ECONNREFUSED', { port: 8883, wasOnline: 1 }], 'Nothing is listening on port 8883 any more'],
    [['bad-credentials', 'CONNACK 0x05', { reasonCode: 5 }], 'The broker does not let you in'],
    [['name-not-found', 'ENOTFOUND', { host: 'broker.example' }], 'No address found for broker.example'],
    [['bad-credentials', 'CONNACK 0x86'], 'The broker didn’t accept this username or password'],
    [['taken-over', 'DISCONNECT 0x8E'], 'Another client took over this connection'],
    [['subscribe-not-authorised', 'SUBACK 0x87', { filter: 'factory/#' }], 'You’re not allowed to read factory/#'],
    [
      ['subscribe-not-authorised', 'SUBACK 0x80', { filter: 'a/#', reasonCode: 0x80 }],
      'The broker refused to subscribe a/#'
    ],
    [['reset', 'EODD', { host: 'b', step: 'tcp', unknown: 1 }], 'Connecting to b failed'],
    [['certificate-expired', '', { whose: 'broker', days: 3 }], 'The broker’s certificate expired 3 days ago'],
    [
      ['payload-too-large', '0x95', { outgoing: 1, limitBytes: 256_000 }],
      'The message is larger than the broker allows (256 KB)'
    ],
    [['connect-refused', 'CONNACK 0x97', { reasonCode: 0x97 }], 'The broker refused with code 0x97']
  ])('%j', (args, title) => {
    expect(failureWords(failure(...args)).title).toBe(title);
  });

  it.each([
    ['profiles-unreadable', 'profiles.json', 'The saved connections could not be read'],
    ['profiles-unreadable', 'secrets.json', 'The saved passwords and private keys could not be read'],
    ['profiles-newer', 'profiles.json', 'The saved connections are from a newer Treeline'],
    ['profiles-newer', 'secrets.json', 'The saved passwords and private keys are from a newer Treeline']
  ] as const)('%s of %s names what the file holds', (code, file, title) => {
    expect(failureWords(failure(code, '', { file })).title).toBe(title);
  });

  it('blames the client ID of a link that closes again and again only where another client can have it', () => {
    const meaning = (facts: FailureFacts): string =>
      failureWords(failure('flapping', '', { times: 3, ...facts })).meaning;
    expect(meaning({ clientId: 'line-1' })).toContain('client ID “line-1”');
    expect(meaning({ randomClientId: 1 })).not.toContain('client ID');
  });

  it('has words for every reason code of MQTT 5, and shows the number of any other', () => {
    const meaning = (reasonCode: number): string =>
      failureWords(failure('disconnected-by-broker', '', { reasonCode, brokerSays: 'so there' })).meaning;
    const known = Array.from({ length: 0xa2 - 0x80 + 1 }, (_, index) => 0x80 + index);
    for (const reasonCode of [0x00, 0x04, 0x10, 0x11, 0x18, 0x19, ...known]) {
      expect(meaning(reasonCode)).not.toContain('0x');
      expect(meaning(reasonCode)).toMatch(/\. It says: “so there”\.$/);
    }
    for (const reasonCode of [0x06, 0x7f, 0xa3, 0xff]) {
      expect(meaning(reasonCode)).toContain(`0x${reasonCode.toString(16).toUpperCase().padStart(2, '0')}`);
    }
  });

  it('quotes the broker', () => {
    const { meaning } = failureWords(failure('connect-refused', '', { reasonCode: 0x8a, brokerSays: 'go away' }));
    expect(meaning).toBe('It has banned this client. It says: “go away”.');
  });

  it('names topic, size and bound of a message that was too large to take in', () => {
    const { title, meaning } = failureWords(
      failure('payload-too-large', '', { topic: 'cam/1', bytes: 12_345_678, limitBytes: 1_000_000 })
    );
    expect(title).toBe('A message is larger than 1 MB');
    expect(meaning).toContain('The one on cam/1 has 12 MB.');
  });
});
