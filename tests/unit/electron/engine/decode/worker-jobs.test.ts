import { Worker } from 'node:worker_threads';
import { afterEach, describe, expect, it } from 'vitest';
import { WorkerJobs } from '../../../../../electron/engine/decode/worker-jobs';
import { waitUntil } from '../../../../support/wait-until';

// A worker that speaks as decode-worker.ts does, and whose jobs do what the number of their document says.
const spoken = `
const { parentPort, workerData } = require('node:worker_threads');
const cells = new Int32Array(workerData.heartbeat);
const endless = 1, hungry = 2, patient = 3, wrong = 4, gone = 5;
let configured = 'never';
let bytes = 0;
const begin = (id) => { Atomics.store(cells, 1, id); Atomics.add(cells, 0, 1); };
parentPort.on('message', ({ id, job, input }) => {
  const cancelled = () => Atomics.load(cells, 2) === id || Atomics.load(cells, 3) === id;
  if (cancelled()) return parentPort.postMessage({ kind: 'cancelled', id });
  begin(id);
  const done = (value) => { parentPort.postMessage({ kind: 'done', id, result: { ok: true, value } }); begin(0); };
  if (job === 'configure') { configured = input.rules.map((rule) => rule.filter).join(); return done({ types: [configured], problems: [] }); }
  if (job === 'open') { bytes = input.message.payload.length; return done({ bytes, last: input.message.payload.at(-1) }); }
  if (input.document === endless) for (;;);
  if (input.document === hungry) { const kept = []; for (;;) kept.push(new Array(1000).fill(kept.length)); }
  if (input.document === patient) {
    while (!cancelled()) Atomics.add(cells, 0, 1);
    parentPort.postMessage({ kind: 'cancelled', id });
    return begin(0);
  }
  if (input.document === wrong) { parentPort.postMessage({ kind: 'bug', id, text: 'oh no' }); return begin(0); }
  if (input.document === gone) throw new Error('not caught');
  done({ lines: input.document, configured });
});
parentPort.postMessage({ kind: 'ready' });
`;
const endless = 1;
const hungry = 2;
const patient = 3;
const wrong = 4;
const gone = 5;

let started = 0;
let cells = new Int32Array(new SharedArrayBuffer(8));
/** The number of the job that the worker says it works on. */
const running = (): number => Atomics.load(cells, 1);
let jobs: WorkerJobs | null = null;

/** `jobMs`: long, so that a busy computer ends no job that is alive. */
function newJobs(jobMs = 60_000, more: { readonly computedMs?: () => number } = {}): WorkerJobs {
  started = 0;
  jobs = new WorkerJobs({
    start: (heartbeat) => {
      started += 1;
      cells = new Int32Array(heartbeat);
      return new Worker(spoken, {
        eval: true,
        workerData: { heartbeat },
        resourceLimits: { maxOldGenerationSizeMb: 24 }
      });
    },
    jobMs,
    ...more
  });
  return jobs;
}

const fold = (from: WorkerJobs, document: number, signal?: AbortSignal): ReturnType<WorkerJobs['run']> =>
  from.run('fold', { document, line: null, open: true }, signal);

const rules = [{ filter: 'a/#', decoder: 'json', messageType: '' }] as const;
const schema = { id: 's', name: 'a.proto', bytes: new Uint8Array([1]) };

afterEach(async () => {
  await jobs?.dispose();
  jobs = null;
});

