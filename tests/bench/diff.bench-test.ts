import { resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterAll, expect, test } from 'vitest';
import type { Result } from '../../electron/contract/failure';
import type { MessageToDecode } from '../../electron/engine/decode/message-to-decode';
import { WorkerJobs } from '../../electron/engine/decode/worker-jobs';
import { bySize, report, rounded, spread } from './report';

/**
 * Two messages decoded and compared in the built decode worker: from the question to the facts of the comparison, and from there to the
 * first 60 rows. Both messages have the size that is named. What is measured first is the worker's first job after its start.
 */
const sizeBytes = bySize({ small: 100_000, usual: 1_000_000, full: 1_000_000 });
const rounds = bySize({ small: 2, usual: 30, full: 60 });
const readRows = 60;

const built = resolve(import.meta.dirname, '../../dist/electron/decode-worker.cjs');
const jobs = new WorkerJobs({ start: (heartbeat) => new Worker(built, { workerData: { heartbeat } }) });
afterAll(() => jobs.dispose());

interface Case {
  readonly name: string;
  readonly a: string | Uint8Array;
  readonly b: string | Uint8Array;
  readonly kind: 'json' | 'text' | 'binary';
}

/** Devices with numbers, names, short lists, and a time stamp that `moved` moves in every one of them. */
function devices(moved: number): string {
  const list: string[] = [];
  for (let length = 0; length < sizeBytes; length += list.at(-1)?.length ?? 0) {
    const id = list.length;
    const level = 20 + ((id * 7 + moved) % 100) / 10;
    const position = { x: id * 1.5, y: -id };
    list.push(
      JSON.stringify({ id, name: `device-${id}`, level, tags: ['a', 'b'], position, ts: 1_760_000_000 + moved })
    );
  }
  return `{"devices":[${list.join()}]}`;
}

function lines(word: string): string {
  const count = Math.ceil(sizeBytes / 50);
  return Array.from(
    { length: count },
    (_, at) => `line ${at} ${at % 100 === 0 ? word : 'as before'}, some more text`
  ).join('\n');
}

/** Bytes that no decoder takes for its own. */
function bytes(): Uint8Array {
  return Uint8Array.from({ length: sizeBytes }, (_, at) => 0x80 | (Math.imul(at, 2_654_435_761) >>> 13));
}

function cases(): readonly Case[] {
  const json = devices(0);
  const raw = bytes();
  const cut = Buffer.concat([
    raw.subarray(0, 1_000),
    Buffer.from('put in'),
    raw.subarray(1_000, 50_000),
    raw.subarray(50_010)
  ]);
  return [
    { name: 'JSON, one field', kind: 'json', a: json, b: json.replace('device-300"', 'changed"') },
    { name: 'JSON, each element', kind: 'json', a: json, b: devices(1) },
    { name: 'JSON, an element put in', kind: 'json', a: json, b: json.replace('[{', '[{"id":-1,"name":"new"},{') },
    { name: 'text, each 100th line', kind: 'text', a: lines('a'), b: lines('b') },
    { name: 'bytes put in and taken out', kind: 'binary', a: raw, b: cut }
  ];
}

function message(payload: string | Uint8Array): MessageToDecode {
  return { topic: 'plant/a', contentType: null, payload: Buffer.from(payload), births: [] };
}

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  return result.value;
}

test('two messages compared', { timeout: 300_000 }, async () => {
  const rows = [];
  for (const { name, kind, a, b } of cases()) {
    const openMs: number[] = [];
    const readMs: number[] = [];
    let changes = 0;
    for (let round = 0; round < rounds; round += 1) {
      const input = {
        document: 1,
        a: message(a),
        b: message(b),
        layout: 'inline',
        ignore: [],
        inPlace: false
      } as const;
      const startMs = performance.now();
      const opened = valueOf(await jobs.run('openDiff', input));
      const openedMs = performance.now();
      const shown = valueOf(await jobs.run('diffRows', { document: 1, first: 0, count: readRows }));
      readMs.push(performance.now() - openedMs);
      openMs.push(openedMs - startMs);
      expect(opened.kind).toBe(kind);
      expect(opened.coarse).toBe(false);
      expect(shown.length).toBe(Math.min(readRows, opened.rows));
      changes = opened.changes;
      valueOf(await jobs.run('close', { document: 1 }));
    }
    expect(changes).toBeGreaterThan(0);
    const { min, median, max } = spread(openMs);
    rows.push({
      case: name,
      changes,
      'first ms': rounded(openMs[0] ?? Number.NaN),
      'min ms': rounded(min),
      'median ms': rounded(median),
      'max ms': rounded(max),
      'rows ms': rounded(spread(readMs).median)
    });
  }
  report('diff', rows, { sizeBytes, rounds, rows });
});
