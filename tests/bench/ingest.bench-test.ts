import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectionConfig } from '../support/connection-config';
import { startEngineChild } from '../support/engine-child';
import { startPublisher } from '../support/generator';
import { startMosquitto, type Mosquitto } from '../support/mosquitto';
import { processFigures } from '../support/process-figures';
import { waitUntil } from '../support/wait-until';
import { bySize, report, rounded, small, spread } from './report';

/**
 * QoS 0 through a local Mosquitto, 1,000 topics, 100 B: a publisher process that sends as fast as the broker takes -> broker -> one
 * receiver, once the built engine with a window open, once `mosquitto_sub` to /dev/null, in turns. The rate is messages over the time from the
 * publisher's first write to the receiver's last message, so it is that of the slowest part: on two cores often the broker.
 *
 * Lost, first table: the broker's queue has no limit, so what does not arrive was lost by the receiver. Second table: the
 * broker's own limit of 1,000 queued messages, at which it throws away what a receiver did not read in time; how many it says itself.
 */
const messages = bySize({ small: 20_000, usual: 1_000_000, full: 3_000_000 });
const runs = bySize({ small: 1, usual: 3, full: 3 });
const limitMs = small ? 30_000 : 240_000;
const topics = 1_000;
/** How often the broker writes its own counters. */
const sysIntervalMs = 1_000;

interface Run {
  readonly perSecond: number;
  readonly received: number;
  readonly cpuUsPerMessage: number | null;
  /** What the broker threw away, as it says itself; null: it has no limit. */
  readonly dropped: number | null;
}

const config = ['sys_interval 1', 'log_type error', 'log_type subscribe'];

describe.each([
  { part: 'queue without limit', limited: false },
  { part: 'queue limit of 1,000', limited: true }
])('ingest, $part', ({ part, limited }) => {
  let broker: Mosquitto;
  beforeAll(async () => {
    const lines = limited ? [...config, 'max_queued_messages 1000'] : config;
    broker = await startMosquitto({ protocols: ['mqtt'], config: lines });
  });
  afterAll(() => broker.dispose());

  test(
    'the engine beside mosquitto_sub',
    async () => {
      const ours: Run[] = [];
      const reference: Run[] = [];
      for (let run = 0; run < runs; run += 1) {
        reference.push(await runReference(broker, limited));
        ours.push(await runEngine(broker, limited));
      }
      const row = (receiver: string, of: readonly Run[]): Record<string, string | number> => {
        const { min, median, max } = spread(of.map(({ perSecond }) => Math.round(perSecond)));
        const lost = of.map(({ received }) => messages - received);
        const cpu = of.map(({ cpuUsPerMessage }) => cpuUsPerMessage).filter((us) => us !== null);
        const cpuUs = cpu.length > 0 ? { 'CPU us/msg': rounded(spread(cpu).median, 2) } : {};
        return { receiver, min, median, max, lost: lost.join(' '), ...cpuUs };
      };
      const [ourRate, theirRate] = [ours, reference].map((of) => spread(of.map(({ perSecond }) => perSecond)).median);
      report('ingest', [row('Treeline', ours), row('mosquitto_sub', reference)], {
        part,
        runs,
        messages,
        topics,
        ours: Math.round(ourRate ?? 0),
        reference: Math.round(theirRate ?? 0),
        ratio: rounded((ourRate ?? 0) / (theirRate ?? 1), 3),
        lost: Math.max(...ours.map(({ received }) => messages - received)),
        lostByReference: Math.max(...reference.map(({ received }) => messages - received)),
        oursEach: ours,
        referenceEach: reference
      });
      for (const { received, dropped } of ours) expect(received + (dropped ?? 0)).toBe(messages);
    },
    limitMs * runs * 2
  );
});

