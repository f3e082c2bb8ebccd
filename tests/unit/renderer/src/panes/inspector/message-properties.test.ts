import { describe, expect, it } from 'vitest';
import type { MessageProperties } from '#contract/message';
import { mqtt5Lines, packetLines, userLines } from '../../../../../../renderer/src/panes/inspector/message-properties';

const none: MessageProperties = {
  payloadIsUtf8: null,
  messageExpirySeconds: null,
  contentType: null,
  responseTopic: null,
  correlationData: null,
  subscriptionIds: [],
  userProperties: []
};

describe('message properties', () => {
  it("says the packet's own facts", () => {
    const facts = { seq: 1, receivedAtMs: 0, retain: true, duplicate: false, sizeBytes: 214, properties: null };
    const lines = packetLines({ ...facts, qos: 1 }).map(({ name, value }) => `${name}: ${value}`);
    expect(lines.slice(1)).toEqual([
      'QoS: 1, at least once',
      'Retained: Yes, kept by the broker',
      'Duplicate: No',
      'Size: 214 B payload'
    ]);
  });

  it('shows only the properties that came', () => {
    expect(mqtt5Lines(none)).toEqual([]);
    const lines = mqtt5Lines({
      ...none,
      payloadIsUtf8: false,
      correlationData: new Uint8Array([1, 2]),
      subscriptionIds: [1, 7]
    });
    expect(lines.map(({ value }) => value)).toEqual(['Unspecified bytes (0)', '01 02', '1, 7']);
  });

  it('keeps user properties in received order, with duplicates, and cuts long ones in the middle', () => {
    const long = 'x'.repeat(20) + 'y'.repeat(20);
    const lines = userLines({
      ...none,
      userProperties: [
        ['b', '1'],
        ['a', '2'],
        ['b', long]
      ]
    });
    expect(lines.map(({ name }) => name)).toEqual(['b', 'a', 'b']);
    expect(lines[2]).toMatchObject({ value: long, ends: { head: long.slice(0, 26), tail: 'y'.repeat(14) } });
  });
});
