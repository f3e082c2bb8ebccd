import { generate, parser, type IPublishPacket, type Packet } from 'mqtt-packet';
import { describe, expect, it } from 'vitest';
import type { Failure } from '../../../../../electron/contract/failure';
import { PublishCutter } from '../../../../../electron/engine/link/publish-cutter';
import { readProperties } from '../../../../../electron/engine/link/publish-properties';
import { randomFrom } from '../../../../support/arrival';
import { copyMessage, type MessageCopy } from '../../../../support/link-run';

type Version = 4 | 5;

const connack = generate({ cmd: 'connack', returnCode: 0, sessionPresent: false });
const connack5 = generate({ cmd: 'connack', reasonCode: 0, sessionPresent: false }, { protocolVersion: 5 });

/** A cutter and all that came out of it. */
class Cut {
  readonly messages: MessageCopy[] = [];
  readonly acknowledged: number[] = [];
  readonly passed: Uint8Array[] = [];
  readonly cutter: PublishCutter;

  constructor(version: Version = 4, maxPayloadBytes = 1_000_000, topicAliasMaximum = 0) {
    this.cutter = new PublishCutter({
      version5: version === 5,
      topicAliasMaximum,
      unreleased: new Set(),
      maxPayloadBytes,
      facts: { port: 1883 },
      received: (message) => this.messages.push(copyMessage(message)),
      acknowledge: (packetId) => this.acknowledged.push(packetId),
      pass: (packet) => this.passed.push(packet) > 0
    });
  }

  /** Feeds bytes in pieces of `size()`, each in an array of its own, and gives the first flaw. */
  feed(bytes: Uint8Array, size: () => number, packets: () => number = () => 1_000): Failure | null {
    let readAtMs = 0;
    for (let at = 0; at < bytes.length;) {
      const end = Math.min(bytes.length, at + size());
      this.cutter.begin(new Uint8Array(bytes.subarray(at, end)), (readAtMs += 1));
      while (!this.cutter.used && this.cutter.flaw === null) this.cutter.cut(packets());
      if (this.cutter.flaw !== null) return this.cutter.flaw;
      at = end;
    }
    return null;
  }

  /** The flaw after CONNACK and these bytes in one chunk. */
  flawOf(bytes: Iterable<number>, version: Version = 4): Failure | null {
    return this.feed(Buffer.concat([version === 5 ? connack5 : connack, Uint8Array.from(bytes)]), () => 1e9);
  }
}

function publish(topic: string, payloadBytes: number, qos: 0 | 1 | 2 = 0, version: Version = 4): Buffer {
  const packet = { cmd: 'publish', topic, payload: Buffer.alloc(payloadBytes, 0xff), qos, retain: false } as const;
  return generate({ ...packet, dup: false, ...(qos > 0 ? { messageId: 7 } : {}) }, { protocolVersion: version });
}

function parse(bytes: Uint8Array, version: Version): Packet[] {
  const packets: Packet[] = [];
  const reader = parser({ protocolVersion: version });
  reader.on('packet', (packet) => packets.push(packet));
  reader.on('error', (error) => {
    throw error;
  });
  reader.parse(Buffer.from(bytes));
  return packets;
}

