import { afterEach, expect, test } from 'vitest';
import type { Page } from 'playwright';
import type { TreelineApi } from '../../electron/contract/app';
import { startPublisher } from '../support/generator';
import { startMosquitto, type Mosquitto } from '../support/mosquitto';
import { waitUntil } from '../support/wait-until';
import { settle, startBenchApp, type BenchApp } from './bench-app';
import { newestSeen, seenSince, type Seen } from './page-probe';
import { bySize, report, rounded, spread } from './report';

/**
 * An engine is killed (SIGKILL) under a tree of retained topics: how long until its connection is online again, and until the tree has
 * every topic again and shows it. Each run is a new app. Nobody asks for anything in between.
 */
const topics = bySize({ small: 500, usual: 10_000, full: 10_000 });
const runs = bySize({ small: 1, usual: 5, full: 20 });
const settledMs = bySize({ small: 300, usual: 2_000, full: 3_000 });

interface Run {
  /** The page is told that the connection is online, after the kill. */
  readonly onlineMs: number;
  readonly firstRowsMs: number;
  readonly allMs: number;
  readonly shown: number;
  readonly lostTopics: number;
}

const started: { dispose(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of started.splice(0).reverse()) await one.dispose();
});

test('an engine that was killed is back with its retained topics, each time', { timeout: runs * 60_000 }, async () => {
  const broker = await startMosquitto({ protocols: ['mqtt'] });
  started.push(broker);
  await publishRetained(broker);
  const done: Run[] = [];
  for (let run = 0; run < runs; run += 1) done.push(await runOnce(broker));
  const row = (what: string, of: (run: Run) => number): Record<string, string | number> => {
    const { min, median, max } = spread(done.map(of));
    return { what, min: rounded(min, 0), median: rounded(median, 0), max: rounded(max, 0) };
  };
  const rows = [
    row('online again, ms', ({ onlineMs }) => onlineMs),
    row('first rows, ms', ({ firstRowsMs }) => firstRowsMs),
    row('all topics, ms', ({ allMs }) => allMs)
  ];
  report('killed-engine', rows, { runs, topics, each: done });
  for (const { shown, lostTopics } of done)
    expect({ shown, lostTopics }).toEqual({ shown: topics, lostTopics: topics });
});

async function runOnce(broker: Mosquitto): Promise<Run> {
  const app = await startBenchApp(`mqtt://127.0.0.1:${broker.port('mqtt')}`);
  started.push(app);
  const { page } = app;
  await waitUntil('all retained topics', async () => (await newestSeen(page)).topics === topics, 60_000);
  await waitUntil('main to know of them', async () => (await reportOf(page))?.counters.topics === topics);
  await settle(settledMs);

  const pid = enginePid(app);
  const onlineAtMs = await heardOnline(page);
  const killedAtMs = Date.now();
  process.kill(pid, 'SIGKILL');
  const backAtMs = await onlineAtMs();
  await waitUntil('all retained topics again', async () =>
    (await seenSince(page, backAtMs)).some((frame) => frame.topics === topics && frame.drawnAtMs !== null)
  );
  // What the old one had said already may be heard after its end.
  const seen = await seenSince(page, killedAtMs);
  const newAtMs = seen.find((frame) => frame.topics < topics)?.atMs ?? backAtMs;
  const drawnMs = (of: (frame: Seen) => boolean): number => {
    const found = seen.find((frame) => frame.atMs >= newAtMs && of(frame) && frame.drawnAtMs !== null);
    return (found?.drawnAtMs ?? Number.NaN) - killedAtMs;
  };
  const run = {
    onlineMs: backAtMs - killedAtMs,
    firstRowsMs: drawnMs((frame) => frame.totalRows > 0),
    allMs: drawnMs((frame) => frame.topics === topics),
    shown: (await newestSeen(page)).topics,
    lostTopics: (await reportOf(page))?.restart?.lostTopics ?? Number.NaN
  };
  await app.dispose();
  started.pop();
  return run;
}

function enginePid(app: BenchApp): number {
  const engine = app.figures().find(({ kind }) => kind === 'engine');
  if (!engine) throw new Error('there is no engine');
  return engine.pid;
}

async function reportOf(page: Page) {
  return page.evaluate(async () => {
    const { treeline } = window as unknown as { readonly treeline: TreelineApi };
    const answer = await treeline.start();
    return answer.ok ? (answer.value.connections[0] ?? null) : null;
  });
}

/** Listens from now on; the answer is when the page was told that the connection is online after it was not. Epoch ms. */
async function heardOnline(page: Page): Promise<() => Promise<number>> {
  const heard = await page.evaluateHandle(() => {
    const { treeline } = window as unknown as { readonly treeline: TreelineApi };
    let down = false;
    const online = new Promise<number>((resolve) => {
      treeline.onEvent((event) => {
        if (event.kind !== 'connection') return;
        if (event.report.state.kind !== 'online') down = true;
        else if (down) resolve(Date.now());
      });
    });
    return { online };
  });
  return () => heard.evaluate(({ online }) => online);
}

async function publishRetained(broker: Mosquitto): Promise<void> {
  const publisher = await startPublisher(broker.port('mqtt'));
  try {
    await publisher.prepare({ name: 'retained', topics, retain: true, rounds: 1 });
    expect((await publisher.atOnce('retained')).sent).toBe(topics);
    await publisher.goodbye();
  } finally {
    await publisher.dispose();
  }
}