describe('the decode worker of an engine', () => {
  it('is begun before its first job when asked, once, and told what was configured', async () => {
    const from = newJobs();
    await from.run('configure', { rules, schemas: [] });
    from.prepare();
    from.prepare();
    expect(started).toBe(1);
    expect(await fold(from, 7)).toEqual({ ok: true, value: { lines: 7, configured: 'a/#' } });
    expect(started).toBe(1);
  });

  it('is begun with the first job, once, and answers each in order', async () => {
    const from = newJobs();
    expect(started).toBe(0);
    const answers = await Promise.all([10, 11, 12, 13, 14].map((document) => fold(from, document)));
    expect(answers).toMatchObject([10, 11, 12, 13, 14].map((lines) => ({ ok: true, value: { lines } })));
    expect(started).toBe(1);
  });

  it('is told rules without being begun, and rules with schemas at once', async () => {
    const from = newJobs();
    expect(await from.run('configure', { rules, schemas: [] })).toEqual({
      ok: true,
      value: { types: [], problems: [] }
    });
    expect(started).toBe(0);
    expect(await fold(from, 10)).toMatchObject({ value: { configured: 'a/#' } });
    expect(await from.run('configure', { rules, schemas: [schema] })).toMatchObject({ value: { types: ['a/#'] } });
  });

  it('is ended by a job without a sign of life; the jobs behind it run in the next, configured as before', async () => {
    const from = newJobs(1_000);
    await from.run('configure', { rules, schemas: [schema] });
    const [first, second, third] = await Promise.all([fold(from, endless), fold(from, 11), fold(from, 12)]);
    expect(first).toEqual({
      ok: false,
      failure: { code: 'decode-ended', raw: '', facts: { code: 'too-slow', format: 'text' } }
    });
    expect([second, third]).toMatchObject([
      { value: { lines: 11, configured: 'a/#' } },
      { value: { lines: 12, configured: 'a/#' } }
    ]);
    expect(started).toBe(2);
  });

  it('gives a job that gets no processor five times as long by the clock', async () => {
    const jobMs = 200;
    const from = newJobs(jobMs, { computedMs: () => 0 });
    await fold(from, 10);
    const startedMs = performance.now();
    expect(await fold(from, endless)).toMatchObject({ ok: false, failure: { facts: { code: 'too-slow' } } });
    expect(performance.now() - startedMs).toBeGreaterThanOrEqual(5 * jobMs);
  });

  it('is ended by a job that runs out of memory', async () => {
    const from = newJobs();
    const [first, second] = await Promise.all([fold(from, hungry), fold(from, 11)]);
    expect(first).toMatchObject({ ok: false, failure: { code: 'decode-ended', facts: { code: 'out-of-memory' } } });
    expect(second).toMatchObject({ value: { lines: 11 } });
    expect(started).toBe(2);
  });

  it('leaves out a job that waits when it is aborted', async () => {
    const from = newJobs();
    const abort = new AbortController();
    const first = fold(from, 10);
    const others = [11, 12, 13].map((document) => fold(from, document, abort.signal));
    abort.abort(new Error('another topic'));
    for (const other of others) await expect(other).rejects.toThrow('another topic');
    expect(await first).toMatchObject({ value: { lines: 10 } });
    expect(await fold(from, 14)).toMatchObject({ value: { lines: 14 } });
    expect(started).toBe(1);
  });

  it('lets an aborted job that looks up end by itself, and ends one that does not', async () => {
    const from = newJobs();
    await fold(from, 10);
    const abort = new AbortController();
    const willing = fold(from, patient, abort.signal);
    const next = fold(from, 11);
    await waitUntil('the second job to run', () => running() === 2);
    abort.abort(new Error('another topic'));
    await expect(willing).rejects.toThrow('another topic');
    expect(await next).toMatchObject({ value: { lines: 11 } });
    expect(started).toBe(1);
    const again = new AbortController();
    const deaf = fold(from, endless, again.signal);
    const behind = fold(from, 12);
    await waitUntil('the fourth job to run', () => running() === 4);
    again.abort(new Error('and another'));
    await expect(deaf).rejects.toThrow('and another');
    expect(await behind).toMatchObject({ value: { lines: 12 } });
    expect(started).toBe(2);
  });

  it('tells a bug of a job from a failure, in the worker and when it throws', async () => {
    const from = newJobs();
    await expect(fold(from, wrong)).rejects.toThrow('oh no');
    await expect(fold(from, gone)).rejects.toThrow('not caught');
    expect(await fold(from, 11)).toMatchObject({ value: { lines: 11 } });
  });

  it('goes on when a job cannot be sent', async () => {
    const from = newJobs();
    const unsendable = { document: 9, line: null, open: (() => true) as unknown as boolean };
    await expect(from.run('fold', unsendable)).rejects.toThrow('could not be cloned');
    const uncopyable = {
      document: 9,
      line: null,
      get open(): boolean {
        throw new RangeError('no memory');
      }
    };
    await expect(from.run('fold', uncopyable)).rejects.toThrow('no memory');
    const after = await Promise.all([11, 12, 13].map((document) => fold(from, document)));
    expect(after).toMatchObject([{ value: { lines: 11 } }, { value: { lines: 12 } }, { value: { lines: 13 } }]);
    expect(started).toBe(1);
  });

  it('copies payloads, in slices when they are large, so that what is given stays as it is', async () => {
    const from = newJobs();
    const payload = new Uint8Array(30_000_001);
    payload[30_000_000] = 7;
    const message = { topic: 'a', contentType: null, payload: payload.subarray(1), births: [] };
    let turns = 0;
    let counting = true;
    const count = (): void => {
      turns += 1;
      if (counting) setImmediate(count);
    };
    setImmediate(count);
    const wish = { view: 'hex', all: true, bytesPerLine: 16 } as const;
    const opened = await from.run('open', { document: 9, message, before: null, wish, undecoded: null });
    counting = false;
    expect(opened).toEqual({ ok: true, value: { bytes: 30_000_000, last: 7 } });
    expect(payload.length).toBe(30_000_001);
    expect(turns).toBeGreaterThan(1);
  });

  it('answers what waits as not kept when it is disposed', async () => {
    const from = newJobs();
    const waiting = [endless, 11, 12].map((document) => fold(from, document));
    await waitUntil('the worker to be begun', () => started === 1);
    await from.dispose();
    for (const answer of await Promise.all(waiting)) expect(answer).toMatchObject({ failure: { code: 'not-kept' } });
    expect(await fold(from, 13)).toMatchObject({ failure: { code: 'not-kept' } });
  });
});
