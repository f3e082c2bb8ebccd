import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Locator } from 'playwright';
import { connectPeer, type BrokerPeer } from '../e2e/broker-peer';
import { TreelineWindow } from '../e2e/treeline-window';
import { startMosquitto, type Mosquitto } from '../support/mosquitto';
import { settle, startBenchApp, type BenchApp } from './bench-app';
import { frameFigures, frameIntervals } from './frame-intervals';
import { framesDuring, type WatchedFrames } from './frame-watch';
import { actToDrawn } from './page-probe';
import { bySize, report, rounded, spread } from './report';

/**
 * Messages of 1 MB of JSON, each a little different from the one before, in the real app: a new one compared in the Message tab and in the
 * History tab, and B moved from one to the next. Long frames and long tasks of the page, and the time until it is drawn.
 */
const sizeBytes = bySize({ small: 100_000, usual: 1_000_000, full: 1_000_000 });
const messages = bySize({ small: 3, usual: 8, full: 20 });
const longMs = 50;
const idleMs = bySize({ small: 500, usual: 3_000, full: 10_000 });

interface Run {
  readonly drawnMs: number;
  readonly longFrames: number;
  readonly longTasks: number;
  readonly longestMs: number;
}

let broker: Mosquitto;
let peer: BrokerPeer;
let app: BenchApp;
beforeAll(async () => {
  broker = await startMosquitto({ protocols: ['mqtt'] });
  const url = `mqtt://127.0.0.1:${broker.port('mqtt')}`;
  peer = await connectPeer(url);
  app = await startBenchApp(url);
});
afterAll(async () => {
  await app?.dispose();
  await peer?.end();
  await broker?.dispose();
});

describe('two messages of 1 MB', () => {
  test('are compared', { timeout: 300_000 }, async () => {
    const { page } = app;
    const window = new TreelineWindow(page);
    const { inspector } = window;
    let sent = 0;
    const send = async (): Promise<void> => {
      await peer.publish('robot', jsonOf(sent));
      sent += 1;
    };
    await send();
    await window.row('robot').click();
    await inspector.getByRole('region', { name: 'Payload' }).getByText(`"run"`).waitFor();
    await settle(1_000);
    const idle = await frameIntervals(page, idleMs);

    const compared: Run[] = [];
    for (let time = 0; time < messages; time += 1) {
      const drawn = inspector.getByRole('region', { name: 'Payload' }).getByText(`was ${sent - 1}`);
      compared.push(await runOf(() => untilDrawn(send, drawn)));
    }

    await inspector.getByRole('tab', { name: 'History' }).click();
    const comparison = inspector.getByRole('region', { name: 'Comparison' }).last();
    await comparison.getByText(`"run": ${sent - 1}`).waitFor();
    await settle(500);
    const arrived: Run[] = [];
    for (let time = 0; time < messages; time += 1) {
      const drawn = comparison.getByText(`"run": ${sent}`);
      arrived.push(await runOf(() => untilDrawn(send, drawn)));
    }
    const moved: Run[] = [];
    const list = inspector.getByRole('listbox', { name: 'History' });
    for (let b = sent - 2; b > sent - 2 - messages; b -= 1) {
      const drawn = { selector: '[role="region"][aria-label="Comparison"]', text: `"run": ${b - 1}` };
      moved.push(await runOf(() => actToDrawn(list, { key: 'ArrowDown' }, drawn)));
    }

    const row = (what: string, runs: readonly Run[]): Record<string, string | number> => ({
      what,
      runs: runs.length,
      'drawn, median ms': rounded(spread(runs.map(({ drawnMs }) => drawnMs)).median),
      'longest ms': rounded(spread(runs.map(({ drawnMs }) => drawnMs)).max),
      'frames > 50 ms, most': spread(runs.map(({ longFrames }) => longFrames)).max,
      'tasks > 50 ms, most': spread(runs.map(({ longTasks }) => longTasks)).max,
      'longest frame, median ms': rounded(spread(runs.map(({ longestMs }) => longestMs)).median),
      'longest frame ms': rounded(spread(runs.map(({ longestMs }) => longestMs)).max)
    });
    const rows = [
      row('Message tab, from publishing', compared),
      row('History tab, from publishing', arrived),
      row('History tab, B moved, from the key', moved),
      {
        what: `idle page, ${idleMs} ms`,
        'frames > 50 ms, most': idle.filter((interval) => interval > longMs).length,
        'longest frame ms': frameFigures(idle).longestMs
      }
    ];
    report('diff-window', rows, { sizeBytes, messages, idle: frameFigures(idle), rows });
    expect(compared).toHaveLength(messages);
    expect(moved).toHaveLength(messages);
  });
});

async function runOf(act: () => Promise<number>): Promise<Run> {
  let drawnMs = 0;
  const watched: WatchedFrames = await framesDuring(app.page, async () => {
    drawnMs = await act();
    // What is read for the rest of the tab comes after it.
    await settle(300);
  });
  const { intervalsMs, longTasksMs } = watched;
  await settle(300);
  return {
    drawnMs,
    longFrames: intervalsMs.filter((interval) => interval > longMs).length,
    longTasks: longTasksMs.length,
    longestMs: spread(intervalsMs).max
  };
}

/** Includes the broker, the engine, and the look of Playwright at the page. */
async function untilDrawn(act: () => Promise<void>, drawn: Locator): Promise<number> {
  const startedMs = performance.now();
  await act();
  await drawn.first().waitFor();
  return performance.now() - startedMs;
}

/** Of about the size asked for: a list of readings of which some are others each time. */
function jsonOf(run: number): string {
  const readings: string[] = [];
  for (let n = 0, length = 0; length < sizeBytes - 100; n += 1) {
    const value = ((n % 97 === 0 ? run * 7 + n : n) % 1_000) / 10;
    const reading = `{"id":${n},"name":"device-${n}","value":${value.toFixed(1)},"unit":"bar","ok":${n % 3 === 0}}`;
    readings.push(reading);
    length += reading.length + 1;
  }
  return `{"run":${run},"readings":[${readings.join(',')}]}`;
}
