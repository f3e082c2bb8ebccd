import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mqtt from 'mqtt';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AnswerOf, Ask } from '../../electron/contract/engine';
import type { ControlMessage } from '../../electron/contract/engine-control';
import type { Result } from '../../electron/contract/failure';
import { connectionConfig } from '../support/connection-config';
import { EngineRun } from '../support/engine-run';
import { startMosquitto, type Mosquitto } from '../support/mosquitto';
import { waitUntil } from '../support/wait-until';

let folder: string;
let broker: Mosquitto;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'treeline-saved-'));
  broker = await startMosquitto({ protocols: ['mqtt'] });
});
afterAll(async () => {
  await broker.dispose();
  rmSync(folder, { recursive: true, force: true });
});

function valueOf<A extends Ask>(result: Result<AnswerOf[A]>): AnswerOf[A] {
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  return result.value;
}

async function saved(
  run: EngineRun,
  order: Extract<ControlMessage, { kind: 'saveHistory' | 'saveChart' }>
): Promise<unknown> {
  run.engine.handle(order, null);
  const report = await waitUntil('the file to be saved', () =>
    run.reports.find((told) => told.kind === 'saved' && told.id === order.id)
  );
  return report.kind === 'saved' ? report.result : null;
}

describe('what a window has open', () => {
  it('is saved as lines of JSON, as a table of fields, and as a table of a chart', async () => {
    const run = new EngineRun();
    const peer = await mqtt.connectAsync(`mqtt://127.0.0.1:${broker.port('mqtt')}`, { reconnectPeriod: 0 });
    try {
      await run.connect(connectionConfig({ address: { port: broker.port('mqtt') } })).reaches('online');
      for (const value of [1, 2.5, 4]) await peer.publishAsync('plant/speed', `{"value":${value}}`, { qos: 1 });
      await run.history('plant/speed', 3);
      const { node } = await run.row('plant/speed');
      const { list } = valueOf<'openList'>(
        await run.ask({ ask: 'openList', node, below: false, changesOnly: false, filter: '' })
      );
      const lines = {
        kind: 'saveHistory',
        windowId: 1,
        list,
        format: 'json-lines',
        columns: [],
        ranges: null
      } as const;
      const jsonFile = join(folder, 'history.jsonl');
      expect(await saved(run, { ...lines, id: 901, path: jsonFile })).toMatchObject({ ok: true });
      const payloads = readFileSync(jsonFile, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as { payload: string });
      expect(payloads.map(({ payload }) => payload)).toEqual(['{"value":1}', '{"value":2.5}', '{"value":4}']);

      const csvFile = join(folder, 'history.csv');
      const fields = { ...lines, format: 'csv', columns: ['value'] } as const;
      expect(await saved(run, { ...fields, id: 902, path: csvFile })).toMatchObject({ ok: true });
      const rows = readFileSync(csvFile, 'utf8').trim().split('\r\n');
      expect(rows.map((row) => row.split(',').at(-1))).toEqual(['value', '1', '2.5', '4']);

      const { chart } = valueOf<'openChart'>(await run.ask({ ask: 'openChart', series: [{ node, path: 'value' }] }));
      const look = { fromMs: null, toMs: null, spanMs: null, widthPx: 100, averaging: 'none' } as const;
      const { wholeMs } = valueOf<'readChart'>(await run.ask({ ask: 'readChart', chart, ...look }));
      const [fromMs, toMs] = wholeMs ?? [0, 0];
      const chartFile = join(folder, 'chart.csv');
      const order = { kind: 'saveChart', id: 903, windowId: 1, chart, fromMs, toMs, path: chartFile } as const;
      expect(await saved(run, order)).toMatchObject({ ok: true });
      const points = readFileSync(chartFile, 'utf8').trim().split('\r\n').slice(1);
      expect(points.map((row) => row.split(',').at(-1))).toEqual(['1', '2.5', '4']);

      for (const [id, windowId] of [
        [904, 1],
        [905, 7]
      ] as const) {
        expect(await saved(run, { ...lines, id, windowId, list: 99, path: jsonFile })).toMatchObject({
          failure: { code: 'not-kept' }
        });
      }
    } finally {
      await peer.endAsync(true);
      await run.stop();
    }
  });
});
