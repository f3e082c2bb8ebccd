import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startFakeBroker, startPublisher, type Generator, type Sent } from '../support/generator';
import { startMosquitto, type Mosquitto } from '../support/mosquitto';
import { atHeldRate, cpuPercent, expandBranch, memoryMb, settle, startBenchApp, type BenchApp } from './bench-app';
import { frameFigures, frameIntervals, histogram } from './frame-intervals';
import { newestSeen, scrollJumps, seenMessages, seenSince, setOpen, takeLatencies, watchMarkers } from './page-probe';
import { bySize, percentile, printTable, report, rounded, spread } from './report';

/**
 * The whole path in the real app: a generator process -> socket -> engine -> frames -> DOM. For each rate the intervals between the page's
 * animation frames, beside an idle control run of the same minute, and how old the value of a row that changes once a second is
 * when it is painted: ten marker rows in view, their payload is the send time.
 */
const seconds = bySize({ small: 2, usual: 8, full: 20 });
const rates = bySize({ small: [2_000], usual: [10_000, 40_000], full: [10_000, 20_000, 40_000, 100_000] });
const runs = bySize({ small: 1, usual: 1, full: 3 });
const topics = bySize({ small: 200, usual: 1_000, full: 1_000 });
const children = bySize({ small: 1_000, usual: 10_000, full: 10_000 });
const jumps = bySize({ small: 5, usual: 20, full: 100 });
const markers = 10;
const throughBroker = bySize({ small: 2_000, usual: 20_000, full: 20_000 });

interface Load {
  readonly sent: Sent;
  readonly intervalsMs: readonly number[];
  readonly controlMs: readonly number[];
  readonly latenciesMs: readonly number[];
  readonly controlLatenciesMs: readonly number[];
  /** From the last write to the frame that tells of all: frames come at most every 100 ms. */
  readonly backlogMs: number;
  readonly lost: number;
  readonly lagMs: number | null;
  readonly cpu: Record<'engine' | 'renderer', number>;
}

/** An idle control, then the rate; the app has seen all that was sent before. */
async function underLoad(app: BenchApp, generator: Generator, perSecond: number): Promise<Load> {
  const { page } = app;
  await takeLatencies(page);
  const [, controlMs] = await Promise.all([
    generator.atRate('live', { perSecond: 0, seconds, markers }),
    frameIntervals(page, seconds * 1_000)
  ]);
  await settle(500);
  const controlLatenciesMs = await takeLatencies(page);
  const before = await newestSeen(page);
  const [figuresBefore, startedMs] = [app.figures(), performance.now()];
  const [sent, intervalsMs] = await Promise.all([
    generator.atRate('live', { perSecond, seconds, markers }),
    frameIntervals(page, seconds * 1_000)
  ]);
  const cpu = cpuPercent(figuresBefore, app.figures(), performance.now() - startedMs);
  const wanted = before.messages + sent.sent + sent.sentMarkers;
  const all = await seenMessages(page, wanted, 60_000);
  await settle(500);
  const lagsMs = (await seenSince(page, sent.startedAtMs)).map(({ lagMs }) => lagMs ?? 0);
  return {
    sent,
    intervalsMs,
    controlMs,
    latenciesMs: await takeLatencies(page),
    controlLatenciesMs,
    backlogMs: Math.max(0, all.atMs - (sent.startedAtMs + sent.tookMs)),
    lost: wanted - (await newestSeen(page)).messages,
    lagMs: spread(lagsMs).max,
    cpu
  };
}

const pooled = (loads: readonly Load[], field: 'intervalsMs' | 'controlMs' | 'latenciesMs' | 'controlLatenciesMs') =>
  loads.flatMap((load) => load[field]);

