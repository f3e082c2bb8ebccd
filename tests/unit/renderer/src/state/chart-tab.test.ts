import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fail, succeed, type Result } from '#contract/failure';
import { inspectorBounds } from '#contract/limits';
import type { ChartSpan } from '../../../../../renderer/src/state/chart-range';
import { ChartTabState } from '../../../../../renderer/src/state/chart-tab.svelte';
import { ChartsDouble, numbersOf, numericField } from './chart-double';
import { emptyFrame, EngineDouble, selectedTopic } from './engine-double';

const { NaN: nothing } = Number;

describe('ChartTabState', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  async function start() {
    const engine = new EngineDouble();
    const charts = new ChartsDouble(engine);
    charts.numbers.set(
      7,
      numbersOf(...['seq', 'value', 'setpoint', 'current', 'extra'].map((path) => numericField(path)))
    );
    charts.numbers.set(8, numbersOf(numericField('value', { text: '4.25' })));
    const tab = new ChartTabState(engine.client);
    tab.setWidth(400);
    const pass = async (ms = 0) => {
      await charts.serve();
      engine.frame({});
      tab.readWanted();
      await vi.advanceTimersByTimeAsync(ms);
      await charts.serve();
    };
    const show = async (node: number, path: string | null = null) => {
      tab.show(selectedTopic(node, 5), path);
      await pass();
      await pass(100);
    };
    return { engine, charts, tab, pass, show };
  }
  const checked = (tab: ChartTabState) => tab.series.checked.map(({ node, path, slot }) => [node, path, slot]);

  it('begins with up to three sensible fields and lists the others', async () => {
    const { tab, show, charts } = await start();
    await show(7);
    expect(checked(tab)).toEqual([
      [7, 'value', 0],
      [7, 'setpoint', 1],
      [7, 'current', 2]
    ]);
    expect(tab.series.rows.map(({ path }) => path)).toEqual(['value', 'setpoint', 'current', 'seq', 'extra']);
    expect([...charts.open.values()][0]).toHaveLength(3);
  });

  it('chooses them as soon as they are known, also when no frame comes', async () => {
    const { tab, charts } = await start();
    tab.show(selectedTopic(7, 5), null);
    await charts.serve();
    expect(tab.series.checked).toHaveLength(3);
  });

  it('lists what is drawn first, and moves no row while it is toggled', async () => {
    const { tab, show } = await start();
    await show(7);
    const listed = () => tab.series.rows.map(({ path }) => path);
    const toggle = (path: string) => {
      const row = tab.series.rows.find((one) => one.path === path);
      if (row) tab.series.toggle(row);
    };
    toggle('value');
    toggle('extra');
    expect(listed()).toEqual(['value', 'setpoint', 'current', 'seq', 'extra']);
    tab.series.add([{ node: 9, path: 'late', topic: 't9' }]);
    expect(listed()).toEqual(['setpoint', 'current', 'extra', 'late', 'seq', 'value']);
    toggle('seq');
    await show(8);
    await show(7);
    expect(listed()).toEqual(['seq', 'setpoint', 'current', 'extra', 'late', 'value']);
    toggle('seq');
    tab.rest();
    await show(7);
    expect(listed()).toEqual(['setpoint', 'current', 'extra', 'late', 'seq', 'value']);
  });

  it('shows the field it was opened with, and keeps what was chosen for a topic', async () => {
    const { tab, show } = await start();
    await show(7, 'extra');
    expect(checked(tab)).toEqual([[7, 'extra', 0]]);
    await show(8);
    expect(checked(tab)).toEqual([[8, 'value', 0]]);
    await show(7);
    expect(checked(tab)).toEqual([[7, 'extra', 0]]);
  });

  it('gives a line the style that is free', async () => {
    const { tab, show } = await start();
    await show(7);
    const row = (path: string) => tab.series.rows.find((one) => one.path === path);
    const value = row('value');
    const extra = row('extra');
    if (value) tab.series.toggle(value);
    if (extra) tab.series.toggle(extra);
    expect(checked(tab)).toEqual([
      [7, 'setpoint', 1],
      [7, 'current', 2],
      [7, 'extra', 0]
    ]);
  });

  it('adds series of other topics, as many as a chart may have, and removes them', async () => {
    const { tab, show } = await start();
    await show(7);
    const lines = Array.from({ length: 30 }, (_, index) => ({ node: 100 + index, path: '', topic: `t${index}` }));
    expect(tab.series.add(lines)).toBe(inspectorBounds.series - 3);
    expect(tab.series.full).toBe(true);
    const extra = tab.series.rows.find(({ path }) => path === 'extra');
    expect(extra && tab.series.toggle(extra)).toBe(false);
    const added = tab.series.rows.find(({ node }) => node === 100);
    if (added) tab.series.remove(added);
    expect(tab.series.rows.some(({ node }) => node === 100)).toBe(false);
    expect(extra && tab.series.toggle(extra)).toBe(true);
  });

  it('reads nothing while it is hidden, without a width, or not on screen', async () => {
    const { tab, show, charts, pass } = await start();
    await show(7);
    expect(charts.open.size).toBe(1);
    tab.setHidden(true);
    await pass(1_000);
    expect(charts.open.size).toBe(0);
    tab.setHidden(false);
    await pass(1_000);
    expect(charts.open.size).toBe(1);
    tab.rest();
    await pass(1_000);
    expect(charts.open.size).toBe(0);
  });

  it('stays where it was moved to until it follows again', async () => {
    const { tab, show, charts, pass } = await start();
    await show(7);
    tab.setSpan(60_000);
    await pass(1_000);
    tab.pan(-0.25);
    expect(tab.view).toEqual([-250, 750]);
    await pass(1_000);
    expect(charts.reads.at(-1)).toMatchObject({ fromMs: -250, toMs: 750 });
    tab.followLive();
    expect(tab.range).toEqual({ kind: 'live', spanMs: 60_000 });
  });

  it('steps from point to point, and tells whose message a point is', async () => {
    const { tab, show, charts } = await start();
    charts.values = [1, nothing, 2, Number.POSITIVE_INFINITY, 3];
    await show(8);
    const plot = tab.plots[0]?.key ?? '';
    const times = (['last', 'previous', 'previous', 'previous', 'next', 'first'] as const).map((to) => {
      tab.step(plot, to);
      return tab.cursorAtMs;
    });
    expect(times).toEqual([400, 200, 0, 0, 200, 0]);
    tab.step(plot, 'last');
    expect(tab.pointed()).toEqual({ node: 8, atMs: 400 });
    tab.point(plot, 0.05);
    expect(tab.cursorAtMs).toBe(0);
    tab.point(plot, null);
    expect(tab.cursorAtMs).toBeNull();
  });

  it('shows pinned series once their topics are there', async () => {
    const { tab, show, charts, pass } = await start();
    await show(7);
    tab.pins.set([
      { topic: 'there', path: 'value', colour: 's3' },
      { topic: 'later', path: 't.value', colour: '#ff0000' }
    ]);
    charts.topics.set('there', 8);
    tab.series.shown = 'pinned';
    await pass(100);
    await pass(100);
    expect(tab.series.rows.map(({ topic, waiting, slot }) => [topic, waiting, slot])).toEqual([
      ['there', false, 2],
      ['later', true, 0]
    ]);
    expect([...charts.open.values()]).toEqual([[{ node: 8, path: 'value' }]]);
    charts.topics.set('later', 9);
    await pass(2_000);
    await pass(100);
    await pass(100);
    expect([...charts.open.values()][0]).toEqual([
      { node: 8, path: 'value' },
      { node: 9, path: 't.value' }
    ]);
  });

  it('asks again for the fields of other topics: their first answer may have been too early', async () => {
    const { tab, show, charts, pass, engine } = await start();
    await show(7);
    tab.series.add([{ node: 9, path: 'late', topic: 't9' }]);
    await pass();
    charts.numbers.set(9, numbersOf(numericField('late', { text: '4.250' })));
    await pass(2_000);
    await pass();
    expect(tab.series.rows.find(({ node }) => node === 9)?.field?.text).toBe('4.250');
    const asked = engine.questions('numbers').filter(({ node }) => node === 9).length;
    await pass(100);
    expect(engine.questions('numbers').filter(({ node }) => node === 9)).toHaveLength(asked);
  });

  it('holds what is saved open until the person has answered, whatever the tab does', async () => {
    const { tab, show, charts, pass } = await start();
    await show(8);
    let answered: (() => void) | undefined;
    const saving = tab.hold(
      (chart, view) =>
        new Promise<Result<{ chart: number; view: ChartSpan }>>((done) => {
          answered = () => done(succeed({ chart, view }));
        })
    );
    await pass();
    tab.rest();
    await pass(1_000);
    expect([...charts.open.values()]).toEqual([[{ node: 8, path: 'value' }]]);
    answered?.();
    await pass();
    expect(await saving).toEqual(succeed({ chart: 2, view: [0, 1_000] }));
    expect(charts.open.size).toBe(0);
  });

  it('asks anew for the fields of what is read by other rules since it was last on screen', async () => {
    const { engine, tab, show, charts } = await start();
    charts.numbers.set(9, numbersOf());
    await show(9);
    expect(tab.series.rows).toEqual([]);
    tab.rest();
    charts.numbers.set(9, numbersOf(numericField('speed')));
    engine.frame({ status: { ...emptyFrame.status, decodingRevision: 2 } });
    await show(9);
    expect(tab.series.rows.map(({ path }) => path)).toEqual(['speed']);
  });

  it('knows whether the fields of a topic are still being asked for', async () => {
    const { engine, tab, charts } = await start();
    tab.show(selectedTopic(9, 5), null);
    expect(tab.fields.known.has(9)).toBe(false);
    await charts.serve();
    expect(tab.fields.known.has(9)).toBe(true);
    tab.show(selectedTopic(7, 5), null);
    await engine.asked.at(-1)?.answer(fail('decode-ended'));
    expect(tab.fields.known.get(7)?.fields).toEqual([]);
  });

  it('keeps the fields it knows when a later message cannot be read', async () => {
    const { engine, tab, show } = await start();
    await show(7);
    void tab.fields.ask(7);
    await engine.asked.at(-1)?.answer(fail('decode-ended'));
    expect(tab.fields.known.get(7)?.fields).toHaveLength(5);
  });

  it('forgets everything when the engine begins anew', async () => {
    const { tab, show, engine } = await start();
    await show(7);
    engine.snapshot();
    expect(tab.series.rows).toEqual([]);
    expect(tab.reading.data).toBeNull();
  });
});
