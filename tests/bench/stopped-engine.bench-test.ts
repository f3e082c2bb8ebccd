import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { startFakeBroker, startPublisher, type Generator } from '../support/generator';
import { startMosquitto } from '../support/mosquitto';
import { startBenchApp, settle, type BenchApp } from './bench-app';
import { newestSeen, seenMessages } from './page-probe';
import { bySize, report } from './report';

/**
 * The engine stands still for five seconds (SIGSTOP, as a laptop that sleeps or a debugger does) while messages go on: nothing is counted
 * twice, the connection goes on or comes back, and the time in which messages may be missing is told. From a broker that keeps what the
 * engine does not read, and from a Mosquitto as it comes, which throws away what does not fit into 1,000 messages.
 */
const perSecond = bySize({ small: 2_000, usual: 20_000, full: 20_000 });
const stoppedMs = bySize({ small: 1_000, usual: 5_000, full: 5_000 });
const seconds = stoppedMs / 1_000 + bySize({ small: 2, usual: 5, full: 10 });
const topics = 1_000;

const started: { dispose(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of started.splice(0).reverse()) await one.dispose();
});

const kept = async <T extends { dispose(): Promise<void> }>(starting: Promise<T>): Promise<T> => {
  const one = await starting;
  started.push(one);
  return one;
};

test('a broker that keeps everything', { timeout: 120_000 }, async () => {
  const broker = await kept(startFakeBroker());
  const app = await kept(startBenchApp(`mqtt://127.0.0.1:${broker.port}`));
  const { sent, received } = await stopUnderLoad(app, broker, 'fake broker', 5);
  expect(received).toBe(sent);
});

test('a Mosquitto as it comes', { timeout: 120_000 }, async () => {
  const mosquitto = await kept(startMosquitto({ protocols: ['mqtt'], config: ['max_queued_messages 1000'] }));
  const app = await kept(startBenchApp(`mqtt://127.0.0.1:${mosquitto.port('mqtt')}`));
  const publisher = await kept(startPublisher(mosquitto.port('mqtt')));
  const { sent, received } = await stopUnderLoad(app, publisher, 'Mosquitto', 4);
  expect(received).toBeGreaterThan(0);
  expect(received).toBeLessThanOrEqual(sent);
});

async function stopUnderLoad(
  app: BenchApp,
  generator: Generator,
  from: string,
  version: 4 | 5
): Promise<{ readonly sent: number; readonly received: number }> {
  const { page } = app;
  await generator.prepare({ name: 'live', topics, version });
  const engine = app.figures().find(({ kind }) => kind === 'engine');
  if (!engine) throw new Error('there is no engine');
  const sending = generator.atRate('live', { perSecond, seconds });
  await sleep(1_000);
  process.kill(engine.pid, 'SIGSTOP');
  try {
    await sleep(stoppedMs);
  } finally {
    process.kill(engine.pid, 'SIGCONT');
  }
  const resumedAtMs = Date.now();
  const { sent, heldBack } = await sending;
  // All, or as many as there will be.
  await seenMessages(page, sent, 5_000).catch(() => undefined);
  await settle(1_500);
  const seen = await newestSeen(page);
  const caughtUpAtMs = (await seenMessages(page, seen.messages, 1_000)).atMs;
  const status = await page.getByRole('group', { name: 'Live status' }).innerText();
  const state = /\b(Live|Waiting|Failed|Connecting)\b/i.exec(status)?.[0] ?? 'unknown';
  const figures = {
    sent,
    received: seen.messages,
    missing: sent - seen.messages,
    gaps: seen.gaps ?? 0,
    dropped: seen.dropped,
    allAfterResumeMs: caughtUpAtMs - resumedAtMs,
    heldBack
  };
  report('stopped-engine', [{ from, state, ...figures }], {
    part: from,
    perSecond,
    stoppedMs,
    state,
    ...figures,
    sameEngine: app.figures().some(({ pid }) => pid === engine.pid)
  });
  return { sent, received: seen.messages };
}
