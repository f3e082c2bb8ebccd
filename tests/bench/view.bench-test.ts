import { describe, expect, it } from 'vitest';
import { Bodies } from '../../electron/engine/decode/bodies';
import { arrival } from '../support/arrival';
import { ViewRun } from '../support/view-run';

const small = process.env['BENCH_SMALL'] === '1';

function print(figures: object): void {
  process.stdout.write(`${JSON.stringify({ bench: 'view', ...figures })}\n`);
}

const rounded = (ms: number): number => Math.round(ms * 100) / 100;

describe('view', () => {
  it('frames while values and new topics come in', async () => {
    const topics = small ? 2_000 : 100_000;
    const run = new ViewRun();
    await run.open();
    const add = (topic: number): void => run.append(`plant/${topic % 100}/device-${topic}/value`, String(topic));
    for (let topic = 0; topic < topics; topic += 1) add(topic);
    await run.pass(2_000);
    const openedMs = performance.now();
    await run.command({ kind: 'expandBranch', node: run.store.childrenInOrder(0)[0] ?? 0 });
    const expandMs = performance.now() - openedMs;
    await run.look(Math.floor(run.frame.totalRows / 2), 80);
    const ticksMs: number[] = [];
    for (let step = 0; step < 100; step += 1) {
      for (let more = 0; more < 500; more += 1) add((step * 997 + more * 31) % topics);
      add(topics + step);
      const startedMs = performance.now();
      await run.pass(100);
      ticksMs.push(performance.now() - startedMs);
    }
    ticksMs.sort((a, b) => a - b);
    const rows = run.frame.totalRows;
    const [medianMs, longestMs] = [ticksMs[50] ?? 0, ticksMs[99] ?? 0].map(rounded);
    print({ name: 'tick with one new row, 500 values', rows, expandAllMs: rounded(expandMs), medianMs, longestMs });
    // The new devices came in closed.
    expect(rows).toBe(2 * topics + 100 + 101);
    expect(run.frame.rows.length).toBe(80);
    expect(run.store.facts(0)?.messages).toBe(topics + 100 * 501);
  });

  it.each([
    { name: 'one line of text', fill: 'x' },
    { name: 'empty lines', fill: '\n' },
    { name: 'characters of four bytes', fill: '😀' },
    { name: 'opening brackets', fill: '[' }
  ])('a whole body: $name', async ({ name, fill }) => {
    const bytes = small ? 8_000_000 : 256_000_000;
    const { topic, ...facts } = arrival('t', Buffer.alloc(bytes, fill));
    const kept = { payload: facts.payload, facts: { ...facts, seq: 1, sizeBytes: bytes } };
    const bodies = new Bodies({ body: () => kept, previous: () => null });
    let longestMs = 0;
    let lastMs = performance.now();
    let watching = true;
    const watch = (): void => {
      const nowMs = performance.now();
      longestMs = Math.max(longestMs, nowMs - lastMs);
      lastMs = nowMs;
      if (watching) setImmediate(watch);
    };
    setImmediate(watch);
    const startedMs = performance.now();
    const request = { node: 1, seq: null, view: 'decoded', compare: false, all: true } as const;
    const opened = await bodies.open(request, new AbortController().signal);
    const openMs = performance.now() - startedMs;
    watching = false;
    if (!opened.ok) throw new Error(topic);
    const readMs = performance.now();
    const lines = bodies.readLines(opened.value.document, Math.max(0, opened.value.lines - 100), 100);
    print({
      name: `body: ${name}`,
      bytes,
      format: opened.value.format,
      lines: opened.value.lines,
      openMs: Math.round(openMs),
      longestBlockMs: rounded(longestMs),
      readLastLinesMs: rounded(performance.now() - readMs)
    });
    expect(opened.value.shownBytes).toBe(bytes);
    expect(lines.ok).toBe(true);
  });

  it('a formatted body of 16 MB', async () => {
    const bytes = small ? 1_000_000 : 16_000_000;
    const one = '{"place":12345,"name":"conveyor","list":[1,2,3],"deep":{"on":true}},';
    const text = `[${one.repeat(Math.floor(bytes / one.length) - 1)}0]`;
    const { topic, ...facts } = arrival('t', text);
    const kept = { payload: facts.payload, facts: { ...facts, seq: 1, sizeBytes: text.length } };
    const bodies = new Bodies({ body: () => kept, previous: () => null });
    const startedMs = performance.now();
    const request = { node: 1, seq: null, view: 'decoded', compare: false, all: true } as const;
    const opened = await bodies.open(request, new AbortController().signal);
    if (!opened.ok) throw new Error(topic);
    print({
      name: 'body: formatted',
      bytes,
      lines: opened.value.lines,
      openMs: Math.round(performance.now() - startedMs)
    });
    expect(opened.value.format).toBe('json');
  });
});
