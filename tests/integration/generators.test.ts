import { createConnection } from 'node:net';
import { once } from 'node:events';
import { generate, parser, type IPublishPacket, type Packet } from 'mqtt-packet';
import { expect, it, onTestFinished } from 'vitest';
import { startFakeBroker, startPublisher, type Generator } from '../support/generator';
import { startMosquitto } from '../support/mosquitto';
import { topicAt } from '../support/encoded-publishes.mjs';
import { waitUntil } from '../support/wait-until';

/** Everything a generator says, read by mqtt-packet. */
async function readAll(port: number, protocolVersion: 4 | 5): Promise<Packet[]> {
  const socket = createConnection(port, '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  await once(socket, 'connect');
  const packets: Packet[] = [];
  const reader = parser({ protocolVersion });
  reader.on('packet', (packet) => packets.push(packet));
  socket.on('data', (bytes) => void reader.parse(bytes));
  const filter = { topic: '#', qos: 0 } as const;
  const options = { protocolVersion };
  socket.write(
    generate({ cmd: 'connect', clientId: 'reader', protocolId: 'MQTT', protocolVersion, clean: true }, options)
  );
  socket.write(generate({ cmd: 'subscribe', messageId: 1, subscriptions: [filter] }, options));
  await waitUntil('the subscription to be granted', () => packets.some(({ cmd }) => cmd === 'suback'));
  return packets;
}

const publishes = (packets: readonly Packet[]): IPublishPacket[] =>
  packets.filter((packet): packet is IPublishPacket => packet.cmd === 'publish');

async function kept(generator: Promise<Generator>): Promise<Generator> {
  const started = await generator;
  onTestFinished(() => started.dispose());
  return started;
}

it.each([4, 5] as const)('the fake broker sends what it says, in MQTT %i', async (version) => {
  const broker = await kept(startFakeBroker());
  const packets = await readAll(broker.port, version);
  await broker.prepare({ name: 'retained', topics: 300, shape: 'wide', retain: true, version, rounds: 1 });
  const { sent } = await broker.atOnce('retained');
  expect(sent).toBe(300);
  await waitUntil('all 300', () => publishes(packets).length === 300);
  const topics = publishes(packets).map(({ topic }) => topic);
  expect(new Set(topics)).toEqual(new Set(Array.from({ length: 300 }, (_, index) => topicAt('wide', index))));
  expect(topics).not.toEqual([...topics].sort());
  expect(publishes(packets).every(({ retain, qos, payload }) => retain && qos === 0 && payload.length === 100)).toBe(
    true
  );

  await broker.prepare({ name: 'live', topics: 50, version });
  const run = await broker.atRate('live', { perSecond: 2_000, seconds: 1.2, markers: 4 });
  expect(run.sent).toBe(2_400);
  expect(run.sentMarkers).toBeGreaterThanOrEqual(4);
  const inAll = 300 + run.sent + run.sentMarkers;
  await waitUntil('the rest', () => publishes(packets).length === inAll);
  const markers = publishes(packets).filter(({ topic }) => topic.startsWith('0-marker/'));
  expect(markers.length).toBe(run.sentMarkers);
  for (const { payload } of markers) expect(Math.abs(Date.now() - Number(payload.toString()))).toBeLessThan(60_000);
  const ofOne = publishes(packets).filter(({ topic }) => topic === topicAt('regular', 7));
  expect(ofOne.length).toBe(48);
  expect(new Set(ofOne.map(({ payload }) => payload.toString())).size).toBe(10);
});

it('the publisher goes through a broker', async () => {
  const mosquitto = await startMosquitto({ protocols: ['mqtt'] });
  onTestFinished(() => mosquitto.dispose());
  const packets = await readAll(mosquitto.port('mqtt'), 4);
  const publisher = await kept(startPublisher(mosquitto.port('mqtt')));
  await publisher.prepare({ name: 'flat', topics: 100, shape: 'flat' });
  expect((await publisher.atOnce('flat', 5_000)).sent).toBe(5_000);
  await waitUntil('all of them', () => publishes(packets).length === 5_000);
  expect(new Set(publishes(packets).map(({ topic }) => topic)).size).toBe(100);
});

it('a generator says what it cannot do', async () => {
  const broker = await kept(startFakeBroker());
  await broker.prepare({ name: 'five', topics: 10, version: 5 });
  await expect(broker.atOnce('five')).rejects.toThrow('nobody is connected');
  await readAll(broker.port, 4);
  await expect(broker.atOnce('five')).rejects.toThrow('prepared for MQTT 5, not 4');
  await expect(broker.atOnce('other')).rejects.toThrow('nothing was prepared as other');
});
