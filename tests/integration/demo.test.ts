import { once } from 'node:events';
import { connect as connectSocket } from 'node:net';
import mqtt, { type MqttClient } from 'mqtt';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { startDemo, type Demo } from '../../electron/demo/demo';

interface Seen {
  readonly topic: string;
  readonly qos: number;
  readonly text: string;
  readonly retain: boolean;
}

const WINDOW = 'haus/Küche/Fenster links 🪟';
const STATUS = 'factory/leipzig/gateway-2/status';

const clock = { aheadMs: 0 };

async function running(): Promise<Demo> {
  clock.aheadMs = 0;
  const demo = await startDemo({ ports: [0], seed: 1, nowMs: () => Date.now() + clock.aheadMs });
  onTestFinished(() => demo.close());
  return demo;
}

async function watching({ port }: Demo): Promise<{ client: MqttClient; seen: Seen[] }> {
  const client = await mqtt.connectAsync(`mqtt://127.0.0.1:${port}`, { protocolVersion: 4, reconnectPeriod: 0 });
  onTestFinished(() => client.endAsync(true));
  const seen: Seen[] = [];
  client.on('message', (topic, payload, { qos, retain }) =>
    seen.push({ topic, qos, text: payload.toString(), retain })
  );
  await client.subscribeAsync('#');
  return { client, seen };
}

const until = (holds: () => boolean): Promise<void> =>
  vi.waitFor(() => expect(holds()).toBe(true), { timeout: 10_000, interval: 20 });

describe('the demo broker', () => {
  it('shows a newcomer more than 1,000 of its 1,198 topics, most of them retained', async () => {
    const demo = await running();
    expect(demo.topics).toHaveLength(1_198);
    const { seen } = await watching(demo);
    await until(() => new Set(seen.map((message) => message.topic)).size > 1_000);
    expect(new Set(seen.filter((message) => message.retain).map((message) => message.topic)).size).toBeGreaterThan(
      1_000
    );
    expect(seen.filter((message) => message.qos > 0)).toEqual([]);
    const known = new Set(demo.topics);
    expect(seen.filter((message) => !known.has(message.topic))).toEqual([]);
    await until(() => seen.some(({ topic, text, retain }) => topic === WINDOW && text === 'zu' && retain));
  });

  it('goes on speaking, without the retain flag', async () => {
    const { seen } = await watching(await running());
    const topic = 'factory/leipzig/line-2/cell-04/robot-a/pose';
    await until(() => seen.filter((message) => message.topic === topic).length >= 3);
    expect(seen.some((message) => message.topic === topic && message.retain)).toBe(false);
  });

  it('loses nothing that it says at QoS 1', async () => {
    const { seen } = await watching(await running());
    const topic = 'factory/leipzig/line-2/cell-04/robot-a/temperature';
    await until(() => seen.filter((message) => message.topic === topic).length >= 5);
  });

  it('says by last will that a device is gone, keeps that, and says when it is back', async () => {
    const demo = await running();
    const { seen } = await watching(demo);
    const statuses = (): string[] => seen.filter(({ topic }) => topic === STATUS).map(({ text }) => text);
    await until(() => statuses().at(-1) === 'online');
    clock.aheadMs = 50_000;
    await until(() => statuses().at(-1) === 'offline');
    const late = await watching(demo);
    await until(() => late.seen.some(({ topic, text, retain }) => topic === STATUS && text === 'offline' && retain));
    clock.aheadMs = 61_000;
    await until(() => statuses().at(-1) === 'online');
  });

  it('obeys a published command and keeps the new state', async () => {
    const demo = await running();
    const { client, seen } = await watching(demo);
    const last = (topic: string): string | undefined => seen.findLast((message) => message.topic === topic)?.text;
    const light = 'homeassistant/light/porch';
    await client.publishAsync(`${light}/set`, '{"state":"ON","brightness":17}', { qos: 1 });
    await until(() => last(`${light}/state`)?.includes('"brightness":17') === true);
    await client.publishAsync(`${light}/set`, 'OFF', { qos: 2 });
    await until(() => last(`${light}/state`) === '{"state":"OFF"}');
    const late = await watching(demo);
    await until(() => late.seen.some(({ topic, text }) => topic === `${light}/state` && text === '{"state":"OFF"}'));

    const arm = 'factory/leipzig/line-2/cell-04/robot-a/temperature';
    await client.publishAsync(`${arm}/set`, '{"setpoint":72}');
    await until(() => last(arm)?.includes('"setpoint":72') === true);
  });

  it('takes the next port when the first is taken', async () => {
    const first = await running();
    const second = await startDemo({ ports: [first.port, 0], seed: 1, nowMs: () => Date.now() });
    onTestFinished(() => second.close());
    expect(second.port).not.toBe(first.port);
    await expect(startDemo({ ports: [first.port], seed: 1, nowMs: () => Date.now() })).rejects.toThrow(/EADDRINUSE/);
  });

  it('closes with clients connected, even those that never said CONNECT', async () => {
    const demo = await startDemo({ ports: [0], seed: 1, nowMs: () => Date.now() });
    const { client } = await watching(demo);
    const mute = connectSocket(demo.port, '127.0.0.1');
    await once(mute, 'connect');
    const ended = [client, mute].map((end) => new Promise<void>((resolve) => end.once('close', () => resolve())));
    await demo.close();
    await Promise.all(ended);
    const refused = connectSocket(demo.port, '127.0.0.1');
    const [cause] = await once(refused, 'error');
    expect(cause).toMatchObject({ code: 'ECONNREFUSED' });
  });
});
