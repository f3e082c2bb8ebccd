import { expect, it } from 'vitest';
import type { ChartRow } from '../../../../../renderer/src/state/chart-line';
import { ChartPins } from '../../../../../renderer/src/state/chart-pins.svelte';
import { ChartsDouble } from './chart-double';
import { EngineDouble } from './engine-double';

const row = (node: number, topic: string, slot: number): ChartRow => ({
  node,
  topic,
  path: 'value',
  key: `${node} value`,
  checked: true,
  slot,
  field: null,
  waiting: false,
  removable: false
});

it('pins by the name that finds the topic, and says which has none', async () => {
  const engine = new EngineDouble();
  const charts = new ChartsDouble(engine);
  charts.topics.set('a', 1);
  charts.topics.set('raw\u0007name', 2);
  const pins = new ChartPins(engine.client);
  const rows = [row(1, 'a', 0), row(2, 'raw␇name', 1), row(3, 'escaped', 2)];
  const wanted = pins.named(rows, ({ node }) => (node === 2 ? 'raw\u0007name' : null));
  await charts.serve();
  expect(await wanted).toEqual({
    charts: [
      { topic: 'a', path: 'value', colour: 's1' },
      { topic: 'raw\u0007name', path: 'value', colour: 's2' }
    ],
    unnamed: ['escaped']
  });
});

it('shows a series once that an import pinned twice', () => {
  const pins = new ChartPins(new EngineDouble().client);
  const twice = { topic: 'a', path: 'value', colour: '' };
  pins.set([twice, { ...twice, colour: '#ff0000' }, { ...twice, path: '' }]);
  expect(pins.shown.map(({ topic, path }) => [topic, path])).toEqual([
    ['a', 'value'],
    ['a', '']
  ]);
});
