import { describe, expect, it } from 'vitest';
import { sectionOf } from '../../../../../renderer/src/state/draft-fields';
import { mqtt5Problems, mqtt5Values } from '../../../../../renderer/src/state/draft-mqtt5';
import { richFields } from './profile-example';

describe('the section MQTT 5', () => {
  it.each([
    ['sessionExpiry', 'mqtt5-session-expiry', '4294967296'],
    ['receiveMaximum', 'mqtt5-receive-maximum', '0'],
    ['maximumPacketSize', 'mqtt5-maximum-packet-size', '268435461'],
    ['topicAliasMaximum', 'mqtt5-topic-alias-maximum', '1001']
  ] as const)('holds %s to its bounds, and takes nothing for not sent', (name, field, wrong) => {
    const values = mqtt5Values(richFields.mqtt5);
    expect(mqtt5Problems({ ...values, [name]: wrong }).has(field)).toBe(true);
    expect(mqtt5Problems({ ...values, [name]: '' }).size).toBe(0);
    expect(sectionOf(field, '5')).toBe('mqtt5');
  });
});