/** Median of the runs; the longest gap and the loss are the worst of all runs. */
function figuresOf(perSecond: number, loads: readonly (Load & { voidRuns: number; valid: boolean })[]) {
  const each = loads.map(({ intervalsMs }) => frameFigures(intervalsMs));
  const control = frameFigures(pooled(loads, 'controlMs'));
  const latencies = pooled(loads, 'latenciesMs');
  const controlLatencies = pooled(loads, 'controlLatenciesMs');
  return {
    perSecond,
    achieved: Math.round(spread(loads.map(({ sent }) => sent.achieved)).median),
    p99Ms: spread(each.map(({ p99Ms }) => p99Ms)).median,
    longestMs: spread(each.map(({ longestMs }) => longestMs)).max,
    over20Ms: each.reduce((sum, { over20Ms }) => sum + over20Ms, 0),
    frames: each.reduce((sum, { frames }) => sum + frames, 0),
    controlP99Ms: control.p99Ms,
    controlLongestMs: control.longestMs,
    latencies: latencies.length,
    latencyMedianMs: spread(latencies).median,
    latencyP99Ms: percentile(latencies, 0.99),
    controlLatencyMedianMs: spread(controlLatencies).median,
    controlLatencyP99Ms: percentile(controlLatencies, 0.99),
    backlogMs: spread(loads.map(({ backlogMs }) => Math.round(backlogMs))).median,
    sent: loads.reduce((sum, { sent }) => sum + sent.sent + sent.sentMarkers, 0),
    lost: loads.reduce((sum, { lost }) => sum + lost, 0),
    statusLagMs: spread(loads.map(({ lagMs }) => lagMs ?? 0)).max,
    engineCpuPercent: spread(loads.map(({ cpu }) => cpu.engine)).median,
    rendererCpuPercent: spread(loads.map(({ cpu }) => cpu.renderer)).median,
    heldBack: loads.reduce((sum, { sent }) => sum + sent.heldBack, 0),
    voidRuns: loads.reduce((sum, { voidRuns }) => sum + voidRuns, 0),
    histogram: histogram(pooled(loads, 'intervalsMs')),
    controlHistogram: histogram(pooled(loads, 'controlMs')),
    valid: loads.every(({ valid }) => valid)
  };
}

function printFigures(all: readonly ReturnType<typeof figuresOf>[]): Record<string, string | number>[] {
  return all.map((of) => ({
    'msg/s': of.perSecond,
    'p99 ms': of.p99Ms,
    'longest ms': of.longestMs,
    'control p99': of.controlP99Ms,
    'control longest': of.controlLongestMs,
    'latency median': of.latencyMedianMs,
    'latency p99': of.latencyP99Ms,
    'control median': of.controlLatencyMedianMs,
    'backlog ms': of.backlogMs,
    sent: of.sent,
    lost: of.lost,
    'lag ms': of.statusLagMs,
    'engine CPU %': of.engineCpuPercent,
    void: of.valid ? of.voidRuns : 'ALL'
  }));
}

