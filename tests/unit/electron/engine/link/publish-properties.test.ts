import { generate, parser, type IPublishPacket } from 'mqtt-packet';
import { describe, expect, it } from 'vitest';
import type { MessageProperties } from '../../../../../electron/contract/message';
import { propertiesFlaw, readProperties } from '../../../../../electron/engine/link/publish-properties';
import { randomFrom } from '../../../../support/arrival';

const none: MessageProperties = {
  payloadIsUtf8: null,
  messageExpirySeconds: null,
  contentType: null,
  responseTopic: null,
  correlationData: null,
  subscriptionIds: [],
  userProperties: [],
  userPropertyCount: 0,
  readToEnd: true,
  topicAlias: null
};

function counted(text: string | Uint8Array): number[] {
  const bytes = Buffer.from(text);
  return [bytes.length >> 8, bytes.length & 0xff, ...bytes];
}

function flawOf(...bytes: number[]): string | null {
  return propertiesFlaw(Uint8Array.from(bytes), 0, bytes.length, false);
}

describe('readProperties', () => {
  it('of no bytes is no property', () => {
    expect(readProperties(new Uint8Array(0))).toEqual(none);
  });

  it('takes every property of a PUBLISH, user properties as they came, across names', () => {
    const bytes = Uint8Array.from([
      ...[0x26, ...counted('b'), ...counted('1')],
      ...[0x01, 1],
      ...[0x02, 0xff, 0xff, 0xff, 0xff],
      ...[0x26, ...counted('a'), ...counted('')],
      ...[0x0b, 0xff, 0xff, 0xff, 0x7f],
      ...[0x03, ...counted('application/json')],
      ...[0x08, ...counted('answers')],
      ...[0x09, ...counted(Uint8Array.from([1, 0, 255]))],
      ...[0x0b, 7],
      ...[0x26, ...counted('b'), ...counted('\u{feff}2')],
      ...[0x26, ...counted('__proto__'), ...counted('x')]
    ]);
    expect(propertiesFlaw(bytes, 0, bytes.length, false)).toBeNull();
    expect(readProperties(bytes)).toEqual({
      payloadIsUtf8: true,
      messageExpirySeconds: 4_294_967_295,
      contentType: 'application/json',
      responseTopic: 'answers',
      correlationData: Uint8Array.from([1, 0, 255]),
      subscriptionIds: [268_435_455, 7],
      userProperties: [
        ['b', '1'],
        ['a', ''],
        ['b', '\u{feff}2'],
        ['__proto__', 'x']
      ],
      userPropertyCount: 4,
      readToEnd: true,
      topicAlias: null
    });
  });

  it('tells the topic alias it came with', () => {
    expect(readProperties(Uint8Array.from([0x23, 0x01, 0x02])).topicAlias).toBe(258);
  });

  it('copies correlation data', () => {
    const bytes = Uint8Array.from([0x09, ...counted('abcd')]);
    expect(readProperties(bytes).correlationData?.buffer.byteLength).toBe(4);
  });

  it('reads 2,000 random ones as mqtt-packet does', () => {
    const random = randomFrom(11);
    const word = (): string => 'wörter'.slice(0, 1 + Math.floor(random() * 6)) + Math.floor(random() * 3);
    const maybe = <T>(value: T): T | undefined => (random() < 0.5 ? value : undefined);
    for (let round = 0; round < 2_000; round += 1) {
      const properties = Object.fromEntries(
        Object.entries({
          payloadFormatIndicator: maybe(random() < 0.5),
          messageExpiryInterval: maybe(1 + Math.floor(random() * 4_000_000_000)),
          contentType: maybe(word()),
          responseTopic: maybe(word()),
          correlationData: maybe(Buffer.from(word())),
          subscriptionIdentifier: maybe([1 + Math.floor(random() * 100), 1 + Math.floor(random() * 200_000)]),
          userProperties: maybe({ [word()]: word(), [word()]: [word(), word()] })
        }).filter(([, value]) => value !== undefined)
      );
      const packet = {
        cmd: 'publish',
        topic: 't',
        payload: '',
        qos: 0,
        retain: false,
        dup: false,
        properties
      } as const;
      const bytes = generate(packet as IPublishPacket, { protocolVersion: 5 });
      let theirs: IPublishPacket['properties'] = {};
      const reader = parser({ protocolVersion: 5 });
      reader.on('packet', (read) => (theirs = (read as IPublishPacket).properties ?? {}));
      reader.parse(bytes);
      // One byte header, one or two of length, three of topic, one or two of property length.
      const lengthBytes = (bytes[1] ?? 0) < 0x80 ? 1 : 2;
      const topicEnd = 1 + lengthBytes + 3;
      const start = topicEnd + ((bytes[topicEnd] ?? 0) < 0x80 ? 1 : 2);
      expect(propertiesFlaw(bytes, start, bytes.length, false)).toBeNull();
      const ours = readProperties(bytes.subarray(start));
      expect({ ...ours, userProperties: grouped(ours.userProperties) }).toEqual({
        payloadIsUtf8: theirs.payloadFormatIndicator ?? null,
        messageExpirySeconds: theirs.messageExpiryInterval ?? null,
        contentType: theirs.contentType ?? null,
        responseTopic: theirs.responseTopic ?? null,
        correlationData: theirs.correlationData === undefined ? null : new Uint8Array(theirs.correlationData),
        subscriptionIds: theirs.subscriptionIdentifier ?? [],
        topicAlias: null,
        userPropertyCount: ours.userProperties.length,
        readToEnd: true,
        userProperties: Object.fromEntries(
          Object.entries(theirs.userProperties ?? {}).map(([name, values]) => [name, [values].flat()])
        )
      });
    }
  });

  it('of a hostile number reads the first thousand, and what begins in the first megabyte', () => {
    const bytes = new Uint8Array(2_000_003);
    for (let at = 0; at < bytes.length; at += 5) bytes[at] = 0x26;
    bytes.set([...[0x0b, 7], ...[0x02, 0, 0, 0, 9], ...[0x26, 0, 1, 0x61, 0, 0]], 999_990);
    bytes.set(new Array(500_000).fill([0x0b, 1]).flat(), 1_000_003);
    const { userProperties, userPropertyCount, readToEnd, subscriptionIds, messageExpirySeconds } =
      readProperties(bytes);
    expect(userProperties).toHaveLength(1_000);
    expect(userPropertyCount).toBe(199_999);
    expect(readToEnd).toBe(false);
    expect(messageExpirySeconds).toBe(9);
    expect(subscriptionIds).toEqual([7]);
    expect(readProperties(bytes.subarray(1_000_003)).subscriptionIds).toHaveLength(1_000);
  });

  it('of hostile bytes never throws and never ends late', () => {
    const random = randomFrom(5);
    for (let round = 0; round < 20_000; round += 1) {
      const bytes = Uint8Array.from({ length: Math.floor(random() * 40) }, () =>
        random() < 0.5 ? Math.floor(random() * 12) : Math.floor(random() * 256)
      );
      readProperties(bytes);
      propertiesFlaw(bytes, 0, bytes.length, false);
    }
  });
});