/** A broker's stream after CONNACK: all kinds of packets it may send, all kinds of messages. */
function randomPackets(random: () => number, count: number, version: Version): Buffer[] {
  const number = (below: number): number => Math.floor(random() * below);
  const texts = ['', 'a', 'a/b', '/', 'a//b', 'ü/温度/🌡️', '$SYS/x', '+/#', 'x'.repeat(300), '__proto__/toString'];
  const inFlight: number[] = [];
  return Array.from({ length: count }, () => {
    const choice = random();
    if (choice < 0.02) return generate({ cmd: 'pingresp' });
    if (choice < 0.04) return generate({ cmd: 'suback', messageId: 1 + number(65_535), granted: [0, 2] });
    if (choice < 0.06) return generate({ cmd: 'puback', messageId: 1 + number(65_535) });
    if (choice < 0.16 && inFlight.length > 0) {
      const [messageId = 1] = inFlight.splice(number(inFlight.length), 1);
      return generate({ cmd: 'pubrel', messageId });
    }
    const qos = number(3) as 0 | 1 | 2;
    const messageId = 1 + number(qos === 2 ? 50 : 65_535);
    if (qos === 2 && !inFlight.includes(messageId)) inFlight.push(messageId);
    const size = choice < 0.97 ? number(200) : choice < 0.999 ? number(9_000) : number(200_000);
    const properties =
      random() < 0.5
        ? {}
        : {
            properties: {
              ...(random() < 0.5 ? { contentType: 'text/plain' } : {}),
              ...(random() < 0.5 ? { messageExpiryInterval: 1 + number(1e9) } : {}),
              ...(random() < 0.5 ? { correlationData: Buffer.alloc(number(200), 3) } : {}),
              ...(random() < 0.5 ? { userProperties: { a: 'b', c: ['d', 'e'] } } : {})
            }
          };
    const packet: IPublishPacket = {
      cmd: 'publish',
      topic: `${texts[number(texts.length)] ?? ''}${number(10)}`,
      payload: Buffer.alloc(size, number(256)),
      qos,
      retain: random() < 0.5,
      dup: qos > 0 && random() < 0.3,
      ...(qos > 0 ? { messageId } : {}),
      ...properties
    };
    return generate(packet, { protocolVersion: version });
  });
}

