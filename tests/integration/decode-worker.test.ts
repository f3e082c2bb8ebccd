import { resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterEach, describe, expect, it } from 'vitest';
import type { OpenedBody } from '../../electron/contract/document';
import type { Result } from '../../electron/contract/failure';
import type { BodyWish, DecodeOutput } from '../../electron/engine/decode/decode-jobs';
import type { MessageToDecode } from '../../electron/engine/decode/message-to-decode';
import { WorkerJobs } from '../../electron/engine/decode/worker-jobs';
import { Inspection } from '../../electron/engine/inspection';
import { Store } from '../../electron/engine/store/store';
import { arrival } from '../support/arrival';

const built = resolve(import.meta.dirname, '../../dist/electron/decode-worker.cjs');
const wish: BodyWish = { view: 'decoded', all: false, bytesPerLine: 16 };
let jobs: WorkerJobs | null = null;

function realJobs(heapMb = 512): WorkerJobs {
  jobs = new WorkerJobs({
    start: (heartbeat) =>
      new Worker(built, { workerData: { heartbeat }, resourceLimits: { maxOldGenerationSizeMb: heapMb } })
  });
  return jobs;
}

function message(payload: string | Uint8Array): MessageToDecode {
  const bytes = typeof payload === 'string' ? Buffer.from(payload) : payload;
  return { topic: 'plant/a', contentType: null, payload: bytes, births: [] };
}

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  return result.value;
}

async function open(
  from: WorkerJobs,
  document: number,
  payload: string | Uint8Array,
  more: Partial<BodyWish> = {}
): Promise<DecodeOutput<'open'>> {
  const input = { document, message: message(payload), before: null, wish: { ...wish, ...more }, undecoded: null };
  return valueOf(await from.run('open', input));
}

afterEach(async () => {
  await jobs?.dispose();
  jobs = null;
});

describe('the built decode worker', () => {
  it('opens, folds and reads a body, and draws an SVG', async () => {
    const from = realJobs();
    expect(await open(from, 1, '{"a":{"b":1}}')).toMatchObject({ format: 'json', lines: 5 });
    expect(valueOf(await from.run('fold', { document: 1, line: 1, open: false }))).toEqual({ lines: 3 });
    expect(valueOf(await from.run('lines', { document: 1, first: 0, count: 9 }))).toMatchObject([
      { text: '{' },
      { text: '  "a": {…}' },
      { text: '}' }
    ]);
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"><rect width="9" height="9"/></svg>';
    expect(await open(from, 2, svg)).toMatchObject({ format: 'image', image: { mime: 'image/png', widthPx: 20 } });
    const png = valueOf(await from.run('image', { document: 2 }));
    expect(Buffer.from(png.subarray(0, 4)).toString('latin1')).toBe('\x89PNG');
    expect(valueOf(await from.run('image', { document: 2 })).length).toBe(png.length);
  });

  it('is ended when a job gives no sign of life for a second, and the next job works by the rules it had', async () => {
    const from = realJobs();
    const rules = [{ filter: 'plant/#', decoder: 'hex', messageType: '' }] as const;
    valueOf(await from.run('configure', { rules, schemas: [] }));
    // Looking for one of these words takes almost half a second.
    const words = Array.from({ length: 40 }, (_, place) => `${'x'.repeat(1_000)}y${'x'.repeat(1_000 - place)}`);
    const text = Buffer.from(`${'x'.repeat(900_000)}y${'x'.repeat(1_000)}`);
    const ends = Uint32Array.of(text.length);
    const messages = { bytes: text, ends, topicOf: Uint32Array.of(0), topics: ['a'], contentTypes: null, births: [[]] };
    const [ended, after] = await Promise.all([from.run('match', { messages, words }), open(from, 3, '7b7d')]);
    expect(ended).toMatchObject({ ok: false, failure: { code: 'decode-ended', facts: { code: 'too-slow' } } });
    expect(after.decoding.chain).toEqual(['hex', 'json']);
  });

  it('is ended when it runs out of memory, and the next job works', async () => {
    const from = realJobs(32);
    const count = 400_000;
    const messages = {
      bytes: Buffer.from('{"a":1}'.repeat(count)),
      ends: Uint32Array.from({ length: count }, (_, place) => (place + 1) * 7),
      topicOf: new Uint32Array(count),
      topics: ['a'],
      contentTypes: null,
      births: [[]]
    };
    const ended = await from.run('previews', { messages, columns: [] });
    expect(ended).toMatchObject({ ok: false, failure: { code: 'decode-ended', facts: { code: 'out-of-memory' } } });
    expect(await open(from, 1, '[1]')).toMatchObject({ format: 'json' });
  });

  it('opens 20 MB of JSON while messages keep coming in', async () => {
    const store = new Store({ historyBudgetBytes: 200_000_000, topicLimit: 1_000 });
    const from = realJobs();
    const inspector = new Inspection({ store, jobs: from, gapBetween: () => null, now: () => 1 }).inspector(1);
    const rows = Array.from({ length: 270_000 }, (_, place) => ({ place, text: 'x'.repeat(50) }));
    const payload = Buffer.from(JSON.stringify(rows));
    expect(payload.length).toBeGreaterThan(20_000_000);
    store.append(arrival('large', payload));
    let received = 0;
    let opening = true;
    const receive = (): void => {
      store.append(arrival('small', String((received += 1))));
      if (opening) setImmediate(receive);
    };
    setImmediate(receive);
    const moment = { atMs: null, lastSeq: null, newestSeq: () => null };
    const live = new AbortController().signal;
    const question = { ask: 'openBody', node: 1, seq: 1, view: 'decoded', compare: false, all: true } as const;
    const opened = valueOf(await inspector.answer(question, moment, live)) as OpenedBody;
    opening = false;
    expect(opened).toMatchObject({ format: 'json', lines: 270_000 * 4 + 2, shownBytes: payload.length });
    expect(received).toBeGreaterThan(20);
    const read = { ask: 'readLines', document: opened.document, first: 1_080_000, count: 2 } as const;
    expect(valueOf(await inspector.answer(read, moment, live))).toMatchObject([{ text: '  }' }, { text: ']' }]);
    inspector.dispose();
  });
});