describe('propertiesFlaw', () => {
  it.each([0x00, 0x04, 0x11, 0x1f, 0x21, 0x27, 0x7f, 0xff])('refuses property %i', (id) => {
    expect(flawOf(id, 0, 0, 0, 0)).toBe('unknown property');
  });

  it('refuses a topic alias: we allow the broker none', () => {
    expect(flawOf(0x23, 0, 1)).toBe('topic alias');
  });

  it.each([
    [0x01, 1],
    [0x02, 0, 0, 0, 1],
    [0x03, 0, 0],
    [0x08, 0, 0],
    [0x09, 0, 0]
  ])('refuses property %i twice', (...property) => {
    expect(flawOf(...property)).toBeNull();
    expect(flawOf(...property, 0x0b, 1, 0x26, 0, 0, 0, 0, ...property)).toBe('repeated property');
  });

  it.each([
    [[0x01]],
    [[0x02, 0, 0, 0]],
    [[0x03]],
    [[0x03, 0]],
    [[0x03, 0, 1]],
    [[0x09, 0xff, 0xff, 1, 2, 3]],
    [[0x0b]],
    [[0x0b, 0x80]],
    [[0x0b, 0xff, 0xff, 0xff, 0xff, 0x01]],
    [[0x26, 0, 0]],
    [[0x26, 0, 0, 0]],
    [[0x26, 0, 0, 0, 1]]
  ])('refuses %j, which goes beyond its packet', (bytes) => {
    expect(flawOf(...bytes)).toBe('property beyond its packet');
  });
});

function grouped(pairs: MessageProperties['userProperties']): Record<string, string[]> {
  const byName: Record<string, string[]> = {};
  for (const [name, value] of pairs) (byName[name] ??= []).push(value);
  return byName;
}