describe('PublishCutter', () => {
  it.each<[Version, string, (random: () => number) => number]>([
    [4, 'of any size', (random) => 1 + Math.floor(random() ** 4 * 100_000)],
    [5, 'of any size', (random) => 1 + Math.floor(random() ** 4 * 100_000)],
    [4, 'of a few bytes', (random) => 1 + Math.floor(random() * 4)],
    [5, 'of a few bytes', (random) => 1 + Math.floor(random() * 4)],
    [4, 'of 64 KB', () => 65_536],
    [5, 'of 16 KB', () => 16_384]
  ])('cuts a stream of MQTT %i as mqtt-packet parses it, in chunks %s', (version, name, sizeOf) => {
    const random = randomFrom(version * 100 + name.length);
    const packets = randomPackets(random, name === 'of a few bytes' ? 2_000 : 9_000, version);
    const stream = Buffer.concat(packets);
    const cut = new Cut(version);
    expect(
      cut.feed(
        Buffer.concat([connack, stream]),
        () => sizeOf(random),
        () => 1 + Math.floor(random() * 50)
      )
    ).toBeNull();

    const unreleased = new Set<number>();
    const received: string[] = [];
    const acknowledged: number[] = [];
    const stubs: number[] = [];
    for (const packet of parse(stream, version)) {
      if (packet.cmd === 'pubrel') unreleased.delete(packet.messageId ?? 0);
      if (packet.cmd !== 'publish') continue;
      const id = packet.messageId ?? 0;
      if (packet.qos === 1) acknowledged.push(id);
      if (packet.qos === 2) stubs.push(id);
      if (packet.qos === 2 && unreleased.has(id)) continue;
      if (packet.qos === 2) unreleased.add(id);
      received.push(inWords(packet));
    }
    expect(cut.messages.map(copyInWords)).toEqual(received);
    expect(cut.acknowledged).toEqual(acknowledged);
    const isPublish = (packet: Uint8Array): boolean => (packet[0] ?? 0) >> 4 === 3;
    expect(Buffer.concat(cut.passed.filter((packet) => !isPublish(packet))).toString('hex')).toBe(
      Buffer.concat([connack, ...packets.filter((packet) => !isPublish(packet))]).toString('hex')
    );
    const seenStubs = parse(Buffer.concat(cut.passed.filter(isPublish)), version) as IPublishPacket[];
    expect(seenStubs.map(({ messageId }) => messageId)).toEqual(stubs);
    for (const { qos, topic, payload } of seenStubs) expect([qos, topic, payload.length]).toEqual([2, 't', 0]);
  });

  it('stamps a message with the moment its last byte was read', () => {
    const cut = new Cut();
    cut.feed(connack, () => 100);
    const [one, two] = [publish('one', 10), publish('two', 10)];
    const stream = Buffer.concat([one, two]);
    cut.cutter.begin(stream.subarray(0, one.length + 3), 100);
    cut.cutter.cut(10);
    cut.cutter.begin(stream.subarray(one.length + 3), 200);
    cut.cutter.cut(10);
    expect(cut.messages.map(({ receivedAtMs }) => receivedAtMs)).toEqual([100, 200]);
  });

  it('hands a message on once, even where the receiver fails', () => {
    const seen: number[] = [];
    const cutter = new PublishCutter({
      version5: false,
      topicAliasMaximum: 0,
      unreleased: new Set(),
      maxPayloadBytes: 1_000,
      facts: {},
      received: (message) => {
        seen.push(message.payloadEnd - message.payloadStart);
        if (seen.length === 1) throw new Error('a bug');
      },
      acknowledge: () => {},
      pass: () => true
    });
    cutter.begin(Buffer.concat([connack, publish('a', 1), publish('a', 2)]), 1);
    expect(() => cutter.cut(10)).toThrow('a bug');
    cutter.cut(10);
    expect(seen).toEqual([1, 2]);
  });

  it('copies a large message that comes in many chunks once, into bytes of exactly its size', () => {
    const cut = new Cut(4, 20_000_000);
    cut.feed(connack, () => 100);
    expect(cut.feed(publish('large', 16_000_000), () => 65_536)).toBeNull();
    expect(cut.messages[0]).toMatchObject({ topic: 'large', ownsBytes: true });
    expect(cut.messages[0]?.payload.length).toBe(16_000_000);
  });

  it('cuts little of a long chunk at a time, however few packets that are', () => {
    const cut = new Cut();
    cut.feed(connack, () => 100);
    cut.cutter.begin(Buffer.concat(Array.from({ length: 100 }, () => publish('x'.repeat(60_000), 0))), 1);
    cut.cutter.cut(256);
    expect(cut.messages.length).toBe(2);
    for (let calls = 0; calls < 49; calls += 1) cut.cutter.cut(256);
    expect(cut.messages.length).toBe(100);
    expect(cut.cutter.used).toBe(true);
  });

  it('lets a message be kept with its chunk only where the chunk is hardly more than the message', () => {
    const cut = new Cut();
    cut.feed(connack, () => 100);
    cut.feed(publish('whole', 100_000), () => 1e9);
    cut.feed(Buffer.concat([publish('one', 100_000), publish('of two', 100_000)]), () => 1e9);
    cut.feed(publish('small', 10), () => 1e9);
    expect(cut.messages.map(({ ownsBytes }) => ownsBytes)).toEqual([true, false, false, false]);
  });
});

describe('hostile topics', () => {
  it.each<[string, number[]]>([
    ['wildcards', [...Buffer.from('a/+/#')]],
    ['NUL', [0x61, 0, 0x62]],
    ['invalid UTF-8', [0x61, 0xff]],
    ['other invalid UTF-8', [0x61, 0xfe]],
    ['a lone surrogate', [0xed, 0xa0, 0x80]],
    ['nothing', []]
  ])('are handed on as they came: %s', (_name, topic) => {
    for (const version of [4, 5] as const) {
      const cut = new Cut(version);
      const properties = version === 5 ? [0] : [];
      const body = [0, topic.length, ...topic, ...properties, 0x78];
      expect(cut.flawOf([0x30, body.length, ...body], version)).toBeNull();
      expect(cut.messages.map(({ topicBytes, payload }) => [[...topicBytes], [...payload]])).toEqual([[topic, [0x78]]]);
    }
  });
});

