import { afterEach, describe, expect, it } from 'vitest';
import type { EngineMessage } from '../../electron/contract/engine';
import type { Frame } from '../../electron/contract/frame';
import { isSecure } from '../../electron/contract/address';
import { makeCertificates } from '../support/certificates';
import { connectionConfig } from '../support/connection-config';
import { EngineRun } from '../support/engine-run';
import type { FakeWindow } from '../support/fake-port';
import { freePort } from '../support/free-port';
import { startMosquitto } from '../support/mosquitto';
import { networkProtocols } from '../support/network-protocols';
import { politeAnswer, startScriptedBroker } from '../support/scripted-broker';
import { waitUntil } from '../support/wait-until';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

function engineRun(): EngineRun {
  const run = new EngineRun();
  cleanups.push(() => run.stop());
  return run;
}

const watched = new Set(['TCPSocketWrap', 'TLSWrap', 'TCPServerWrap', 'GetAddrInfoReqWrap', 'Timeout', 'FSReqPromise']);

/** What keeps this process alive, by kind. */
function openHandles(): string {
  return process
    .getActiveResourcesInfo()
    .filter((kind) => watched.has(kind))
    .sort()
    .join(' ');
}

/** Once the sockets of the test itself are gone, and a timer that Vitest had running. */
async function restingHandles(): Promise<string> {
  await waitUntil(openHandles, () => openHandles() === '');
  return openHandles();
}

async function handlesAre(before: string): Promise<void> {
  await waitUntil(
    () => `only “${before}” to be open, not “${openHandles()}”`,
    () => openHandles() === before,
    5_000
  );
}

/** Answers everything and publishes one retained message to every subscriber. */
async function speakingBroker(): Promise<number> {
  const broker = await startScriptedBroker({
    packet: (packet, connection) => {
      politeAnswer(packet, connection);
      if (packet.cmd !== 'subscribe') return;
      const message = { cmd: 'publish', payload: '21.5', qos: 0, retain: true, dup: false } as const;
      for (const topic of ['home/kitchen/temperature', 'home/hall/temperature']) connection.send({ ...message, topic });
    }
  });
  cleanups.push(() => broker.dispose());
  return broker.port;
}

function newestFrame(window: FakeWindow): Frame | undefined {
  return (window.received as EngineMessage[]).findLast((message): message is Frame => message.kind === 'frame');
}

function topics(window: FakeWindow): (string | undefined)[] {
  return newestFrame(window)?.rows.map((row) => row.topic) ?? [];
}

