import { describe, expect, test } from 'vitest';
import { TreelineWindow } from '../e2e/treeline-window';
import { startFakeBroker } from '../support/generator';
import { expandBranch, settle, startBenchApp, type BenchApp } from './bench-app';
import { fillHistory } from './filled-history';
import { frameFigures, frameIntervals } from './frame-intervals';
import { framesDuring, type WatchedFrames } from './frame-watch';
import { clickToLine, untilWhole } from './chart-probe';
import { bySize, report, rounded, small, spread } from './report';

/**
 * The Chart tab over very many kept points, in the real app: from the click to the animation frame in which the canvas holds a line, and to
 * the one in which all points are read; then frames while the chart is moved and zoomed, beside an idle page.
 */
const messages = bySize({ small: 20_000, usual: 1_000_000, full: 1_000_000 });
const runs = bySize({ small: 1, usual: 1, full: 3 });
const moves = bySize({ small: 30, usual: 200, full: 400 });

interface Run {
  readonly firstMs: number;
  readonly wholeMs: number;
  readonly againMs: number;
  readonly allMs: number;
  readonly opening: WatchedFrames;
  readonly panning: WatchedFrames;
  readonly zooming: WatchedFrames;
  readonly idle: readonly number[];
}

interface Scene {
  readonly name: string;
  /** A person looked at another chart before. */
  readonly warm: boolean;
  /** Null: a number alone, one series. Else JSON with two. */
  readonly payloadBytes: number | null;
}

const scenes: readonly Scene[] = [
  { name: 'numbers, the first chart of the window', warm: false, payloadBytes: null },
  { name: 'numbers, after another chart', warm: true, payloadBytes: null },
  { name: 'two fields of JSON, after another chart', warm: true, payloadBytes: 60 }
];

describe.each(small ? scenes.slice(0, 1) : scenes)('a chart of $name', (scene) => {
  test('is drawn, moved and zoomed', { timeout: runs * 200_000 }, async () => {
    const done: Run[] = [];
    for (let run = 0; run < runs; run += 1) done.push(await walk(scene));
    const times = (what: string, of: (run: Run) => number): Record<string, string | number> => {
      const { min, median, max } = spread(done.map(of));
      return { what, min: rounded(min), median: rounded(median), max: rounded(max) };
    };
    const frames = (what: string, of: (run: Run) => readonly number[]): Record<string, string | number> => {
      const { medianMs, p95Ms, p99Ms, longestMs } = frameFigures(done.flatMap(of));
      return { what, median: medianMs, p95: p95Ms, p99: p99Ms, max: longestMs };
    };
    const rows = [
      times('from the click to a line, ms', ({ firstMs }) => firstMs),
      times('from the click to all points, ms', ({ wholeMs }) => wholeMs),
      times('left and opened again, to a line, ms', ({ againMs }) => againMs),
      times('All chosen, to a line over the whole width, ms', ({ allMs }) => allMs),
      frames('frames, idle page', ({ idle }) => idle),
      frames('frames, opening', ({ opening }) => opening.intervalsMs),
      frames('frames, moved', ({ panning }) => panning.intervalsMs),
      frames('frames, zoomed', ({ zooming }) => zooming.intervalsMs)
    ];
    const longTasks = done.map(({ opening, panning, zooming }) =>
      [opening, panning, zooming].map(({ longTasksMs }) => longTasksMs.length)
    );
    report('chart-window', rows, { part: scene.name, messages, runs, moves, rows, longTasks });
    expect(done).toHaveLength(runs);
  });
});

async function walk({ warm, payloadBytes }: Scene): Promise<Run> {
  const broker = await startFakeBroker();
  let app: BenchApp | null = null;
  try {
    const packets = { topics: 1, version: 5, payloadBytes } as const;
    await broker.prepare({ name: 'live', shape: 'flat', ...packets, rounds: 20_000 });
    await broker.prepare({ name: 'other', shape: 'wide', ...packets, rounds: 1_000 });
    app = await startBenchApp(`mqtt://127.0.0.1:${broker.port}`);
    await fillHistory(app, broker, 'other', 1_000);
    await fillHistory(app, broker, 'live', messages);
    return await look(app, warm);
  } finally {
    await app?.dispose();
    await broker.dispose();
  }
}

async function look({ page }: BenchApp, warm: boolean): Promise<Run> {
  const window = new TreelineWindow(page);
  const { inspector } = window;
  const tab = (name: string) => inspector.getByRole('tab', { name });
  if (warm) {
    await expandBranch(page, /^fleet/);
    await window.row('speed').click();
    await clickToLine(tab('Chart'));
    await untilWhole(page);
    await tab('Message').click();
  }
  await expandBranch(page, /^many/);
  await window.row('child-0').click();
  await inspector.getByRole('region', { name: 'Payload' }).getByText(/\d/).first().waitFor();
  await settle(1_000);
  const idle = await frameIntervals(page, 2_000);

  let [firstMs, wholeMs] = [0, 0];
  const opening = await framesDuring(page, async () => {
    const startedMs = performance.now();
    firstMs = await clickToLine(tab('Chart'));
    await untilWhole(page);
    wholeMs = performance.now() - startedMs;
  });
  await tab('Message').click();
  await settle(500);
  const againMs = await clickToLine(tab('Chart'));
  await untilWhole(page);
  const allMs = await clickToLine(inspector.getByRole('radio', { name: 'All' }), true);
  await settle(1_000);

  const plot = await inspector
    .getByRole('slider', { name: /^Chart of/ })
    .first()
    .boundingBox();
  if (!plot) throw new Error('there is no plot');
  const [x, y] = [plot.x + plot.width / 2, plot.y + plot.height / 2];
  await page.mouse.move(x, y);
  const zooming = await framesDuring(page, async () => {
    for (let move = 0; move < moves; move += 1) await page.mouse.wheel(0, move % 40 < 20 ? -120 : 120);
  });
  for (let notch = 0; notch < 6; notch += 1) await page.mouse.wheel(0, -240);
  await page.mouse.down();
  const panning = await framesDuring(page, async () => {
    for (let move = 0; move < moves; move += 1) {
      await page.mouse.move(x + Math.sin(move / 10) * (plot.width / 3), y);
    }
  });
  await page.mouse.up();
  return { firstMs, wholeMs, againMs, allMs, opening, panning, zooming, idle };
}