describe('bytes that are no MQTT', () => {
  it.each<[string, number[], string]>([
    ['QoS 3', [0x36, 0x07, 0, 1, 0x61, 0, 1, 0x78, 0x78], 'QoS 3: 3607000161000178'],
    ['DUP with QoS 0', [0x38, 4, 0, 1, 0x61, 0x78], 'DUP with QoS 0'],
    ['packet id 0, QoS 1', [0x32, 5, 0, 1, 0x61, 0, 0], 'packet identifier 0'],
    ['packet id 0, QoS 2', [0x34, 5, 0, 1, 0x61, 0, 0], 'packet identifier 0'],
    ['no room for the packet id', [0x32, 4, 0, 1, 0x61, 0], 'no packet identifier'],
    ['a topic longer than its packet', [0x30, 2, 0, 9], 'topic longer'],
    ['no room for a topic', [0x30, 1, 0], 'topic longer'],
    ['an empty PUBLISH', [0x30, 0], 'topic longer'],
    ['a length of five bytes', [0x30, 0xff, 0xff, 0xff, 0xff, 0x01], 'length of five bytes'],
    ['a length of five bytes in a PINGRESP', [0xd0, 0x80, 0x80, 0x80, 0x80], 'length of five bytes'],
    ['a SUBACK of 200 MB', [0x90, 0x80, 0x84, 0xaf, 0x5f], 'packet too long']
  ])('%s', (_name, bytes, raw) => {
    const cut = new Cut();
    const failure = cut.flawOf([...publish('good', 3), ...bytes, ...publish('never', 3)]);
    expect(failure).toMatchObject({ code: 'malformed-packet', facts: { port: 1883 } });
    expect(failure?.raw).toContain(raw);
    expect(cut.messages.map(({ topic }) => topic)).toEqual(['good']);
  });

  it.each<[string, number[]]>([
    ['no property length', []],
    ['properties beyond their packet', [5, 1, 1]],
    ['a property length of five bytes', [0x80, 0x80, 0x80, 0x80, 0x01]],
    ['an unknown property', [2, 0x7f, 0]],
    ['a property of CONNACK', [3, 0x21, 0, 1]],
    ['a property that is cut off', [3, 0x02, 0, 0]],
    ['a property twice', [4, 1, 1, 1, 1]],
    ['a topic alias', [3, 0x23, 0, 1]]
  ])('MQTT 5: %s', (_name, properties) => {
    const body = [0, 1, 0x61, ...properties];
    const cut = new Cut(5);
    const failure = cut.flawOf([...publish('good', 3, 1, 5), 0x30, body.length, ...body], 5);
    expect(failure?.code).toBe('malformed-packet');
    expect(cut.messages.map(({ topic }) => topic)).toEqual(['good']);
  });

  it('a PUBLISH, or anything else, before CONNACK', () => {
    const early = (bytes: Uint8Array, version: Version = 4): string | undefined =>
      new Cut(version).feed(bytes, () => 3)?.raw;
    expect(early(publish('a', 1))).toContain('first packet is no CONNACK: 3004');
    expect(early(generate({ cmd: 'pingresp' }))).toContain('first packet is no CONNACK');
    expect(early(Buffer.from('SSH-2.0-OpenSSH_9.2p1'))).toContain('first packet is no CONNACK: 5353');
    expect(early(Uint8Array.from([0xe0, 0]), 4)).toContain('first packet is no CONNACK');
    // It is against the rules, too, but it says why the broker goes.
    expect(early(Uint8Array.from([0xe0, 1, 0x8b]), 5)).toBeUndefined();
  });

  it('HTTP and TLS, by their first bytes and only by those', () => {
    const http = Buffer.from('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
    expect(new Cut().feed(http, () => 1e9)).toMatchObject({ code: 'not-mqtt', raw: 'HTTP/1.1 400 Bad Request' });
    const alert = new Cut().feed(Uint8Array.from([0x15, 3, 3, 0, 2, 2, 70]), () => 1e9);
    expect(alert).toMatchObject({ code: 'not-mqtt', facts: { speaks: 'tls', port: 1883 } });
    const cut = new Cut();
    cut.feed(connack, () => 2);
    expect(cut.feed(http, () => 1e9)?.code).not.toBe('not-mqtt');
  });
});

describe('messages that are too large', () => {
  const sizes = [1, 2, 3, 7, 64, 1_000_000];

  it.each(sizes)('are found between others, with their topic, in pieces of %i', (size) => {
    const stream = Buffer.concat([
      connack,
      publish('small', 0),
      publish('just/right', 100, 1),
      generate({ cmd: 'pingresp' }),
      publish('exactly/on/the/line', 1_000, 2),
      publish('too/lärge', 1_001, 1)
    ]);
    const cut = new Cut(4, 1_000);
    expect(cut.feed(stream, () => size)).toEqual({
      code: 'payload-too-large',
      raw: '',
      facts: { port: 1883, topic: 'too/lärge', bytes: 1_001, limitBytes: 1_000 }
    });
    expect(cut.messages.map(({ topic }) => topic)).toEqual(['small', 'just/right', 'exactly/on/the/line']);
  });

  it('are refused at the head, before the payload comes', () => {
    const cut = new Cut(4, 100);
    cut.feed(connack, () => 100);
    expect(cut.feed(publish('a', 100_000).subarray(0, 7), () => 1)?.code).toBe('payload-too-large');
  });

  it('are judged by a changed bound from the next message on', () => {
    const cut = new Cut(4, 1_000);
    cut.feed(connack, () => 100);
    expect(cut.feed(publish('a', 900), () => 50)).toBeNull();
    cut.cutter.setMaxPayloadBytes(10_000);
    expect(cut.feed(publish('a', 9_000), () => 50)).toBeNull();
    cut.cutter.setMaxPayloadBytes(500);
    expect(cut.feed(publish('a', 900), () => 50)?.facts.limitBytes).toBe(500);
  });

  it('leave MQTT 5 room for properties, as it was told to the broker', () => {
    const cut = new Cut(5, 1_000);
    cut.feed(connack5, () => 100);
    expect(cut.feed(publish('a', 500_000, 0, 5), () => 9_000)).toBeNull();
    expect(cut.feed(publish('a', 1_002_000, 0, 5), () => 9_000)?.code).toBe('payload-too-large');
  });
});

describe('fuzz', () => {
  it('mutated streams end in a flaw or in order: never in a throw, never in a loop, never beyond the chunk', () => {
    const random = randomFrom(77);
    for (let round = 0; round < 3_000; round += 1) {
      const version = round % 2 === 0 ? 4 : 5;
      const bytes = Buffer.concat(randomPackets(random, 6, version)).subarray(0, 4_000);
      for (let mutation = 0; mutation < 1 + random() * 6; mutation += 1) {
        bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256);
      }
      const cut = new Cut(version);
      cut.feed(connack, () => 100);
      cut.feed(
        bytes,
        () => 1 + Math.floor(random() * 500),
        () => 1 + Math.floor(random() * 5)
      );
      for (const { topicBytes, payload, properties } of cut.messages) {
        expect(topicBytes.length + payload.length + properties.length).toBeLessThanOrEqual(bytes.length);
        readProperties(properties);
      }
    }
  });
});