describe('whole path, fake broker', () => {
  let broker: Generator;
  let app: BenchApp;
  const figures: ReturnType<typeof figuresOf>[] = [];

  beforeAll(async () => {
    broker = await startFakeBroker();
    await broker.prepare({ name: 'live', topics, version: 5 });
    await broker.prepare({ name: 'many', topics: children, shape: 'flat', version: 5, rounds: 1 });
    app = await startBenchApp(`mqtt://127.0.0.1:${broker.port}`);
    await fillTree(app, broker);
  });
  afterAll(async () => {
    await app?.dispose();
    await broker?.dispose();
  });

  test.each(rates)(
    'frames and latency at %i msg/s',
    async (perSecond) => {
      const loads = [];
      for (let run = 0; run < runs; run += 1) {
        loads.push(await atHeldRate(perSecond, () => underLoad(app, broker, perSecond)));
      }
      const of = figuresOf(perSecond, loads);
      figures.push(of);
      printTable(`whole path, frame intervals at ${perSecond} msg/s`, histogramRows(loads));
      expect(of.lost).toBe(0);
      expect(of.latencies).toBeGreaterThan(0);
    },
    (seconds * 3 + 60) * runs * 3_000
  );

  test(
    'scrolling and opening while messages arrive',
    async () => {
      const perSecond = rates[0] ?? 0;
      const before = await newestSeen(app.page);
      const loading = broker.atRate('live', { perSecond, seconds: seconds * 2 });
      const scrolls = await scrollJumps(app.page, jumps);
      const opens: number[] = [];
      for (let round = 0; round < jumps / 4; round += 1) {
        const opened = await setOpen(app.page, 'many', true);
        await settle(150);
        const closed = await setOpen(app.page, 'many', false);
        await settle(150);
        if (opened && closed) opens.push(opened.ms);
      }
      const { sent } = await loading;
      await seenMessages(app.page, before.messages + sent, 60_000);
      const memory = memoryMb(app.figures());
      const row = (what: string, ms: readonly number[]) => {
        const { min, median, max } = spread(ms);
        return {
          what,
          min: rounded(min),
          median: rounded(median),
          p99: rounded(percentile(ms, 0.99)),
          max: rounded(max)
        };
      };
      const shown = [row('scroll to drawn, ms', scrolls), row(`expand ${children} children to drawn, ms`, opens)];
      report('whole-path', shown, {
        part: 'moves',
        perSecond,
        topics,
        children,
        scroll: shown[0],
        expand: shown[1],
        memory
      });
      report('whole-path', printFigures(figures), { part: 'rates', runs, seconds, topics, rates: figures, memory });
      expect(opens.length).toBeGreaterThan(0);
      expect((await newestSeen(app.page)).messages).toBe(before.messages + sent);
    },
    (seconds * 2 + jumps + 60) * 3_000
  );
});

describe('whole path, through Mosquitto', () => {
  let mosquitto: Mosquitto;
  let publisher: Generator;
  let app: BenchApp;

  beforeAll(async () => {
    mosquitto = await startMosquitto({ protocols: ['mqtt'], config: ['max_queued_messages 1000'] });
    app = await startBenchApp(`mqtt://127.0.0.1:${mosquitto.port('mqtt')}`);
    publisher = await startPublisher(mosquitto.port('mqtt'));
    await publisher.prepare({ name: 'live', topics });
    await publisher.prepare({ name: 'many', topics: 10, shape: 'flat', rounds: 1 });
    await fillTree(app, publisher);
  });
  afterAll(async () => {
    await app?.dispose();
    await publisher?.dispose();
    await mosquitto?.dispose();
  });

  test(
    'frames and latency',
    async () => {
      const loads = [];
      for (let run = 0; run < runs; run += 1) {
        loads.push(await atHeldRate(throughBroker, () => underLoad(app, publisher, throughBroker)));
      }
      const of = figuresOf(throughBroker, loads);
      report('whole-path', printFigures([of]), {
        part: 'through Mosquitto',
        runs,
        seconds,
        topics,
        ...of,
        memory: memoryMb(app.figures())
      });
      expect(of.lost).toBe(0);
    },
    (seconds * 3 + 60) * runs * 3_000
  );
});

function histogramRows(loads: readonly Load[]): Record<string, string | number>[] {
  return [
    { run: 'idle control', ...histogram(pooled(loads, 'controlMs')) },
    { run: 'with messages', ...histogram(pooled(loads, 'intervalsMs')) }
  ];
}

/** Every topic once; the marker rows on top and the live topics below them open, so that leaves change in view. */
async function fillTree(app: BenchApp, generator: Generator): Promise<void> {
  const { page } = app;
  let sent = (await generator.atOnce('many')).sent + (await generator.atOnce('live')).sent;
  const first = await generator.atRate('live', { perSecond: 0, seconds: 2.1, markers });
  sent += first.sentMarkers;
  await seenMessages(page, sent, 30_000);
  await expandBranch(page, /^plant-/);
  await setOpen(page, 'many', false);
  await setOpen(page, '0-marker', true);
  await settle(1_000);
  expect(await watchMarkers(page)).toBe(markers);
}
