import { afterEach, describe, expect, it } from 'vitest';
import type { DecodeInput, DecodeJob, DecodeOutput } from '../../../../../electron/engine/decode/decode-jobs';
import type { RunJobs } from '../../../../../electron/engine/decode/run-jobs';
import { fail, type Result } from '../../../../../electron/contract/failure';
import { decodingBounds } from '../../../../../electron/contract/limits';
import { ChartRun, chartStartMs, drawn, liveMoment } from '../../../../support/chart-run';
import { InThreadJobs } from '../../../../support/in-thread-jobs';
import { waitUntil } from '../../../../support/wait-until';

const runs: ChartRun[] = [];
const { signal } = new AbortController();

function begin(options: ConstructorParameters<typeof ChartRun>[0] = {}): ChartRun {
  const run = new ChartRun(options);
  runs.push(run);
  return run;
}

afterEach(() => {
  for (const run of runs.splice(0)) run.charts.dispose();
});

describe('a chart', () => {
  it('shows what was kept and what comes, with kind, unit and figures', async () => {
    const run = begin();
    for (let at = 0; at < 10; at += 1) run.receive('plant/t', `{"value":${at},"unit":"°C","ok":${at > 4}}`, at * 1_000);
    const node = run.node('plant/t');
    const chart = run.open([
      { node, path: 'value' },
      { node, path: 'ok' }
    ]);
    const first = await run.readAll(chart);
    expect(drawn(first)).toEqual(Array.from({ length: 10 }, (_, at) => [at * 1_000, at]));
    expect(first.series).toMatchObject([
      { topic: 'plant/t', path: 'value', kind: 'number', unit: { text: '°C', field: 'unit' }, points: 10 },
      { path: 'ok', kind: 'boolean', unit: null, range: { min: 0, mean: 0.5, max: 1, last: 1 } }
    ]);
    expect(first.series[0]?.range).toEqual({ min: 0, mean: 4.5, max: 9, last: 9 });
    expect(first.wholeMs).toEqual([chartStartMs, chartStartMs + 9_000]);
    run.receive('plant/t', '{"value":99}', 10_000);
    const later = await run.readAll(chart);
    expect(drawn(later).at(-1)).toEqual([10_000, 99]);
    expect(later.toMs).toBe(chartStartMs + 10_000);
  });

  it('keeps its points when their messages had to make room', async () => {
    const run = begin({ historyBudgetBytes: 4_000_000 });
    for (let at = 0; at < 1_000; at += 1) run.receive('a', String(at), at);
    const chart = run.open([{ node: run.node('a'), path: '' }]);
    await run.readAll(chart);
    for (let at = 0; at < 60_000; at += 1) run.receive('b', 'x'.repeat(100), 1_000 + at);
    run.receive('a', '7', 70_000);
    expect(run.store.kept.kept(run.node('a'))).toBeLessThan(1_000);
    expect((await run.readAll(chart)).series[0]?.points).toBe(1_001);
  });

  it('breaks its line where a value is no number, and where messages may be missing; not where a field is absent', async () => {
    const run = begin();
    const payloads = ['{"a":1}', '{"a":null}', '{"a":2}', '{"b":9}', '{"a":3}', '{"a":4}'];
    for (const [at, payload] of payloads.entries()) run.receive('t', payload, at * 100);
    run.gaps.push({ fromMs: chartStartMs + 420, toMs: chartStartMs + 480, cause: 'offline' });
    const data = await run.readAll(run.open([{ node: run.node('t'), path: 'a' }]));
    const broken = Number.POSITIVE_INFINITY;
    expect(drawn(data)).toEqual([
      [0, 1],
      [100, broken],
      [200, 2],
      [400, 3],
      [450, broken],
      [500, 4]
    ]);
    expect(data.gaps).toEqual([[chartStartMs + 420, chartStartMs + 480]]);
    expect(data.series[0]?.points).toBe(4);
  });

  it('draws several topics and fields at their own times', async () => {
    const run = begin();
    for (let at = 0; at < 50; at += 1) {
      run.receive('m/1', `{"v":${at},"w":${-at}}`, at * 10);
      run.receive('m/2', `{"v":${at * 2}}`, at * 10 + 5);
    }
    const [one, two] = [run.node('m/1'), run.node('m/2')];
    const chart = run.open([
      { node: one, path: 'v' },
      { node: two, path: 'v' },
      { node: one, path: 'w' }
    ]);
    const data = await run.readAll(chart, { fromMs: chartStartMs + 100, toMs: chartStartMs + 200 });
    expect(drawn(data, 0)).toEqual(Array.from({ length: 13 }, (_, at) => [(at + 9) * 10, at + 9]));
    expect(drawn(data, 1).map(([ms]) => ms)).toEqual(Array.from({ length: 12 }, (_, at) => 95 + at * 10));
    expect(drawn(data, 2).map(([, value]) => value)).toEqual(drawn(data, 0).map(([, value]) => -value));
    expect(data.series.map(({ range }) => range?.max)).toEqual([20, 38, -10]);
  });

  it('shows a live span up to now, also while nothing comes', async () => {
    const run = begin();
    run.receive('a', '5', 0);
    run.nowMs = chartStartMs + 600_000;
    const data = await run.readAll(run.open([{ node: run.node('a'), path: '' }]), { spanMs: 60_000 });
    expect([data.fromMs, data.toMs]).toEqual([run.nowMs - 60_000, run.nowMs]);
    expect(data.series[0]?.range).toBeNull();
    // The line enters from the left.
    expect(drawn(data)).toEqual([[0, 5]]);
  });

  it('does not look beyond the moment of a paused window, and catches up when it goes on', async () => {
    const run = begin();
    for (let at = 0; at < 5; at += 1) run.receive('a', String(at), at * 10);
    const chart = run.open([{ node: run.node('a'), path: '' }]);
    await run.readAll(chart);
    run.receive('a', '5', 50);
    const paused = run.pausedMoment();
    // Stamped before the pause, stored behind it.
    run.receive('a', '6', 50);
    run.receive('a', '7', 70);
    run.nowMs += 1_000;
    expect(drawn(await run.readAll(chart, {}, paused)).map(([, value]) => value)).not.toContain(7);
    const held = await run.readAll(chart, {}, paused);
    expect([held.toMs, held.series[0]?.range?.max, held.wholeMs?.[1]]).toEqual([paused.atMs, 5, chartStartMs + 50]);
    const opened = await run.readAll(
      run.open(
        [
          { node: run.node('a'), path: 'x' },
          { node: run.node('a'), path: '' }
        ],
        paused
      ),
      {},
      paused
    );
    expect(opened.series[1]?.range?.max).toBe(5);
    run.nowMs += 1_000;
    expect((await run.readAll(chart)).series[0]?.range?.max).toBe(7);
  });

  it('keeps so many points and no more: the oldest go first, and it says how many', async () => {
    const run = begin({ mostPoints: 20_000 });
    for (let at = 0; at < 30_000; at += 1) run.receive('a', String(at), at);
    const node = run.node('a');
    const chart = run.open([{ node, path: '' }]);
    const data = await run.readAll(chart);
    expect(data.series[0]?.points).toBe(20_000);
    expect(data.letGo).toBeGreaterThanOrEqual(30_000 - 20_000 - 4_096);
    expect(data.series[0]?.range).toMatchObject({ min: 10_000, max: 29_999 });
    for (let at = 30_000; at < 40_000; at += 1) run.receive('a', String(at), at);
    const later = await waitUntil('the newest point', async () => {
      const read = await run.readAll(chart);
      return read.series[0]?.range?.max === 39_999 && read;
    });
    expect(later.series[0]?.points).toBeLessThanOrEqual(20_000);
    expect(later.letGo).toBeGreaterThan(data.letGo);
  });

  it('begins anew when payloads are read in another way', async () => {
    const jobs = new InThreadJobs();
    const run = begin({ jobs });
    for (let at = 0; at < 5; at += 1) run.receive('a', String(at), at);
    const chart = run.open([{ node: run.node('a'), path: '' }]);
    expect((await run.readAll(chart)).series[0]?.points).toBe(5);
    await jobs.run('configure', { rules: [{ filter: '#', decoder: 'bytes', messageType: '' }], schemas: [] });
    run.charts.decodingChanged();
    expect((await run.readAll(chart)).series[0]?.points).toBe(0);
  });

  it('reads nothing for charts that are closed, and shares what two show', async () => {
    const jobs = new InThreadJobs();
    const run = begin({ jobs });
    for (let at = 0; at < 5; at += 1) run.receive('a', String(at), at);
    const wish = [{ node: run.node('a'), path: '' }];
    const first = run.open(wish);
    await run.readAll(first);
    const before = jobs.done.filter((job) => job === 'extract').length;
    const second = run.open(wish);
    run.charts.close(first);
    expect((await run.readAll(second)).series[0]?.points).toBe(5);
    expect(jobs.done.filter((job) => job === 'extract')).toHaveLength(before);
    expect(
      await run.charts.read(
        { ask: 'readChart', chart: first, fromMs: null, toMs: null, spanMs: null, widthPx: 9, averaging: 'none' },
        liveMoment,
        signal
      )
    ).toMatchObject({ ok: false, failure: { code: 'not-kept' } });
    expect(run.charts.open({ ask: 'openChart', series: [{ node: 999, path: '' }] }, liveMoment)).toMatchObject({
      ok: false
    });
  });

  it('answers at once while an old history is still being read', async () => {
    const jobs = new GatedJobs();
    const run = begin({ jobs });
    for (let at = 0; at < 100_000; at += 1) run.receive('a', `{"value":${at},"pad":"xxxxxxxxxx"}`, at);
    const chart = run.open([{ node: run.node('a'), path: 'value' }]);
    const reading = run.read(chart);
    await jobs.letPass(1);
    const data = await reading;
    expect(data.readMessages).toBeGreaterThan(0);
    expect(data.readMessages).toBeLessThan(data.messages);
    expect(data.messages).toBe(100_000);
    expect(data.series[0]?.range?.max).toBe(99_999);
    jobs.open();
    expect((await run.readAll(chart)).series[0]?.points).toBe(100_000);
  });

  it('goes on behind messages whose decoding had to be ended', async () => {
    const jobs = new GatedJobs();
    jobs.open();
    jobs.endNext = 1;
    const run = begin({ jobs });
    for (let at = 0; at < 30_000; at += 1) run.receive('a', `{"value":${at},"pad":"xxxxxxxxxx"}`, at);
    const data = await run.readAll(run.open([{ node: run.node('a'), path: 'value' }]));
    expect(data.series[0]?.points).toBeGreaterThan(10_000);
    expect(data.series[0]?.points).toBeLessThan(30_000);
    expect([data.letGo, data.unread]).toEqual([0, 30_000 - (data.series[0]?.points ?? 0)]);
    expect(data.series[0]?.range?.min).toBe(0);
  });

  it('copies nothing too large to be decoded, and says that it is left out', async () => {
    const jobs = new InThreadJobs();
    const run = begin({ jobs, historyBudgetBytes: 100_000_000 });
    run.receive('a', '1', 0);
    run.receive('a', `{"v":1,"pad":"${'x'.repeat(decodingBounds.decodedBytes)}"}`, 10);
    const chart = run.open([
      { node: run.node('a'), path: '' },
      { node: run.node('a'), path: 'v' }
    ]);
    const data = await run.readAll(chart);
    expect([data.series[0]?.points, data.letGo, data.unread]).toEqual([1, 0, 1]);
    expect(jobs.done).not.toContain('numbers');
  });

  it('gives all points of a range as a table', async () => {
    const run = begin();
    for (let at = 0; at < 5; at += 1) {
      run.receive('a', `{"v":${at},"w":${at === 3 ? 'null' : at}}`, at * 10);
      if (at === 2) run.receive('b', '8', at * 10);
    }
    const [a, b] = [run.node('a'), run.node('b')];
    const chart = run.open([
      { node: a, path: 'v' },
      { node: a, path: 'w' },
      { node: b, path: '' }
    ]);
    await run.readAll(chart);
    const table = await run.charts.table(chart, chartStartMs + 10, chartStartMs + 30);
    expect(table?.columns.map(({ topic, path }) => [topic, path])).toEqual([
      ['a', 'v'],
      ['a', 'w'],
      ['b', '']
    ]);
    expect([...(table ?? [])].map(({ atMs, values }) => [atMs - chartStartMs, ...values])).toEqual([
      [10, 1, 1, null],
      [20, 2, 2, 8],
      [30, 3, null, null]
    ]);
    expect(await run.charts.table(99, 0, 1)).toBeNull();
  });

  it('gives all of them also when it was opened just now, or is to be read anew', async () => {
    const run = begin();
    for (let at = 0; at < 5_000; at += 1) run.receive('a', `{"v":${at},"text":"${'x'.repeat(100)}"}`, at);
    const chart = run.open([{ node: run.node('a'), path: 'v' }]);
    const table = run.charts.table(chart, chartStartMs, chartStartMs + 5_000);
    expect([...((await table) ?? [])]).toHaveLength(5_000);
    const again = run.charts.table(chart, chartStartMs, chartStartMs + 5_000);
    run.charts.decodingChanged();
    expect([...((await again) ?? [])]).toHaveLength(5_000);
  });

  it('gives nothing when it is closed while it is read', async () => {
    const run = begin();
    run.receive('a', '1', 0);
    const chart = run.open([{ node: run.node('a'), path: '' }]);
    const table = run.charts.table(chart, chartStartMs, chartStartMs + 1);
    run.charts.close(chart);
    expect(await table).toBeNull();
  });
});

/** Lets extracting through only when told. */
class GatedJobs implements RunJobs {
  readonly #jobs = new InThreadJobs();
  readonly #waiting: (() => void)[] = [];
  #isOpen = false;
  endNext = 0;

  async run<J extends DecodeJob>(job: J, input: DecodeInput<J>, stop?: AbortSignal): Promise<Result<DecodeOutput<J>>> {
    if (job === 'extract' && !this.#isOpen) await new Promise<void>((pass) => this.#waiting.push(pass));
    if (job === 'extract' && this.endNext > 0) {
      this.endNext -= 1;
      return fail('decode-ended', '', { code: 'too-slow' });
    }
    return this.#jobs.run(job, input, stop);
  }

  async letPass(count: number): Promise<void> {
    for (let passed = 0; passed < count; passed += 1) {
      await waitUntil('a job to extract', () => this.#waiting.length > 0);
      this.#waiting.shift()?.();
    }
  }

  open(): void {
    this.#isOpen = true;
    for (const pass of this.#waiting.splice(0)) pass();
  }
}
