import { resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterAll, describe, expect, it } from 'vitest';
import type { Result } from '../../electron/contract/failure';
import type { MessageToDecode } from '../../electron/engine/decode/message-to-decode';
import { WorkerJobs } from '../../electron/engine/decode/worker-jobs';
import { randomFrom } from '../support/arrival';
import { bySize, percentile, report, rounded, spread } from './report';

// The built decode worker as the engine runs it, asked from this thread, so that copying and answering count.

const built = resolve(import.meta.dirname, '../../dist/electron/decode-worker.cjs');
const megabyte = 1_000_000;
const jobs = new WorkerJobs({
  start: (heartbeat) =>
    new Worker(built, { workerData: { heartbeat }, resourceLimits: { maxOldGenerationSizeMb: 512 } })
});
afterAll(() => jobs.dispose());

function message(payload: Uint8Array): MessageToDecode {
  return { topic: 'plant/line-1/robot', contentType: null, payload, births: [] };
}

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  return result.value;
}

async function open(document: number, payload: Uint8Array): ReturnType<typeof jobs.run<'open'>> {
  const wish = { view: 'decoded', all: true, bytesPerLine: 16 } as const;
  return jobs.run('open', { document, message: message(payload), before: null, wish, undecoded: null });
}

/** How long this thread is held up at most while something is awaited. */
async function longestBlock<T>(work: () => Promise<T>): Promise<{ value: T; blockMs: number; tookMs: number }> {
  let blockMs = 0;
  let lastMs = performance.now();
  let watching = true;
  const watch = (): void => {
    const nowMs = performance.now();
    blockMs = Math.max(blockMs, nowMs - lastMs);
    lastMs = nowMs;
    if (watching) setImmediate(watch);
  };
  setImmediate(watch);
  const startMs = performance.now();
  const value = await work();
  const tookMs = performance.now() - startMs;
  watching = false;
  return { value, blockMs, tookMs };
}

function robots(bytes: number): Record<string, unknown>[] {
  const random = randomFrom(11);
  const rows: Record<string, unknown>[] = [];
  for (let size = 0; size < bytes;) {
    const row = {
      id: rows.length,
      name: `robot ${Math.floor(random() * 1e6)}`,
      value: Math.round(random() * 1e4) / 100,
      axes: Array.from({ length: 6 }, () => Math.round(random() * 36_000) / 100),
      state: { on: random() < 0.5, since: 1_700_000_000_000 + rows.length }
    };
    rows.push(row);
    size += JSON.stringify(row).length + 1;
  }
  return rows;
}

describe('a body of any kind', () => {
  it('opens whole in the worker without holding the engine up', async () => {
    const bytes = bySize({ small: 8 * megabyte, usual: 256 * megabyte, full: 256 * megabyte });
    const table: Record<string, string | number>[] = [];
    for (const { name, fill } of [
      { name: 'one line of text', fill: 'x' },
      { name: 'empty lines', fill: '\n' },
      { name: 'characters of four bytes', fill: '😀' },
      { name: 'opening brackets', fill: '[' },
      { name: 'no text', fill: '\u0000' }
    ]) {
      const payload = Buffer.alloc(bytes, fill);
      const { value, blockMs, tookMs } = await longestBlock(() => open(1, payload));
      const { format, lines, shownBytes } = valueOf(value);
      const startMs = performance.now();
      const last = valueOf(await jobs.run('lines', { document: 1, first: Math.max(0, lines - 100), count: 100 }));
      table.push({
        body: name,
        bytes,
        format,
        lines,
        openMs: rounded(tookMs, 0),
        longestBlockMs: rounded(blockMs, 2),
        readLastLinesMs: rounded(performance.now() - startMs, 2)
      });
      expect(shownBytes).toBe(bytes);
      expect(last.length).toBeGreaterThan(0);
      await jobs.run('close', { document: 1 });
    }
    report('decode', table, { part: 'bodies', bodies: table });
  });
});

describe('JSON', () => {
  it('is laid out, read anywhere, and folded', async () => {
    const table: Record<string, string | number>[] = [];
    for (const asked of bySize({ small: [1], usual: [1, 16, 50], full: [1, 16, 50] })) {
      const payload = Buffer.from(JSON.stringify(robots(asked * megabyte)));
      const rssBefore = process.memoryUsage().rss;
      const { value, blockMs, tookMs } = await longestBlock(() => open(2, payload));
      const { lines, format } = valueOf(value);
      const random = randomFrom(5);
      const reads: number[] = [];
      for (let read = 0; read < 200; read += 1) {
        const startMs = performance.now();
        const first = Math.floor(random() * Math.max(1, lines - 100));
        valueOf(await jobs.run('lines', { document: 2, first, count: 100 }));
        reads.push(performance.now() - startMs);
      }
      const foldMs = performance.now();
      const folded = valueOf(await jobs.run('fold', { document: 2, line: null, open: false }));
      const row = {
        payloadMB: rounded(payload.length / megabyte, 1),
        lines,
        openMs: rounded(tookMs, 0),
        longestBlockMs: rounded(blockMs, 1),
        read100LinesP95Ms: rounded(percentile(reads, 0.95), 2),
        foldAllMs: rounded(performance.now() - foldMs, 0),
        foldedLines: folded.lines,
        moreRssMB: rounded((process.memoryUsage().rss - rssBefore) / megabyte, 0)
      };
      expect(format).toBe('json');
      table.push(row);
      await jobs.run('close', { document: 2 });
    }
    report('decode', table, { part: 'JSON layout', layouts: table });
  });
});

describe('1 MB of JSON', () => {
  it('is decoded and compared', async () => {
    const before = robots(megabyte);
    const after = before.map((row, place) => (place % 50 === 7 ? { ...row, value: -1, extra: place } : row));
    const [a, b] = [before, after].map((rows) => message(Buffer.from(JSON.stringify({ ts: rows.length, rows }))));
    if (!a || !b) throw new Error('no pair');
    const times: number[] = [];
    let changes = 0;
    for (let run = 0; run < bySize({ small: 4, usual: 30, full: 60 }); run += 1) {
      const startMs = performance.now();
      const opened = valueOf(
        await jobs.run('openDiff', { document: 3, a, b, layout: 'inline', ignore: [], inPlace: false })
      );
      valueOf(await jobs.run('diffRows', { document: 3, first: 0, count: 100 }));
      times.push(performance.now() - startMs);
      changes = opened.changes;
      await jobs.run('close', { document: 3 });
    }
    // The first ones are compiled while they run.
    const row = { askedMs: 50, ...roundedSpread(times.slice(3)), firstMs: rounded(times[0] ?? 0), changes };
    report('decode', [row], { part: 'decode and compare 1 MB of JSON', ...row });
    expect(changes).toBeGreaterThan(0);
  });
});

function roundedSpread(values: readonly number[]): Record<'minMs' | 'medianMs' | 'maxMs', number> {
  const { min, median, max } = spread(values);
  return { minMs: rounded(min), medianMs: rounded(median), maxMs: rounded(max) };
}
