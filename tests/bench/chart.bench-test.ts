import { resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterEach, describe, expect, it } from 'vitest';
import type { Averaging } from '../../electron/contract/chart';
import { WorkerJobs } from '../../electron/engine/decode/worker-jobs';
import { reduceChart } from '../../electron/engine/inspect/chart-reduction';
import { SeriesPoints } from '../../electron/engine/inspect/series-points';
import { ChartRun, chartStartMs } from '../support/chart-run';
import { bySize, percentile, report, rounded, spread } from './report';

// A chart over a full history, with the built decode worker: how long until something is drawn, until all is, and how long the
// engine's own thread stands still meanwhile. Then reducing alone, over the whole and over parts.

const built = resolve(import.meta.dirname, '../../dist/electron/decode-worker.cjs');
const messages = bySize({ small: 20_000, usual: 1_000_000, full: 1_000_000 });
const widthPx = 1_200;
const runs = bySize({ small: 1, usual: 3, full: 5 });
const reductions = bySize({ small: 5, usual: 100, full: 300 });

const feeds = [
  { name: 'plain numbers', path: '', payload: (at: number) => (60 + Math.sin(at / 1_000)).toFixed(2) },
  {
    name: 'JSON',
    path: 'value',
    payload: (at: number) =>
      `{"value":${(60 + Math.sin(at / 1_000)).toFixed(2)},"setpoint":65.0,"unit":"°C","sensor":"J3","status":"ok","seq":${at}}`
  }
];

let jobs: WorkerJobs | null = null;
afterEach(async () => {
  await jobs?.dispose();
  jobs = null;
});

describe('a chart', () => {
  it.each(feeds)('is drawn over $name', async ({ name, path, payload }) => {
    const rows: ({ readonly worker: string } & Awaited<ReturnType<typeof drawing>>)[] = [];
    for (let index = 0; index < runs; index += 1) {
      for (const worker of ['begun with it', 'at work before'] as const) {
        const from = newJobs();
        if (worker === 'at work before') await warm(from);
        rows.push({ worker, ...(await drawing(from, path, payload)) });
        await from.dispose();
      }
    }
    const of = (
      worker: string,
      what: 'drawnMs' | 'completeMs' | 'longestStallMs' | 'readAgainMs'
    ): ReturnType<typeof spread> => spread(rows.filter((row) => row.worker === worker).map((row) => row[what]));
    report('chart', rows, {
      part: name,
      messages,
      widthPx,
      runs,
      drawnMs: of('at work before', 'drawnMs'),
      drawnWithNewWorkerMs: of('begun with it', 'drawnMs'),
      completeMs: of('at work before', 'completeMs'),
      longestStallMs: of('at work before', 'longestStallMs'),
      readAgainMs: of('at work before', 'readAgainMs')
    });
  });

  it('is reduced to its width', () => {
    const points = new SeriesPoints();
    for (let at = 0; at < messages; at += 1) points.append(chartStartMs + at, Math.sin(at / 1_000) + (at % 7) / 10);
    const rows = (['none', 'mean', 'band'] as const).map((averaging) => ({
      averaging,
      ...reducing(points, averaging)
    }));
    report('chart', rows, { part: 'reduction', points: messages, widthPx, reductions, averagings: rows });
  });
});

function newJobs(): WorkerJobs {
  jobs = new WorkerJobs({
    start: (heartbeat) =>
      new Worker(built, { workerData: { heartbeat }, resourceLimits: { maxOldGenerationSizeMb: 512 } })
  });
  return jobs;
}

/** As it is once a body was opened. */
async function warm(from: WorkerJobs): Promise<void> {
  const message = { topic: 'a', contentType: null, payload: Buffer.from('{"a":1}'), births: [] };
  await from.run('numbers', { message, before: null, paths: null });
}

/** A page asks no more often. */
function frame(): Promise<void> {
  return new Promise((resume) => setTimeout(resume, 16));
}

/** From opening to the first answer with points, as a page asks that has nothing to draw yet, and to the last one. */
async function drawing(
  from: WorkerJobs,
  path: string,
  payload: (at: number) => string
): Promise<Readonly<Record<'drawnMs' | 'drawnPoints' | 'completeMs' | 'longestStallMs' | 'readAgainMs', number>>> {
  const run = new ChartRun({ jobs: from, historyBudgetBytes: 1_000_000_000 });
  for (let at = 0; at < messages; at += 1) run.receive('plant/robot-a/temperature', payload(at), at);
  const wish = { widthPx, averaging: 'none' } as const;
  const lag = new LagProbe();
  const startedAt = performance.now();
  const chart = run.open([{ node: run.node('plant/robot-a/temperature'), path }]);
  let first = await run.read(chart, wish);
  while ((first.series[0]?.points ?? 0) === 0) {
    await frame();
    first = await run.read(chart, wish);
  }
  const drawnMs = performance.now() - startedAt;
  let last = first;
  while (last.readMessages < last.messages) {
    await frame();
    last = await run.read(chart, wish);
  }
  const completeMs = performance.now() - startedAt;
  const longestStallMs = lag.end();
  expect(last.series[0]?.points).toBe(messages);
  const again: number[] = [];
  for (let read = 0; read < 20; read += 1) {
    const beganAt = performance.now();
    await run.read(chart, wish);
    again.push(performance.now() - beganAt);
  }
  run.charts.dispose();
  return {
    drawnMs: rounded(drawnMs),
    drawnPoints: first.series[0]?.points ?? 0,
    completeMs: rounded(completeMs),
    longestStallMs: rounded(longestStallMs),
    readAgainMs: rounded(spread(again).median, 2)
  };
}

/** Ranges from a thousandth of the whole to the whole. */
function reducing(points: SeriesPoints, averaging: Averaging): Readonly<Record<string, number>> {
  const tookMs: number[] = [];
  for (let index = 0; index < reductions; index += 1) {
    const spanMs = messages * 10 ** (-3 * (1 - (index + 1) / reductions));
    const fromMs = chartStartMs + (messages - spanMs) * ((index * 0.618) % 1);
    const wish = { fromMs, toMs: fromMs + spanMs, widthPx, averaging, breaksMs: [] };
    const startedAt = performance.now();
    const reduced = reduceChart([{ points, untilMs: Number.POSITIVE_INFINITY }], wish);
    tookMs.push(performance.now() - startedAt);
    expect(reduced.atMs.length).toBeGreaterThan(0);
    expect(reduced.atMs.length).toBeLessThanOrEqual(widthPx * 2 + 10);
  }
  const { median, max } = spread(tookMs);
  return {
    medianMs: rounded(median, 3),
    p95Ms: rounded(percentile(tookMs, 0.95), 3),
    p99Ms: rounded(percentile(tookMs, 0.99), 3),
    maxMs: rounded(max, 3)
  };
}

/** The longest time in which nothing else had its turn. */
class LagProbe {
  #longestMs = 0;
  #lastAtMs = performance.now();
  #running = true;

  constructor() {
    this.#look();
  }

  end(): number {
    this.#running = false;
    return this.#longestMs;
  }

  #look(): void {
    const nowMs = performance.now();
    this.#longestMs = Math.max(this.#longestMs, nowMs - this.#lastAtMs);
    this.#lastAtMs = nowMs;
    if (this.#running) setImmediate(() => this.#look());
  }
}
