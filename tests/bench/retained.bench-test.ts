import { afterAll, beforeAll, expect, test } from 'vitest';
import { startPublisher } from '../support/generator';
import { startMosquitto, type Mosquitto } from '../support/mosquitto';
import { sumOfPss } from '../support/process-figures';
import { waitUntil } from '../support/wait-until';
import { settle, startBenchApp } from './bench-app';
import { frameIntervals } from './frame-intervals';
import { newestSeen, seenSince, type Seen } from './page-probe';
import { bySize, report, rounded, spread } from './report';

/**
 * Very many retained topics of a Mosquitto as it comes: 1,000 messages queued for a client, and what does not fit is thrown away without a
 * word. Each run is a new app: it connects to the broker while it is empty and comes to rest (the baseline for memory), disconnects,
 * the topics are published, it connects again. Times start when the broker says it took the SUBSCRIBE, which is before it sends SUBACK.
 */
const topics = bySize({ small: 3_000, usual: 100_000, full: 100_000 });
const runs = bySize({ small: 1, usual: 3, full: 10 });
const settledMs = bySize({ small: 300, usual: 3_000, full: 4_000 });
const watchedMs = bySize({ small: 1_500, usual: 4_000, full: 5_000 });

interface Run {
  readonly shown: number;
  /** NaN: never. */
  readonly firstRowsMs: number;
  readonly allMs: number;
  readonly longestFrameMs: number;
  readonly grownMb: number;
}

let broker: Mosquitto;
beforeAll(async () => {
  const config = ['max_queued_messages 1000', 'set_tcp_nodelay false', 'log_type error', 'log_type subscribe'];
  broker = await startMosquitto({ protocols: ['mqtt'], config });
});
afterAll(() => broker?.dispose());

test(
  'all retained topics are shown, each time',
  async () => {
    const done: Run[] = [];
    for (let run = 0; run < runs; run += 1) done.push(await runOnce());
    const row = (what: string, of: (run: Run) => number, digits = 0): Record<string, string | number> => {
      const { min, median, max } = spread(done.map(of));
      return { what, min: rounded(min, digits), median: rounded(median, digits), max: rounded(max, digits) };
    };
    const rows = [
      row('topics shown', ({ shown }) => shown),
      row('first rows, ms', ({ firstRowsMs }) => firstRowsMs),
      row('all, ms', ({ allMs }) => allMs),
      row('longest frame, ms', ({ longestFrameMs }) => longestFrameMs, 1),
      row('memory over idle, MB', ({ grownMb }) => grownMb, 1)
    ];
    report('retained', rows, {
      runs,
      topics,
      complete: done.filter(({ shown }) => shown === topics).length,
      each: done
    });
    for (const { shown } of done) expect(shown).toBe(topics);
  },
  runs * 60_000
);

async function runOnce(): Promise<Run> {
  // A restart forgets what is retained.
  await broker.stop();
  await broker.start();
  const app = await startBenchApp(`mqtt://127.0.0.1:${broker.port('mqtt')}`);
  try {
    const { page } = app;
    const act = (what: 'connect' | 'disconnect'): Promise<void> =>
      page.evaluate(async (request) => {
        const { treeline, treelineProbe } = window as unknown as {
          treeline: Record<'connect' | 'disconnect', (on: { profileId: string }) => Promise<unknown>>;
          treelineProbe: { profileId: string };
        };
        await treeline[request]({ profileId: treelineProbe.profileId });
      }, what);
    await settle(settledMs);
    const idleBytes = sumOfPss(app.figures());
    await act('disconnect');
    const status = page.getByRole('group', { name: 'Live status' });
    await status.getByText('Live').waitFor({ state: 'detached' });
    await publishRetained();
    await settle(500);

    const subscriptions = linesOf(broker);
    const startedAtMs = Date.now();
    const frames = frameIntervals(page, watchedMs);
    await act('connect');
    await waitUntil('the broker to take the subscription', () => linesOf(broker) > subscriptions);
    const subscribedAtMs = Date.now();
    const intervalsMs = await frames;
    await settle(settledMs);
    const seen = await seenSince(page, startedAtMs);
    const since = (of: (frame: Seen) => boolean): number =>
      (seen.find((frame) => of(frame) && frame.drawnAtMs !== null)?.drawnAtMs ?? Number.NaN) - subscribedAtMs;
    const shownText = await page.locator('b.topics').innerText();
    const { topics: counted } = await newestSeen(page);
    expect(Number(shownText.replaceAll(',', ''))).toBe(counted);
    return {
      shown: counted,
      firstRowsMs: since((frame) => frame.totalRows > 0),
      allMs: since((frame) => frame.topics >= topics),
      longestFrameMs: spread(intervalsMs).max,
      grownMb: rounded((sumOfPss(app.figures()) - idleBytes) / 1e6)
    };
  } finally {
    await app.dispose();
  }
}

const linesOf = ({ log }: Mosquitto): number => log().split('\n').length;

async function publishRetained(): Promise<void> {
  const publisher = await startPublisher(broker.port('mqtt'));
  try {
    await publisher.prepare({ name: 'retained', topics, retain: true, rounds: 1 });
    expect((await publisher.atOnce('retained')).sent).toBe(topics);
    await publisher.goodbye();
  } finally {
    await publisher.dispose();
  }
}
