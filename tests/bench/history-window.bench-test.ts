import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TreelineWindow } from '../e2e/treeline-window';
import { startFakeBroker, type Generator } from '../support/generator';
import { expandBranch, settle, startBenchApp, type BenchApp } from './bench-app';
import { fillHistory } from './filled-history';
import { frameFigures, frameIntervals, histogram } from './frame-intervals';
import { framesDuring } from './frame-watch';
import { probedTree, scrollJumps, scrollOn, wheelOn, type ProbedList } from './page-probe';
import { bySize, percentile, printTable, report, rounded, small, spread } from './report';

/**
 * The History tab over very many kept messages, in the real app: frames while it scrolls on and jumps anywhere, beside an idle page and, where
 * there are topics enough, beside the tree scrolled in the same way.
 */
const messages = bySize({ small: 20_000, usual: 1_000_000, full: 1_000_000 });
const forMs = bySize({ small: 500, usual: 5_000, full: 10_000 });
const jumps = bySize({ small: 5, usual: 50, full: 200 });
interface Step {
  readonly name: string;
  readonly pxPerFrame: number;
}

/** A wheel's notch is 100 to 120 px over some frames; a thrown touchpad makes thousands of px a second. */
const steps: readonly Step[] = [
  { name: 'a row each frame', pxPerFrame: 24 },
  { name: '5 rows each frame', pxPerFrame: 120 },
  { name: 'a view each frame', pxPerFrame: 700 }
];

const lists = [
  { name: 'one topic', topics: 1, row: /^child-0,/ },
  { name: 'a subtree of 5,000 topics', topics: 5_000, row: /^many,/ }
] as const;

const historyList: ProbedList = {
  scroller: '[role="listbox"][aria-label="History"]',
  filledRow: '[role="option"]:not(:empty)'
};

describe.each(lists.filter(({ topics }) => !small || topics > 1))(
  'history of $name',
  ({ name, topics, row: wanted }) => {
    let broker: Generator;
    let app: BenchApp;
    beforeAll(async () => {
      broker = await startFakeBroker();
      const rounds = Math.max(1, Math.min(1_000, Math.floor(20_000 / topics)));
      await broker.prepare({ name: 'live', topics, shape: 'flat', version: 5, rounds, payloadBytes: 60 });
      app = await startBenchApp(`mqtt://127.0.0.1:${broker.port}`);
      await fillHistory(app, broker, 'live', messages);
    }, 300_000);
    afterAll(async () => {
      await app?.dispose();
      await broker?.dispose();
    });

    test('scrolls', { timeout: 300_000 }, async () => {
      const { page } = app;
      const { inspector, tree } = new TreelineWindow(page);
      await tree.getByRole('row', { name: wanted }).first().click();
      await inspector.getByRole('tab', { name: 'History' }).click();
      const rows = inspector.getByRole('listbox', { name: 'History' }).getByRole('option');
      await rows.first().waitFor();
      await inspector.locator(`[role="option"][aria-setsize="${messages}"]`).first().waitFor({ timeout: 60_000 });
      if (topics > 1) await expandBranch(page, wanted);
      await settle(1_000);

      const idle = await frameIntervals(page, forMs);
      const run = async (list: ProbedList, { name: step, pxPerFrame }: Step) => {
        let blank = { frames: 0, framesWithBlanks: 0 };
        const { intervalsMs, longTasksMs } = await framesDuring(page, async () => {
          blank = await scrollOn(page, list, { pxPerFrame, forMs });
        });
        return { step, intervalsMs, longTasks: longTasksMs.length, ...blank };
      };
      const turn = async (list: ProbedList) => {
        const { intervalsMs, longTasksMs } = await framesDuring(page, () => wheelOn(page, list, forMs));
        return { step: 'a wheel', intervalsMs, longTasks: longTasksMs.length, frames: 0, framesWithBlanks: 0 };
      };
      const all = async (list: ProbedList) => {
        const done = [await turn(list)];
        for (const step of steps) done.push(await run(list, step));
        return done;
      };
      const history = await all(historyList);
      const control = topics > 1 ? await all(probedTree) : [];
      let jumped: readonly number[] = [];
      const jumping = await framesDuring(page, async () => {
        jumped = await scrollJumps(page, jumps, historyList);
      });
      const treeJumps = topics > 1 ? await scrollJumps(page, jumps) : [];

      const row = (of: Awaited<ReturnType<typeof run>>, what: string) => {
        const { frames, medianMs, p95Ms, p99Ms, longestMs } = frameFigures(of.intervalsMs);
        return {
          what: `${what}, ${of.step}`,
          frames,
          medianMs,
          p95Ms,
          p99Ms,
          longestMs,
          'long tasks': of.longTasks,
          ...(of.frames === 0 ? {} : { 'with a blank row, %': rounded((of.framesWithBlanks / of.frames) * 100) })
        };
      };
      const jump = (ms: readonly number[]) => ({
        medianMs: rounded(spread(ms).median),
        p95Ms: rounded(percentile(ms, 0.95)),
        p99Ms: rounded(percentile(ms, 0.99)),
        longestMs: rounded(spread(ms).max)
      });
      const { frames, medianMs, p95Ms, p99Ms, longestMs } = frameFigures(idle);
      const shown = [
        { what: 'idle page', frames, medianMs, p95Ms, p99Ms, longestMs },
        ...history.map((of) => row(of, 'history')),
        ...control.map((of) => row(of, 'tree'))
      ];
      const jumpRows = [
        { what: 'history, jump to drawn', ...jump(jumped) },
        ...(topics > 1 ? [{ what: 'tree, jump to drawn', ...jump(treeJumps) }] : [])
      ];
      printTable(`history-window: ${name}, frame intervals`, [
        { run: 'idle', ...histogram(idle) },
        ...history.map(({ step, intervalsMs }) => ({ run: step, ...histogram(intervalsMs) }))
      ]);
      printTable(`history-window: ${name}, jumps`, jumpRows);
      const jumpFrames = frameFigures(jumping.intervalsMs);
      report('history-window', shown, {
        part: name,
        messages,
        topics,
        forMs,
        scrolls: shown,
        jumps: jumpRows,
        jumpFrames
      });
      expect(jumped).toHaveLength(jumps);
    });
  }
);
