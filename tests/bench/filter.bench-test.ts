import { afterAll, beforeAll, expect, test } from 'vitest';
import { waitUntil } from '../support/wait-until';
import { atHeldRate, settle } from './bench-app';
import { frameFigures, frameIntervals, type FrameFigures } from './frame-intervals';
import { manyTopics, startMillionTopics, type MillionTopics } from './million-topics';
import { newestSeen, seenMessages, seenSince } from './page-probe';
import { bySize, report, spread } from './report';

/**
 * A topic filter typed key by key over very many topics while messages come on all of them: from the last key to the frame in which the
 * first matching rows are drawn, and to the one in which every topic has been looked at. Both include the 60 ms in which the page waits for
 * another key.
 */
const perSecond = bySize({ small: 2_000, usual: 20_000, full: 20_000 });
const rounds = bySize({ small: 1, usual: 1, full: 3 });
const keyMs = 50;

interface Typed {
  readonly firstMs: number;
  readonly completeMs: number;
  readonly matches: number;
  readonly frames: FrameFigures;
  readonly valid: boolean;
}

/** Few, many, by wildcard, none: how many there are follows from the shape of the topics (encoded-publishes.mjs). */
const filters = [
  { text: 'device-0042 temp', matches: (topics: number) => Math.floor((topics - 420) / 1_000) + 1 },
  { text: 'humidity', matches: (topics: number) => topics / 10 },
  { text: '+/+/area-03/#', matches: (topics: number) => areaThree(topics) },
  { text: 'line-07 device-0007 speed', matches: (topics: number) => lineSeven(topics) },
  { text: 'nowhere', matches: () => 0 }
] as const;

/** Topics whose second-last but two level is area-03: 10,000 of each 100,000. */
function areaThree(topics: number): number {
  const whole = Math.floor(topics / 100_000) * 10_000;
  return whole + Math.min(10_000, Math.max(0, (topics % 100_000) - 30_000));
}

/** `line-07/device-0007/speed`: number 7,076 of each 10,000. */
function lineSeven(topics: number): number {
  return Math.floor((topics - 7_077) / 10_000) + 1;
}

let run: MillionTopics;
beforeAll(async () => {
  run = await startMillionTopics('regular');
}, 300_000);
afterAll(() => run?.dispose());

test('a filter typed while messages arrive', { timeout: 600_000 }, async () => {
  const { broker, app } = run;
  const { page } = app;
  const field = page.getByRole('textbox', { name: 'Filter topics' });
  const rows = [];
  for (const { text, matches } of filters) {
    const each: Typed[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const one = await atHeldRate(perSecond, async () => {
        const seconds = (text.length * keyMs) / 1_000 + 3;
        const before = (await newestSeen(page)).messages;
        const loading = broker.atRate('live', { perSecond, seconds });
        await settle(300);
        const frames = frameIntervals(page, (seconds - 0.5) * 1_000);
        await field.click();
        const sinceMs = Date.now();
        await page.keyboard.type(text, { delay: keyMs });
        const complete = await waitUntil(`"${text}" to be complete`, async () =>
          (await seenSince(page, sinceMs)).find((seen) => seen.filterText === text && seen.filterComplete)
        );
        const typedAtMs = await page.evaluate(() => window.treelineProbe.lastInputAtMs);
        const first = (await seenSince(page, sinceMs)).find(
          (seen) => seen.filterText === text && (seen.matches > 0 || seen.filterComplete)
        );
        const sent = await loading;
        const intervalsMs = await frames;
        await seenMessages(page, before + sent.sent, 60_000);
        await field.press('Escape');
        await waitUntil('the whole tree again', async () => (await newestSeen(page)).filterText === null);
        return {
          sent,
          firstMs: (first?.drawnAtMs ?? first?.atMs ?? Number.NaN) - typedAtMs,
          completeMs: (complete.drawnAtMs ?? complete.atMs) - typedAtMs,
          matches: complete.matches,
          frames: frameFigures(intervalsMs)
        };
      });
      expect(one.matches).toBe(matches(manyTopics));
      each.push(one);
    }
    const middle = (of: (one: (typeof each)[number]) => number): number => spread(each.map(of)).median;
    rows.push({
      filter: text,
      matches: each[0]?.matches ?? 0,
      'first rows ms': middle(({ firstMs }) => firstMs),
      'slowest first': spread(each.map(({ firstMs }) => firstMs)).max,
      'complete ms': middle(({ completeMs }) => completeMs),
      'slowest complete': spread(each.map(({ completeMs }) => completeMs)).max,
      'p99 frame ms': middle(({ frames }) => frames.p99Ms),
      'longest frame ms': spread(each.map(({ frames }) => frames.longestMs)).max,
      valid: each.every(({ valid }) => valid) ? 'yes' : 'NO'
    });
  }
  report('filter', rows, { topics: manyTopics, perSecond, runs: rounds, filters: rows });
});
