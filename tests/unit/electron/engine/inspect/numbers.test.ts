import { afterEach, describe, expect, it } from 'vitest';
import { ChartRun, liveMoment } from '../../../../support/chart-run';
import { InThreadJobs } from '../../../../support/in-thread-jobs';

const runs: ChartRun[] = [];
const { signal } = new AbortController();

function begin(options: ConstructorParameters<typeof ChartRun>[0] = {}): ChartRun {
  const run = new ChartRun(options);
  runs.push(run);
  return run;
}

afterEach(() => {
  for (const run of runs.splice(0)) run.numbers.close();
});

describe('the numbers of a message', () => {
  const ask = (
    run: ChartRun,
    topic: string,
    seq: number | null = null,
    moment = liveMoment
  ): ReturnType<ChartRun['numbers']['answer']> =>
    run.numbers.answer({ ask: 'numbers', node: run.node(topic), seq, lines: true }, moment, signal);

  it('come with their change and a line over the last five minutes', async () => {
    const run = begin();
    for (let second = 0; second < 1_000; second += 1) run.receive('a', `{"v":${second},"on":true}`, second * 1_000);
    const answer = await ask(run, 'a');
    if (!answer.ok) throw new Error(answer.failure.code);
    const { fields, lines, more, spanMs } = answer.value;
    expect(fields).toMatchObject([
      { path: 'v', value: 999, change: 1 },
      { path: 'on', change: 0 }
    ]);
    expect([more, spanMs, lines.length, lines[0]?.length]).toEqual([0, 300_000, 2, 60]);
    expect(lines[0]?.at(-1)).toBe(997);
    expect(lines[0]?.at(0)).toBe(702);
    expect(lines[1]?.every((value) => value === 1)).toBe(true);
  });

  it('are cheap to ask for again: only what came since is read', async () => {
    const jobs = new InThreadJobs();
    const run = begin({ jobs });
    for (let second = 0; second < 100; second += 1) run.receive('a', String(second), second * 1_000);
    await ask(run, 'a');
    const before = jobs.done.length;
    run.receive('a', '500', 105_000);
    const answer = await ask(run, 'a');
    expect(jobs.done.slice(before)).toEqual(['numbers', 'extract']);
    expect(answer).toMatchObject({ ok: true, value: { fields: [{ path: '', value: 500, change: 401 }] } });
    if (answer.ok) expect(answer.value.lines[0]?.at(-1)).toBe(500);
  });

  it('come alone when no lines are asked for: nothing but this message is read', async () => {
    const jobs = new InThreadJobs();
    const run = begin({ jobs });
    for (let second = 0; second < 100; second += 1) run.receive('a', String(second), second * 1_000);
    const question = { ask: 'numbers', node: run.node('a'), seq: 40, lines: false } as const;
    expect(await run.numbers.answer(question, liveMoment, signal)).toMatchObject({
      ok: true,
      value: { fields: [{ path: '', value: 39, change: 1 }], lines: [], spanMs: 300_000 }
    });
    expect(jobs.done).toEqual(['numbers']);
  });

  it('have lines after a clock was set back, before and while they are shown', async () => {
    const run = begin();
    const hourMs = 3_600_000;
    run.receive('a', '1', 2 * hourMs);
    run.receive('a', '2', hourMs);
    const first = await ask(run, 'a');
    if (first.ok) expect(first.value.lines[0]?.filter((value) => value !== null)).toEqual([2]);
    run.receive('a', '3', 1_000);
    run.receive('a', '4', 6_000);
    const second = await ask(run, 'a');
    expect(second.ok && second.value.lines[0]?.slice(-3)).toEqual([null, 3, 4]);
  });

  it('are not looked for in what is too large to be decoded', async () => {
    const jobs = new InThreadJobs();
    const run = begin({ jobs });
    run.receive('a', '1', 1_000);
    const payload = Buffer.alloc(64_000_001, '1');
    const read = run.messages.read.bind(run.messages);
    run.messages.read = (node, seq) => {
      const kept = read(node, seq);
      return kept && { ...kept, payload };
    };
    expect(await ask(run, 'a')).toMatchObject({ ok: true, value: { fields: [], lines: [] } });
    expect(jobs.done).toEqual([]);
  });

  it('are those of an older message when one is chosen, and of the moment of a paused window', async () => {
    const run = begin();
    for (let second = 0; second < 20; second += 1) run.receive('a', String(second), second * 1_000);
    const paused = run.pausedMoment();
    run.receive('a', '700', 30_000);
    expect(await ask(run, 'a', 3)).toMatchObject({ ok: true, value: { fields: [{ value: 2, change: 1 }] } });
    const held = await ask(run, 'a', null, paused);
    expect(held).toMatchObject({ ok: true, value: { fields: [{ value: 19, change: 1 }] } });
    if (held.ok) expect(Math.max(...(held.value.lines[0] ?? []).map((value) => value ?? 0))).toBe(17);
    expect(await ask(run, 'a', 9_999)).toMatchObject({ ok: false, failure: { code: 'not-kept' } });
  });
});
