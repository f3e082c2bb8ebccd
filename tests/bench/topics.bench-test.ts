import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ofKind } from '../support/process-figures';
import { atHeldRate, expandBranch, memoryMb, settle } from './bench-app';
import { frameFigures, frameIntervals } from './frame-intervals';
import { manyTopics, settledMs, startMillionTopics, type MillionTopics } from './million-topics';
import { collectGarbage, newestSeen, scrollJumps, seenMessages, toggles } from './page-probe';
import { bySize, percentile, printTable, report, rounded, small, spread } from './report';

/**
 * Very many topics in the real app: memory per process before and after, every branch open; scrolling anywhere, opening and closing
 * branches, and frames while messages come on all of them in random order.
 */
const jumps = bySize({ small: 5, usual: 50, full: 200 });
const perSecond = bySize({ small: 2_000, usual: 40_000, full: 100_000 });
const seconds = bySize({ small: 2, usual: 8, full: 20 });

const shapes = ['regular', 'wide'] as const;

const mb = (bytes: number): number => rounded(bytes / 1e6);

function timesRow(what: string, ms: readonly number[]): Record<string, string | number> {
  const { min, median, max } = spread(ms);
  return { what, min: rounded(min), median: rounded(median), p99: rounded(percentile(ms, 0.99)), max: rounded(max) };
}

describe.each(shapes.filter((shape) => !small || shape === 'regular'))('many topics, %s', (shape) => {
  let run: MillionTopics;
  beforeAll(async () => {
    run = await startMillionTopics(shape);
  }, 300_000);
  afterAll(() => run?.dispose());

  test('memory, scrolling, opening, frames', { timeout: 600_000 }, async () => {
    const { app, broker, idle, filledMs } = run;
    const { page } = app;
    const filled = app.figures();
    const seen = await newestSeen(page);
    expect(seen.topics).toBe(manyTopics);

    const expandStartedMs = performance.now();
    await expandBranch(page, /^site/);
    const expandClicksMs = performance.now() - expandStartedMs;
    await settle(settledMs);
    const open = await newestSeen(page);
    expect(open.totalRows).toBeGreaterThan(manyTopics);
    const opened = app.figures();

    const scrolls = await scrollJumps(page, jumps);
    const opens = await toggles(page, jumps);
    const loaded = await atHeldRate(perSecond, async () => {
      const before = (await newestSeen(page)).messages;
      const [sent, intervalsMs] = await Promise.all([
        broker.atRate('live', { perSecond, seconds }),
        frameIntervals(page, seconds * 1_000)
      ]);
      await seenMessages(page, before + sent.sent, 60_000);
      return { sent, intervalsMs, lost: before + sent.sent - (await newestSeen(page)).messages };
    });
    const scrollingBefore = (await newestSeen(page)).messages;
    const scrolling = broker.atRate('live', { perSecond: perSecond / 5, seconds: jumps / 5 });
    const scrollsLoaded = await scrollJumps(page, jumps);
    await seenMessages(page, scrollingBefore + (await scrolling).sent, 60_000);
    const after = app.figures();
    // What the moves left behind for the next collection is not what the page keeps.
    await collectGarbage(page);
    const collected = app.figures();
    const last = await newestSeen(page);

    const moments = { idle, filled, open: opened, 'after the run': after, 'page collected': collected };
    const memory = Object.fromEntries(Object.entries(moments).map(([when, of]) => [when, memoryMb(of)]));
    const rss = Object.values(moments).map((figures) => mb(ofKind(figures, 'engine').rssBytes));
    const frames = frameFigures(loaded.intervalsMs);
    const times = [
      timesRow('scroll to drawn, ms', scrolls),
      timesRow(`the same at ${perSecond / 5} msg/s`, scrollsLoaded),
      timesRow(
        'open or close to drawn, ms',
        opens.map(({ ms }) => ms)
      ),
      timesRow(
        'open or close, animation frames',
        opens.map(({ frames: count }) => count)
      )
    ];
    const memoryRows = Object.entries(memory).map(([when, kinds]) => ({ 'MB (Pss)': when, ...kinds }));
    printTable(`topics, ${shape}, memory per process`, memoryRows);
    report('topics', times, {
      part: shape,
      topics: manyTopics,
      rows: open.totalRows,
      filledMs: Math.round(filledMs),
      expandAllMs: Math.round(expandClicksMs),
      memory,
      engineRssMb: rss,
      treeMbFilled: mb(seen.treeBytes),
      treeMbOpen: mb(open.treeBytes),
      treeMbAfter: mb(last.treeBytes),
      historyMb: mb(last.historyBytes),
      scroll: times[0],
      scrollLoaded: times[1],
      toggle: times[2],
      toggleFrames: times[3],
      perSecond,
      frames,
      achieved: Math.round(loaded.sent.achieved),
      lost: loaded.lost,
      voidRuns: loaded.voidRuns,
      valid: loaded.valid
    });
    expect(loaded.lost).toBe(0);
    expect(opens.length).toBeGreaterThan(0);
  });
});