function inWords(packet: IPublishPacket): string {
  const { contentType, messageExpiryInterval, correlationData, userProperties } = packet.properties ?? {};
  return JSON.stringify([
    packet.topic,
    Buffer.from(packet.payload).toString('latin1'),
    packet.qos,
    packet.retain,
    packet.dup,
    packet.qos === 0 ? 0 : packet.messageId,
    contentType ?? null,
    messageExpiryInterval ?? null,
    correlationData === undefined ? null : Buffer.from(correlationData).toString('hex'),
    Object.entries(userProperties ?? {}).flatMap(([name, values]) => [values].flat().map((value) => [name, value]))
  ]);
}

function copyInWords(copy: MessageCopy): string {
  const { contentType, messageExpirySeconds, correlationData, userProperties } = readProperties(copy.properties);
  return JSON.stringify([
    copy.topic,
    Buffer.from(copy.payload).toString('latin1'),
    copy.qos,
    copy.retain,
    copy.duplicate,
    copy.packetId,
    contentType,
    messageExpirySeconds,
    correlationData === null ? null : Buffer.from(correlationData).toString('hex'),
    userProperties
  ]);
}

describe('topic aliases', () => {
  function aliased(topic: string, topicAlias: number, payload = 'x', qos: 0 | 1 | 2 = 0): Buffer {
    const packet = { cmd: 'publish', topic, payload, qos, retain: false, dup: false } as const;
    const properties = { topicAlias, contentType: 'text/plain' };
    return generate({ ...packet, ...(qos > 0 ? { messageId: 7 } : {}), properties }, { protocolVersion: 5 });
  }

  it('stand for the topic they were given, also in other chunks and with other payloads', () => {
    const random = randomFrom(3);
    for (const size of [() => 1, () => 1 + Math.floor(random() * 40), () => 1e9]) {
      const cut = new Cut(5, 1_000_000, 2);
      const bytes = Buffer.concat([
        connack5,
        aliased('a/ü', 1, 'one'),
        aliased('', 1, 'two'),
        aliased('b', 2, ''),
        aliased('', 1, 'three', 1),
        aliased('', 2, 'four', 2),
        aliased('c', 1),
        aliased('', 1, 'x'.repeat(100_000))
      ]);
      expect(cut.feed(bytes, size)).toBeNull();
      expect(
        cut.messages.map(({ topic, payload }) => `${topic} ${Buffer.from(payload).toString().slice(0, 5)}`)
      ).toEqual(['a/ü one', 'a/ü two', 'b ', 'a/ü three', 'b four', 'c x', 'c xxxxx']);
      for (const { properties } of cut.messages) expect(readProperties(properties).contentType).toBe('text/plain');
      expect(cut.messages.at(-1)?.payload).toHaveLength(100_000);
    }
  });

  it('a message with neither topic nor alias has none, whatever the one before had', () => {
    const cut = new Cut(5, 1_000_000, 2);
    const without = publish('', 1, 0, 5);
    expect(cut.feed(Buffer.concat([connack5, aliased('a', 1), aliased('', 1), without]), () => 1e9)).toBeNull();
    expect(cut.messages.map(({ topic }) => topic)).toEqual(['a', 'a', '']);
  });

  it.each<[string, Buffer[], number]>([
    ['0', [aliased('a', 0)], 0x94],
    ['above what was allowed', [aliased('a', 3)], 0x94],
    ['that nobody gave', [aliased('a', 1), aliased('', 2)], 0x82]
  ])('an alias %s ends the link', (_name, packets, sentReason) => {
    const flaw = new Cut(5, 1_000_000, 2).feed(Buffer.concat([connack5, ...packets]), () => 1e9);
    expect(flaw).toMatchObject({ code: 'malformed-packet', facts: { sentReason } });
  });

  it('two in one message, or one that nobody allowed, end it too', () => {
    const twice = Uint8Array.from([0x30, 10, 0, 1, 0x61, 6, 0x23, 0, 1, 0x23, 0, 2]);
    expect(new Cut(5, 1_000_000, 2).feed(Buffer.concat([connack5, twice]), () => 1e9)?.raw).toContain(
      'repeated property'
    );
    expect(new Cut(5).feed(Buffer.concat([connack5, aliased('a', 1)]), () => 1e9)?.raw).toContain('topic alias');
  });
});

it('a second CONNACK ends the link as a protocol error', () => {
  expect(new Cut().feed(Buffer.concat([connack, connack]), () => 1e9)).toMatchObject({
    code: 'malformed-packet',
    facts: { sentReason: 0x82 }
  });
});

it('AUTH may open a link of MQTT 5 only', () => {
  const auth = Uint8Array.from([0xf0, 2, 0x18, 0]);
  expect(new Cut(5).feed(auth, () => 1e9)).toBeNull();
  expect(new Cut(4).feed(auth, () => 1e9)?.code).toBe('malformed-packet');
});
