import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { inspectorBounds } from '#contract/limits';
import type { PinnedChart } from '../../../../../renderer/src/state/chart-pins.svelte';
import { ChartTabState } from '../../../../../renderer/src/state/chart-tab.svelte';
import { ChartWork } from '../../../../../renderer/src/state/chart-work.svelte';
import { ChartsDouble, numbersOf, numericField } from './chart-double';
import { EngineDouble, selectedTopic, settled } from './engine-double';
import { ListsDouble } from './history-double';

const pinned = (topic: string, path = 'value'): PinnedChart => ({ topic, path, colour: '' });

describe('ChartWork', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  /** Topic 7 is selected, and its `value` and `set` are drawn. */
  async function start(kept: readonly PinnedChart[] = []) {
    const engine = new EngineDouble();
    const charts = new ChartsDouble(engine);
    const fields = (...paths: string[]) => numbersOf(...paths.map((path) => numericField(path)));
    charts.numbers.set(7, fields('value', 'set'));
    const tab = new ChartTabState(engine.client);
    tab.setWidth(400);
    const shown: number[] = [];
    const selections: number[] = [];
    const saving: { charts: PinnedChart[]; done: (kept: boolean) => void }[] = [];
    let profile = kept;
    let selected = selectedTopic(7, 5);
    const work = new ChartWork({
      tab,
      selected: () => selected,
      selectTopic: (node) => selections.push(node),
      showMessage: (seq) => shown.push(seq),
      charts: () => profile,
      keepCharts: (wanted) => new Promise((done) => saving.push({ charts: wanted, done }))
    });
    const pass = async (ms = 0) => {
      await charts.serve();
      engine.frame({});
      tab.readWanted();
      await vi.advanceTimersByTimeAsync(ms);
      await charts.serve();
    };
    const select = async (node: number) => {
      selected = selectedTopic(node, 5);
      tab.show(selected, null);
      work.move(node);
      await pass();
      await pass(100);
    };
    const pin = (charts: readonly PinnedChart[]) => {
      profile = charts;
    };
    await select(7);
    const drawn = () => tab.series.checked.map(({ node, path }) => `${node} ${path}`);
    return { engine, charts, tab, work, pass, select, shown, selections, saving, pin, drawn, fields };
  }

  describe('pinning', () => {
    it('says that series are pinned once they are, and nothing where they are refused', async () => {
      const { work, charts, saving } = await start();
      charts.topics.set('t7', 7);
      void work.pin();
      await charts.serve();
      expect(saving[0]?.charts.map(({ topic, path }) => [topic, path])).toEqual([
        ['t7', 'value'],
        ['t7', 'set']
      ]);
      expect(work.outcome).toBe('');
      saving[0]?.done(true);
      await settled();
      expect(work.outcome).toBe('2 series are pinned.');

      work.outcome = '';
      void work.pin();
      await charts.serve();
      saving[1]?.done(false);
      await settled();
      expect(work.outcome).toBe('');
    });

    it('leaves alone what was pinned and unpinned meanwhile', async () => {
      const { work, charts, saving, pin } = await start([pinned('goes'), pinned('stays')]);
      charts.topics.set('t7', 7);
      void work.pin();
      pin([pinned('stays'), pinned('came'), pinned('t7')]);
      await charts.serve();
      expect(saving[0]?.charts.map(({ topic, path }) => `${topic} ${path}`)).toEqual([
        'stays value',
        'came value',
        't7 value',
        't7 set'
      ]);
    });

    it('says that all are pinned, and that a connection keeps no more', async () => {
      const { work, charts, saving, pin } = await start([pinned('t7'), pinned('t7', 'set')]);
      charts.topics.set('t7', 7);
      void work.pin();
      await charts.serve();
      expect(work.outcome).toBe('All checked series are pinned.');
      pin(Array.from({ length: inspectorBounds.pinnedCharts - 1 }, (_, index) => pinned(`t${index + 100}`)));
      void work.pin();
      await charts.serve();
      expect(work.outcome).toBe('A connection keeps 200 pinned series. Remove some first.');
      expect(saving).toEqual([]);
    });

    it('takes away every pin of a series that is there twice', async () => {
      const { work, tab, saving, pass } = await start([pinned('a'), pinned('b'), { ...pinned('b'), colour: 's2' }]);
      tab.pins.set([pinned('a'), pinned('b'), { ...pinned('b'), colour: 's2' }]);
      tab.series.shown = 'pinned';
      await pass();
      const row = tab.series.rows.find(({ topic }) => topic === 'b');
      if (row) work.remove(row);
      expect(saving[0]?.charts).toEqual([pinned('a')]);
    });
  });

  describe('adding', () => {
    it('refuses a path that is none, at its field, and asks nobody', async () => {
      const { work, engine } = await start();
      expect(await work.add('t7', 'a..b')).toMatchObject({ at: 'path' });
      expect(await work.add('t7', 'window[x]')).toMatchObject({ at: 'path' });
      expect(engine.questions('findTopic')).toEqual([]);
    });

    it('takes a path with places in lists, names in quotes, or none', async () => {
      const { work, charts, drawn } = await start();
      charts.topics.set('t8', 8);
      for (const path of ['w[0].v', '["a.b"]', '']) {
        const added = work.add('t8', path);
        await charts.serve();
        expect(await added).toBeNull();
      }
      expect(drawn()).toEqual(expect.arrayContaining(['8 w[0].v', '8 ["a.b"]', '8 ']));
    });

    it('draws of a topic that was dropped what is drawn already', async () => {
      const { work, charts, drawn, fields } = await start();
      charts.numbers.set(8, fields('heat', 'set', 'value'));
      void work.addTopic(8, 'house/hall');
      await charts.serve();
      expect(drawn().filter((line) => line.startsWith('8'))).toEqual(['8 set', '8 value']);
      expect(work.outcome).toBe('Added set, value of house/hall, which holds 3 numbers. Add… takes the others.');
      void work.addTopic(8, 'house/hall');
      await charts.serve();
      expect(work.outcome).toBe('In the chart already: set, value of house/hall.');
    });

    it('draws the first numbers of a topic that has none of those', async () => {
      const { work, charts, drawn, fields } = await start();
      charts.numbers.set(8, fields('heat', 'wet'));
      void work.addTopic(8, 'house/hall');
      await charts.serve();
      expect(drawn().filter((line) => line.startsWith('8'))).toEqual(['8 heat', '8 wet']);
      expect(work.outcome).toBe('Added heat, wet of house/hall.');
    });

    it('says that a topic that was dropped holds no number', async () => {
      const { work, charts } = await start();
      void work.addTopic(8, 'house/name');
      await charts.serve();
      expect(work.outcome).toBe('The newest message of house/name holds no number.');
    });

    it('draws a field that was dropped, also onto the pinned ones', async () => {
      const { work, tab, drawn } = await start();
      tab.series.shown = 'pinned';
      work.addLines([{ node: 9, topic: 'meter', path: '' }]);
      expect(drawn()).toContain('9 ');
      expect(work.outcome).toBe('Added meter.');
    });

    it('says when a chart is full', async () => {
      const { work, tab } = await start();
      tab.series.add(Array.from({ length: 30 }, (_, index) => ({ node: 100 + index, path: '', topic: `t${index}` })));
      work.addLines([{ node: 9, topic: 'meter', path: '' }]);
      expect(work.outcome).toMatch(/^A chart shows at most 24 series\./);
    });
  });

  describe('another selection', () => {
    it('ends what was dropped and pinned before it', async () => {
      const { work, charts, select, saving, drawn, fields } = await start();
      charts.numbers.set(8, fields('value'));
      charts.numbers.set(9, fields('value'));
      charts.topics.set('t7', 7);
      void work.addTopic(8, 'late');
      void work.pin();
      await select(9);
      expect(drawn()).toEqual(['9 value']);
      expect(saving).toEqual([]);
      expect(work.outcome).toBe('');
    });

    it('ends the search for a message: nobody is taken to it', async () => {
      const { work, tab, engine, select, pass, shown, selections } = await start();
      tab.step(tab.plots[0]?.key ?? '', 'last');
      void work.findMessage();
      await select(9);
      const lists = new ListsDouble(engine, 10);
      await lists.serve();
      await pass();
      expect(shown).toEqual([]);
      expect(selections).toEqual([]);
      expect(lists.open).toBe(0);
    });

    it('does not take a person to the message of a topic that somebody else selected later', async () => {
      const { work, tab, engine, charts, select, shown, selections, fields } = await start();
      charts.numbers.set(8, fields('value'));
      work.addLines([{ node: 8, topic: 't8', path: 'other' }]);
      for (const row of tab.series.checked) if (row.node === 7) tab.series.toggle(row);
      await select(7);
      const lists = new ListsDouble(engine, 10);
      tab.step(tab.plots[0]?.key ?? '', 'first');
      void work.findMessage();
      await lists.serve();
      expect(selections).toEqual([8]);
      await select(9);
      await select(8);
      expect(shown).toEqual([]);
    });

    it('shows the message of the other topic once that is selected', async () => {
      const { work, tab, engine, charts, select, shown, fields } = await start();
      charts.numbers.set(8, fields('value'));
      work.addLines([{ node: 8, topic: 't8', path: 'other' }]);
      for (const row of tab.series.checked) if (row.node === 7) tab.series.toggle(row);
      await select(7);
      const lists = new ListsDouble(engine, 10);
      tab.step(tab.plots[0]?.key ?? '', 'first');
      void work.findMessage();
      await lists.serve();
      await select(8);
      expect(shown).toEqual([1]);
    });
  });
});