async function runEngine(broker: Mosquitto, limited: boolean): Promise<Run> {
  const droppedBefore = limited ? droppedByBroker(broker) : 0;
  const engine = await startEngineChild();
  try {
    await engine.connect(connectionConfig({ address: { port: broker.port('mqtt') } }));
    const publishing = publish(broker);
    // With a limit at the broker nobody knows how many will come: until no more do.
    const lastAtMs = limited ? (await publishing, await quiet(engine)) : await engine.receives(messages, limitMs);
    const { startedAtMs } = await publishing;
    const received = engine.newest()?.status.messages ?? 0;
    const cpuMs = processFigures(engine.pid).reduce((sum, process) => sum + process.cpuMs, 0);
    return {
      perSecond: (received / (lastAtMs - startedAtMs)) * 1_000,
      received,
      cpuUsPerMessage: rounded((cpuMs * 1_000) / received, 2),
      dropped: limited ? (await settledDrops(broker)) - droppedBefore : null
    };
  } finally {
    await engine.dispose();
  }
}

async function runReference(broker: Mosquitto, limited: boolean): Promise<Run> {
  const droppedBefore = limited ? droppedByBroker(broker) : 0;
  const name = `reference-${Math.floor(Math.random() * 1e9)}`;
  const until = limited ? [] : ['-C', String(messages)];
  const given = ['-p', String(broker.port('mqtt')), '-i', name, '-t', '#', '-W', String(limitMs / 1_000), ...until];
  const receiver = spawn('mosquitto_sub', given, { stdio: ['ignore', 'ignore', 'inherit'] });
  const ended = once(receiver, 'exit');
  try {
    await waitUntil('mosquitto_sub to subscribe', () => broker.log().includes(name));
    const publishing = publish(broker);
    if (limited) {
      const { startedAtMs, readAtMs } = await publishing;
      const dropped = (await settledDrops(broker)) - droppedBefore;
      // It counts nothing: what the broker did not drop went to it, while the broker read what was published.
      const received = messages - dropped;
      const perSecond = (received / (readAtMs - startedAtMs)) * 1_000;
      return { perSecond, received, cpuUsPerMessage: null, dropped };
    }
    const [code] = (await ended) as [number | null];
    const lastAtMs = Date.now();
    if (code !== 0) throw new Error(`mosquitto_sub did not get all messages: exit code ${code}`);
    const { startedAtMs } = await publishing;
    const perSecond = (messages / (lastAtMs - startedAtMs)) * 1_000;
    return { perSecond, received: messages, cpuUsPerMessage: null, dropped: null };
  } finally {
    receiver.kill('SIGKILL');
  }
}

/** `readAtMs`: the broker has read all. */
async function publish(broker: Mosquitto): Promise<{ readonly startedAtMs: number; readonly readAtMs: number }> {
  const publisher = await startPublisher(broker.port('mqtt'));
  try {
    await publisher.prepare({ name: 'all', topics });
    const { sent, startedAtMs } = await publisher.atOnce('all', messages);
    expect(sent).toBe(messages);
    await publisher.goodbye();
    return { startedAtMs, readAtMs: Date.now() };
  } finally {
    await publisher.dispose();
  }
}

/** When the last message came, once none came for two seconds. */
async function quiet(engine: Awaited<ReturnType<typeof startEngineChild>>): Promise<number> {
  let last = { messages: -1, atMs: 0 };
  for (;;) {
    const told = engine.newest();
    if (told && told.status.messages !== last.messages) last = { messages: told.status.messages, atMs: told.atMs };
    else if (Date.now() - last.atMs > 2_000) return last.atMs;
    await sleep(50);
  }
}

async function settledDrops(broker: Mosquitto): Promise<number> {
  await sleep(sysIntervalMs * 2.5);
  return droppedByBroker(broker);
}

function droppedByBroker(broker: Mosquitto): number {
  const topic = '$SYS/broker/publish/messages/dropped';
  const given = ['-p', String(broker.port('mqtt')), '-t', topic, '-C', '1', '-W', '5'];
  return Number(spawnSync('mosquitto_sub', given).stdout.toString().trim());
}
