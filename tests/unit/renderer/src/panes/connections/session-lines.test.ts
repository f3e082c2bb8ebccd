import { describe, expect, it } from 'vitest';
import { failure } from '../../../../../../electron/contract/failure';
import { sessionGroups } from '../../../../../../renderer/src/panes/connections/session-lines';
import { namedProfile } from '../../state/named-profile';
import { exampleOnline } from '../../state/session-example';

const groups = (...given: Parameters<typeof exampleOnline>) =>
  sessionGroups(namedProfile('a'), exampleOnline(...given), 2_000);
const line = (found: ReturnType<typeof groups>, name: string) =>
  found.flatMap(({ lines }) => lines).find((one) => one.name === name);
const value = (...given: Parameters<typeof line>) => line(...given)?.value;

describe('sessionGroups', () => {
  it('leaves out what the broker did not say', () => {
    const found = groups();
    expect(found.map(({ title }) => title)).toEqual(['Connection', 'Session', 'Filters', 'What the broker allows']);
    expect(found[3]).toMatchObject({ lines: [], none: 'The broker named no limits.' });
    expect(value(found, 'TLS')).toBeUndefined();
    expect(value(found, 'Client ID')).toBe('treeline-1');
    expect(value(found, 'Keep-alive')).toBe('60 s');
  });

  it('says each limit, also those that are 0 or no', () => {
    const found = groups([], {
      maximumQos: 0,
      retainAvailable: false,
      receiveMaximum: 20,
      maximumPacketSizeBytes: 256_000,
      topicAliasMaximum: 0,
      wildcardsAvailable: true
    });
    expect(found[3]?.lines.map(({ name, value: shown }) => `${name}: ${shown}`)).toEqual([
      'Highest QoS: 0',
      'Retained messages: no',
      'Messages in flight: 20',
      'Largest packet: 256 KB',
      'Topic aliases: 0',
      'Wildcard filters: yes'
    ]);
  });

  it('knows an assigned client ID, a fallback, a session kept for ever, and none', () => {
    const found = groups([], {
      assignedClientId: 'treeline-1',
      fellBack: true,
      mqttVersion: '3.1.1',
      sessionExpirySeconds: 4_294_967_295,
      keepAliveSeconds: 0
    });
    expect(line(found, 'Client ID')).toMatchObject({ value: 'treeline-1', note: 'assigned by the broker', mono: true });
    expect(line(found, 'Protocol')).toMatchObject({ value: 'MQTT 3.1.1', note: 'MQTT 5 was tried first and refused' });
    expect(value(found, 'Session kept for')).toBe('ever');
    expect(value(found, 'Keep-alive')).toBe('none');
    expect(found[3]?.none).toBe('MQTT 3.1.1 has no way to say them.');
    expect(value(groups([], { sessionExpirySeconds: 0 }), 'Session kept for')).toBe('not kept');
  });

  it('says since when to the second, and the day where it was another one', () => {
    const at = new Date(2026, 2, 14, 9, 5, 7).getTime();
    const since = (nowMs: number): unknown =>
      value(sessionGroups(namedProfile('a'), { ...exampleOnline(), sinceMs: at }, nowMs), 'Connected since');
    expect(since(at + 1_000)).toBe('09:05:07');
    expect(since(at + 86_400_000)).toBe('2026-03-14 09:05:07');
  });

  it('shows the broker’s certificate, and that it is trusted by itself', () => {
    const tls = { version: 'TLSv1.3', cipher: 'X', alpn: null, byFingerprint: false };
    const certificate = { subject: 'broker.example', validToMs: 2_000 + 47.5 * 86_400_000 };
    const shown = { value: 'broker.example', mono: true };
    expect(line(groups([], { tls: { ...tls, certificate } }), 'Broker certificate')).toMatchObject({
      ...shown,
      note: '47 days left'
    });
    expect(line(groups([], { tls: { ...tls, certificate, byFingerprint: true } }), 'Broker certificate')).toMatchObject(
      { ...shown, note: '47 days left, trusted by fingerprint' }
    );
    expect(line(groups([], { tls: { ...tls, certificate: null } }), 'Broker certificate')).toBeUndefined();
  });

  it('lists each filter with what the broker granted', () => {
    const subscription = { standing: 'granted', grantedQos: 1, failure: null } as const;
    const wish = namedProfile('a').subscriptions[0];
    if (!wish) throw new Error('the example has no filter');
    const profile = { ...namedProfile('a'), subscriptions: [{ ...wish, filter: 'b/#', qos: 2 as const }] };
    const found = sessionGroups(
      profile,
      exampleOnline([
        { ...subscription, filter: 'a/#' },
        { ...subscription, filter: 'b/#' },
        {
          filter: '#',
          standing: 'refused',
          grantedQos: null,
          failure: failure('subscribe-not-authorised', '', { filter: '#' })
        },
        { filter: 'c', standing: 'asked', grantedQos: null, failure: null }
      ]),
      2_000
    );
    expect(found[2]?.lines.map(({ name, value: told }) => `${name}: ${told}`)).toEqual([
      'a/#: QoS 1',
      'b/#: QoS 1 of 2',
      '#: Not allowed to read',
      'c: Asked for, not answered yet'
    ]);
  });

  it('keeps user properties in their order, doubles and all', () => {
    const found = groups([], {
      userProperties: [
        ['region', 'eu'],
        ['region', 'de'],
        ['a', '']
      ]
    });
    expect(found[4]?.lines.map(({ name, value: shown }) => [name, shown])).toEqual([
      ['region', 'eu'],
      ['region', 'de'],
      ['a', '']
    ]);
  });
});
