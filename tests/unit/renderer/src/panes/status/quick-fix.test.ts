import { describe, expect, it } from 'vitest';
import type { LinkEnd } from '../../../../../../electron/contract/connection';
import { failure, type Failure } from '../../../../../../electron/contract/failure';
import type { Profile } from '../../../../../../electron/contract/profile';
import { quickFix, withSuspicion } from '../../../../../../renderer/src/panes/status/quick-fix';
import { namedProfile } from '../../state/named-profile';

function profile(protocol: Profile['address']['protocol'], port: number, news: Partial<Profile> = {}): Profile {
  return { ...namedProfile('a'), address: { protocol, host: 'broker.example', port, path: '/' }, ...news };
}

describe('quickFix', () => {
  it.each<[string, Failure, Profile, unknown]>([
    [
      'TLS on a plain port',
      failure('tls-failed', '', { speaks: 'plain' }),
      profile('mqtts', 1883),
      { kind: 'transport', protocol: 'mqtt', port: null }
    ],
    ['the wrong port', failure('refused'), profile('mqtts', 1884), { kind: 'port', port: 8883 }],
    [
      'HTTP on the port',
      failure('not-mqtt', '', { speaks: 'http' }),
      profile('mqtts', 443),
      { kind: 'transport', protocol: 'wss', port: null }
    ],
    [
      'a version that is refused',
      failure('protocol-version-refused'),
      profile('mqtt', 1883, { mqttVersion: '5' }),
      { kind: 'version', version: '3.1.1' }
    ],
    ['an ID taken over', failure('taken-over'), profile('mqtt', 1883, { clientId: 'a' }), { kind: 'newClientId' }],
    [
      'an ID suspected',
      failure('closed', '', { clientIdSuspected: 1 }),
      profile('mqtt', 1883, { clientId: 'a' }),
      { kind: 'newClientId' }
    ]
  ])('%s', (_name, reason, of, fix) => {
    expect(quickFix(reason, of)).toEqual(fix);
  });

  it.each<[string, Failure, Profile]>([
    ['a broker that went away', failure('refused', '', { wasOnline: 1 }), profile('mqtts', 1884)],
    ['the demo, whose port is found each time', failure('refused'), profile('mqtt', 1884, { demo: true })],
    ['a wrong password', failure('bad-credentials'), profile('mqtt', 1883)],
    ['a certificate, which a person looks at first', failure('certificate-not-trusted'), profile('mqtts', 8883)],
    [
      'silence in TLS: not a reason to send in the clear',
      failure('no-answer', '', { step: 'tls' }),
      profile('mqtts', 8883)
    ],
    ['a random ID', failure('flapping', '', { randomClientId: 1 }), profile('mqtt', 1883, { clientId: 'a-{random}' })],
    ['no ID', failure('taken-over'), profile('mqtt', 1883, { clientId: '' })]
  ])('none for %s', (_name, reason, of) => {
    expect(quickFix(reason, of)).toBeNull();
  });
});

describe('withSuspicion', () => {
  const closed = failure('closed', '', { clientId: 'a' });
  const end = (livedMs: number | null, reason: Failure = closed): LinkEnd => ({ atMs: 0, livedMs, failure: reason });

  it('suspects another client at the second link in a row that ended right after it opened', () => {
    expect(withSuspicion(closed, [end(400), end(300)]).facts).toEqual({ clientId: 'a', clientIdSuspected: 1 });
  });

  it.each<[string, Failure, readonly LinkEnd[]]>([
    ['the first', closed, [end(300)]],
    ['a link that lived', closed, [end(60_000), end(300)]],
    ['a try that never came up', closed, [end(300), end(null)]],
    ['an end with a reason', closed, [end(300, failure('taken-over')), end(300)]],
    ['a random ID', failure('closed', '', { randomClientId: 1 }), [end(300), end(300)]],
    ['what is called flapping already', failure('flapping'), [end(300), end(300)]]
  ])('not at %s', (_name, reason, ends) => {
    expect(withSuspicion(reason, ends)).toBe(reason);
  });
});
