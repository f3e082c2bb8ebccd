import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Locator } from 'playwright';
import { connectPeer, type BrokerPeer } from '../e2e/broker-peer';
import { answerSaveDialog, TreelineWindow } from '../e2e/treeline-window';
import { largeJson, seededBytes, sha256Of } from '../support/large-payloads';
import { startMosquitto, type Mosquitto } from '../support/mosquitto';
import { settle, startBenchApp, type BenchApp } from './bench-app';
import { frameFigures, frameIntervals } from './frame-intervals';
import { framesDuring } from './frame-watch';
import { bySize, report, rounded, spread } from './report';

/**
 * Payloads of 20 MB of JSON and of 200 MB of bytes through Mosquitto, in the real app: the longest gap between two animation frames of the
 * window in each step from publishing to the saved file.
 */
const runs = bySize({ small: 1, usual: 2, full: 5 });
const payloads = [
  { name: 'JSON', sizeBytes: bySize({ small: 2_000_000, usual: 20_000_000, full: 20_000_000 }), make: largeJson },
  { name: 'bytes', sizeBytes: bySize({ small: 4_000_000, usual: 200_000_000, full: 200_000_000 }), make: seededBytes }
] as const;
const patienceMs = 60_000;

const steps = ['open a small one', 'publish', 'open', 'show all', 'to the end', 'save'] as const;

interface Step {
  readonly step: (typeof steps)[number];
  readonly tookMs: number;
  readonly longestFrameMs: number;
  readonly longTasks: number;
}

let broker: Mosquitto;
let peer: BrokerPeer;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'treeline-bench-'));
  broker = await startMosquitto({ protocols: ['mqtt'] });
  peer = await connectPeer(`mqtt://127.0.0.1:${broker.port('mqtt')}`);
});
afterAll(async () => {
  await peer?.end();
  await broker?.dispose();
  rmSync(folder, { recursive: true, force: true });
});

describe.each(payloads)('a payload of $sizeBytes B, $name', ({ name, sizeBytes, make }) => {
  test('arrives, is read to its end and saved', { timeout: runs * 120_000 }, async () => {
    const body = make(sizeBytes);
    const end = name === 'JSON' ? '"last": true' : ((Math.ceil(sizeBytes / 8) - 1) * 8).toString(16);
    const done: Step[] = [];
    const idle: number[] = [];
    for (let run = 0; run < runs; run += 1) {
      const app = await startBenchApp(`mqtt://127.0.0.1:${broker.port('mqtt')}`);
      try {
        await settle(1_000);
        idle.push(...(await frameIntervals(app.page, 2_000)));
        done.push(...(await walk(app, body, end, path.join(folder, `${name}-${run}`))));
      } finally {
        await app.dispose();
      }
    }
    const rows = [...steps, null].map((step) => {
      const of = done.filter((one) => step === null || one.step === step);
      return {
        step: step ?? 'all of it',
        'median ms': step === null ? '' : rounded(spread(of.map(({ tookMs }) => tookMs)).median),
        'longest frame, median ms': rounded(spread(of.map(({ longestFrameMs }) => longestFrameMs)).median),
        'longest frame ms': rounded(spread(of.map(({ longestFrameMs }) => longestFrameMs)).max),
        'tasks > 50 ms': of.reduce((sum, { longTasks }) => sum + longTasks, 0)
      };
    });
    const { longestMs } = frameFigures(idle);
    report('large-payloads', [...rows, { step: 'idle page', 'longest frame ms': longestMs }], {
      part: name,
      sizeBytes,
      runs,
      idleLongestMs: longestMs,
      steps: rows
    });
  });
});

async function walk(app: BenchApp, body: Buffer, end: string, file: string): Promise<readonly Step[]> {
  const { page } = app;
  const window = new TreelineWindow(page);
  const { inspector } = window;
  const payload = inspector.getByRole('region', { name: 'Payload' });
  const part = inspector.getByText(/^Showing the first/);
  const done: Step[] = [];
  const during = async (step: Step['step'], act: () => Promise<void>, drawn: Locator, hidden = false) => {
    const { intervalsMs, longTasksMs, tookMs } = await framesDuring(page, async () => {
      await act();
      await drawn.waitFor({ state: hidden ? 'hidden' : 'visible', timeout: patienceMs });
    });
    done.push({ step, tookMs, longestFrameMs: spread(intervalsMs).max, longTasks: longTasksMs.length });
  };
  await peer.publish('small', '{"value":1}');
  await window.row('small').waitFor();
  await settle(500);
  // What the first message of a window costs is not the size's.
  await during('open a small one', () => window.row('small').click(), payload.getByText('"value"'));
  await settle(500);
  // The pointer is over the tree: what is new waits to be shown.
  const chip = page.getByRole('button', { name: /new · Show$/ });
  await during('publish', () => peer.publish('large', body), chip);
  await chip.click();
  await during('open', () => window.row('large').click(), part);
  await payload.waitFor();
  await during('show all', () => inspector.getByRole('button', { name: /^Show all/ }).click(), part, true);
  await during('to the end', () => payload.press('End'), payload.getByText(end).first());
  await answerSaveDialog(app.app, file);
  const save = async (): Promise<void> => {
    await inspector.getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: 'Save payload to a file…' }).click();
  };
  await during('save', save, inspector.getByText(/^Saved /));
  expect(await sha256Of(file)).toBe(createHash('sha256').update(body).digest('hex'));
  return done;
}
