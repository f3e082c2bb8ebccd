import mqtt from 'mqtt';
import { afterEach, describe, expect, it } from 'vitest';
import { connectionConfig } from '../support/connection-config';
import { EngineRun } from '../support/engine-run';
import { LinkRun } from '../support/link-run';
import { startMosquitto } from '../support/mosquitto';
import { politeAnswer, startScriptedBroker } from '../support/scripted-broker';
import { waitUntil } from '../support/wait-until';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

const hostile = [
  'toString',
  'hasOwnProperty/call',
  '__proto__/x',
  'constructor/prototype/x',
  'a//b',
  '/',
  '//',
  'a/',
  ' ',
  '<img src=x onerror=alert(1)>',
  '\u202egnp.exe',
  'zero\u200bwidth',
  '温度/🌡️',
  'deep/'.repeat(199) + 'end',
  'x'.repeat(65_535)
];

describe('hostile topics through a real broker', () => {
  it('arrive as they are, each by itself', async () => {
    const broker = await startMosquitto({ protocols: ['mqtt'] });
    cleanups.push(() => broker.dispose());
    const run = new LinkRun();
    cleanups.push(() => run.close());
    await run.connect(connectionConfig({ address: { port: broker.port('mqtt') } })).reaches('online');
    const engine = new EngineRun();
    cleanups.push(() => engine.stop());
    await engine.connect(connectionConfig({ address: { port: broker.port('mqtt') } })).reaches('online');

    const peer = await mqtt.connectAsync(`mqtt://127.0.0.1:${broker.port('mqtt')}`, { reconnectPeriod: 0 });
    cleanups.push(() => peer.endAsync(true));
    for (const topic of hostile) await peer.publishAsync(topic, '<script>alert(1)</script>', { qos: 1 });
    await waitUntil('all of them', () => run.messages.length === hostile.length);
    expect(run.messages.map((message) => message.topic)).toEqual(hostile);

    await waitUntil('the counters to have them', () => engine.counters.at(-1)?.topics === hostile.length);
    expect(engine.counters.at(-1)).toMatchObject({ topics: hostile.length, messages: hostile.length });
    await engine.row('toString');
    await engine.row('__proto__/x');
    await engine.row('<img src=x onerror=alert(1)>');
    expect(engine.states.at(-1)?.kind).toBe('online');
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});

/** A PUBLISH QoS 0 whose topic is these bytes. */
function rawPublish(topic: readonly number[]): Uint8Array {
  return Uint8Array.from([0x30, topic.length + 3, topic.length >> 8, topic.length & 0xff, ...topic, 0x78]);
}

describe('topics that break the rules of MQTT', () => {
  it('are delivered and shown all the same', async () => {
    const topics: Record<string, readonly number[]> = {
      'invalid UTF-8': [0x61, 0x2f, 0xff],
      'other invalid UTF-8': [0x61, 0x2f, 0xfe],
      'a lone surrogate': [0x62, 0x2f, 0xed, 0xa0, 0x80],
      'a NUL': [0x63, 0x00, 0x64],
      // mosquitto closes the link for these.
      'control characters': [0x64, 0x09, 0x0a, 0x1b, 0x5b, 0x33, 0x31, 0x6d],
      wildcards: [0x2b, 0x2f, 0x23],
      nothing: []
    };
    const broker = await startScriptedBroker({
      packet: (packet, connection) => {
        politeAnswer(packet, connection);
        if (packet.cmd !== 'subscribe') return;
        for (const bytes of Object.values(topics)) connection.send(rawPublish(bytes));
      }
    });
    cleanups.push(() => broker.dispose());
    const engine = new EngineRun();
    cleanups.push(() => engine.stop());
    await engine.connect(connectionConfig({ address: { port: broker.port } })).reaches('online');
    await waitUntil('all topics', () => engine.counters.at(-1)?.messages === Object.keys(topics).length);
    expect(engine.counters.at(-1)?.topics).toBe(Object.keys(topics).length);
    for (const shown of ['a/\\xff', 'a/\\xfe', 'b/\\xed\\xa0\\x80', 'c␀d', 'd␉␊␛[31m', '+/#', ''])
      await engine.row(shown);
    const [invalid, other] = [await engine.row('a/\\xff'), await engine.row('a/\\xfe')];
    expect(invalid.node).not.toBe(other.node);
    engine.command({ kind: 'select', node: invalid.node });
    await waitUntil('the selected topic', () => engine.frame()?.selected?.node === invalid.node);
    expect(engine.frame()?.selected).toMatchObject({ topic: null, displayTopic: 'a/\\xff', messages: 1 });
    expect(engine.states.at(-1)?.kind).toBe('online');
  });
});
