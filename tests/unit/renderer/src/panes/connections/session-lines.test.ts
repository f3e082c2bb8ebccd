import { describe, expect, it } from 'vitest';
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
    expect(found.map(({ title }) => title)).toEqual(['Connection', 'Session', 'What the broker allows']);
    expect(found[2]).toMatchObject({ lines: [], none: 'The broker named no limits.' });
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
    expect(found[2]?.lines.map(({ name, value: shown }) => `${name}: ${shown}`)).toEqual([
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
    expect(found[2]?.none).toBe('MQTT 3.1.1 has no way to say them.');
    expect(value(groups([], { sessionExpirySeconds: 0 }), 'Session kept for')).toBe('not kept');
  });

  it('keeps user properties in their order, doubles and all', () => {
    const found = groups([], {
      userProperties: [
        ['region', 'eu'],
        ['region', 'de'],
        ['a', '']
      ]
    });
    expect(found[3]?.lines.map(({ name, value: shown }) => [name, shown])).toEqual([
      ['region', 'eu'],
      ['region', 'de'],
      ['a', '']
    ]);
  });
});