describe('an engine', () => {
  it('reports counters once a second, from the first second on', async () => {
    const run = engineRun();
    await waitUntil('counters', () => run.counters.length > 0);
    expect(run.counters[0]).toEqual({ messagesPerSecond: 0, topics: 0, messages: 0 });
  });

  it('gives main and the window the same messages per second', async () => {
    const broker = await startScriptedBroker({
      packet: (packet, connection) => {
        politeAnswer(packet, connection);
        if (packet.cmd !== 'subscribe') return;
        const message = { cmd: 'publish', topic: 'a', payload: '1', qos: 0, retain: false, dup: false } as const;
        let sent = 0;
        const sending = setInterval(() => {
          for (let burst = 0; burst < sent % 7; burst += 1) connection.send(message);
          sent += 1;
        }, 90);
        connection.socket.once('close', () => clearInterval(sending));
      }
    });
    cleanups.push(() => broker.dispose());
    const run = engineRun().connect(connectionConfig({ address: { port: broker.port } }));
    await run.reaches('online');
    await run.row('a');
    const shown: number[] = [];
    const told = await waitUntil('four counters', () => {
      const figure = run.frame()?.status.messagesPerSecond;
      if (figure !== undefined && shown.at(-1) !== figure) shown.push(figure);
      const figures = run.counters.map((counters) => counters.messagesPerSecond);
      return figures.filter((one) => one > 0).length > 3 && figures;
    });
    const turns = told.filter((figure, index) => figure !== told[index - 1]);
    const from = turns.indexOf(shown[0] ?? -1);
    // The window hears of the last turn with its next frame.
    expect(turns.slice(from, from + shown.length)).toEqual(shown);
    expect(shown.length).toBeGreaterThan(1);
  });

  it('gives a reloaded page a snapshot and all rows again, on the new port only', async () => {
    const run = engineRun().connect(connectionConfig({ address: { port: await speakingBroker() } }));
    await run.reaches('online');
    const first = run.attach(7);
    await run.row('home/kitchen/temperature');
    const second = run.attach(7);
    await run.row('home/kitchen/temperature');
    const heard = first.received.length;
    expect((second.received[0] as EngineMessage).kind).toBe('snapshot');
    await waitUntil('counters', () => run.counters.length > 1);
    expect(first.received).toHaveLength(heard);
  });

  it('shows two windows each their own view', async () => {
    const run = engineRun().connect(connectionConfig({ address: { port: await speakingBroker() } }));
    const first = run.attach(1);
    await run.row('home/hall/temperature');
    const second = run.attach(2);
    await waitUntil('the second window’s frame', () => newestFrame(second)?.rows.length);
    second.post({ type: 'command', command: { kind: 'collapseAll' } });
    await waitUntil('the second window’s tree to be closed', () => topics(second).length === 1);
    // Answered with a frame of its own, in which everything is still open.
    const { node } = await waitUntil('a row', () => newestFrame(first)?.rows.at(-1));
    first.post({ type: 'command', command: { kind: 'select', node } });
    await waitUntil('the first window’s selection', () => newestFrame(first)?.selected?.node === node);
    expect(topics(first)).toEqual(expect.arrayContaining(['home/hall/temperature', 'home/kitchen/temperature']));
    expect(newestFrame(second)?.selected).toBeNull();
    expect(topics(second)).toHaveLength(1);
  });

  it('keeps the values through a disconnect and another connect', async () => {
    const config = connectionConfig({ address: { port: await speakingBroker() } });
    const run = engineRun().connect(config);
    await run.row('home/kitchen/temperature');
    run.engine.handle({ kind: 'disconnect' }, null);
    expect(run.states.at(-1)).toEqual({ kind: 'idle' });
    expect((await run.row('home/kitchen/temperature')).messages).toBe(1);
    const before = run.states.length;
    run.connect(config);
    await run.reaches('online', before);
    await waitUntil('the second message', async () => (await run.row('home/kitchen/temperature')).messages === 2);
  });

  it('tries at once when main says that the network returned', async () => {
    const port = await freePort();
    const run = engineRun().connect(connectionConfig({ address: { port } }));
    await waitUntil(
      'the third wait',
      () => run.states.filter((state) => state.kind === 'waiting').length === 3,
      10_000
    );
    const broker = await startScriptedBroker({ packet: politeAnswer });
    cleanups.push(() => broker.dispose());
    const before = run.states.length;
    run.engine.handle({ kind: 'retryNow' }, null);
    expect(run.states[before]).toMatchObject({ kind: 'connecting', attempt: 4 });
  });

  it('says so when a body to save is no longer kept', async () => {
    const run = engineRun();
    expect(await run.saveBody(12, '/nowhere/file')).toMatchObject({ ok: false, failure: { code: 'not-kept' } });
  });

  it('takes a lower payload limit at once', async () => {
    const broker = await startMosquitto({ protocols: ['mqtt'] });
    cleanups.push(() => broker.dispose());
    const run = engineRun().connect(connectionConfig({ address: { port: broker.port('mqtt') } }));
    await run.reaches('online');
    const { budgets } = connectionConfig({ address: { port: 1 }, budgets: { maxPayloadBytes: 1_000 } });
    run.engine.handle({ kind: 'budgets', budgets }, null);
    expect(await run.publish('a', 'x'.repeat(1_000), { qos: 1 })).toMatchObject({ ok: true });
    await run.row('a');
    await run.publish('b', 'x'.repeat(1_001), { qos: 1 });
    const waiting = await run.reaches('waiting');
    expect(waiting.failure).toMatchObject({ code: 'payload-too-large', facts: { topic: 'b', bytes: 1_001 } });
  });
});

describe('what an engine opens, it closes (R13)', () => {
  it.each(networkProtocols)('over %s: no handle is left after stop', async (protocol) => {
    const certificates = makeCertificates();
    cleanups.push(() => certificates.dispose());
    const { server, caFile } = certificates;
    const broker = await startMosquitto({ protocols: [protocol], tls: { ...server, caFile } });
    cleanups.push(() => broker.dispose());
    const before = await restingHandles();
    const config = connectionConfig({
      address: { protocol, port: broker.port(protocol) },
      caPem: isSecure(protocol) ? certificates.caPem : null
    });
    const run = new EngineRun();
    await run.connect(config).reaches('online');
    await run.publish('a', 'x', { qos: 2 });
    await run.row('a');
    expect(openHandles()).not.toBe(before);

    run.engine.handle({ kind: 'disconnect' }, null);
    await run.stop();
    await handlesAre(before);
  });

  it('while it is on the way up or waits, too', async () => {
    const before = await restingHandles();
    const port = await freePort();
    const waiting = new EngineRun();
    await waiting.connect(connectionConfig({ address: { port } })).reaches('waiting');
    await waiting.stop();
    const connecting = new EngineRun();
    connecting.connect(connectionConfig({ address: { protocol: 'wss', port } }));
    await connecting.stop();
    await handlesAre(before);
  });
});
