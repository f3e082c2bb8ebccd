import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ChartReading, type ChartWish } from '../../../../../renderer/src/state/chart-reading.svelte';
import { ChartsDouble } from './chart-double';
import { EngineDouble } from './engine-double';

const wish = (change: Partial<ChartWish> = {}): ChartWish => ({
  series: [{ node: 1, path: 'value' }],
  range: { kind: 'live', spanMs: 60_000 },
  averaging: 'none',
  widthPx: 400,
  ...change
});

describe('ChartReading', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  function start() {
    const engine = new EngineDouble();
    const charts = new ChartsDouble(engine);
    const reading = new ChartReading(engine.client);
    const pass = async (ms: number) => {
      await vi.advanceTimersByTimeAsync(ms);
      await charts.serve();
    };
    return { engine, charts, reading, pass };
  }

  it('reads at most four times a second while it lives, with one question in flight', async () => {
    const { engine, charts, reading, pass } = start();
    reading.show(wish(), true);
    await pass(0);
    expect(charts.reads).toHaveLength(1);
    expect(charts.reads[0]).toMatchObject({
      fromMs: null,
      toMs: null,
      spanMs: 60_000,
      widthPx: 400,
      averaging: 'none'
    });
    for (let tick = 0; tick < 40; tick += 1) await pass(25);
    expect(charts.reads).toHaveLength(5);
    // Nobody answers: nobody asks again.
    await vi.advanceTimersByTimeAsync(5_000);
    expect(engine.questions('readChart').length - charts.reads.length).toBeLessThanOrEqual(1);
  });

  it('reads a long chart less often, as it moves by less than a pixel', async () => {
    const { charts, reading, pass } = start();
    charts.change = { fromMs: 0, toMs: 3_600_000 };
    reading.show(wish({ range: { kind: 'live', spanMs: 3_600_000 } }), true);
    for (let tick = 0; tick < 30; tick += 1) await pass(50);
    expect(charts.reads).toHaveLength(2);
  });

  it('holds still when it does not live, but is read on while its history is', async () => {
    const { charts, reading, pass } = start();
    charts.change = { readMessages: 1, messages: 9 };
    reading.show(wish(), false);
    await pass(0);
    await pass(250);
    expect(charts.reads).toHaveLength(2);
    charts.change = {};
    await pass(250);
    for (let tick = 0; tick < 20; tick += 1) await pass(250);
    expect(charts.reads).toHaveLength(3);
  });

  it('is read on sooner while there is nothing to draw yet', async () => {
    const { charts, reading, pass } = start();
    charts.change = { readMessages: 0, messages: 9 };
    reading.show(wish(), true);
    await pass(0);
    await pass(100);
    expect(charts.reads).toHaveLength(2);
  });

  it('follows a hand at most ten times a second, and the last move is never lost', async () => {
    const { charts, reading, pass } = start();
    reading.show(wish(), false);
    await pass(0);
    for (let move = 1; move <= 20; move += 1) {
      reading.show(wish({ range: { kind: 'fixed', fromMs: move, toMs: move + 100 } }), false);
      await pass(10);
    }
    await pass(100);
    expect(charts.reads.length).toBeLessThanOrEqual(4);
    expect(charts.reads.at(-1)).toMatchObject({ fromMs: 20, toMs: 120, spanMs: null });
  });

  it('does not ask again for what it is asked again', async () => {
    const { charts, reading, pass } = start();
    reading.show(wish(), false);
    await pass(0);
    reading.show(wish(), false);
    await pass(1_000);
    expect(charts.reads).toHaveLength(1);
  });

  it('opens another chart for other series, and closes the one before only then', async () => {
    const { engine, charts, reading, pass } = start();
    reading.show(wish(), false);
    await pass(0);
    reading.show(
      wish({
        series: [
          { node: 1, path: 'value' },
          { node: 2, path: '' }
        ]
      }),
      false
    );
    await pass(100);
    expect([...charts.open.values()]).toEqual([
      [
        { node: 1, path: 'value' },
        { node: 2, path: '' }
      ]
    ]);
    const asked = engine.asked.map(({ question }) => question.ask);
    expect(asked).toEqual(['openChart', 'readChart', 'openChart', 'closeChart', 'readChart']);
    expect(reading.data?.series).toHaveLength(2);
  });

  it('opens anew what the engine let go', async () => {
    const { charts, reading, pass } = start();
    reading.show(wish(), true);
    await pass(0);
    charts.open.clear();
    await pass(250);
    await pass(1_000);
    expect(charts.open.size).toBe(1);
    expect(reading.problem).toBeNull();
  });

  it('leaves no chart open when it rests, not even one that was just being opened', async () => {
    const { charts, reading, pass } = start();
    reading.show(wish(), true);
    await vi.advanceTimersByTimeAsync(0);
    reading.rest();
    await charts.serve();
    expect(charts.open.size).toBe(0);
    reading.show(wish(), true);
    await pass(100);
    expect(charts.open.size).toBe(1);
    reading.rest();
    await charts.serve();
    expect(charts.open.size).toBe(0);
    const read = charts.reads.length;
    await pass(5_000);
    expect(charts.reads).toHaveLength(read);
  });
});
