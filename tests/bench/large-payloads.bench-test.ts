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
import { settle, showNew, startBenchApp, type BenchApp } from './bench-app';
import { frameFigures, frameIntervals } from './frame-intervals';
import { framesDuring } from './frame-watch';
import { untilText } from './page-probe';
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
const inside = 'aside[aria-label="Inspector"]';
const firstPart = 'Showing the first';

const steps = ['open a small one', 'publish', 'open', 'show all', 'to the end', 'save'] as const;

interface Shown {
  readonly selector: string;
  readonly text: string;
  readonly gone?: boolean;
}

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
  const done: Step[] = [];
  const during = async (step: Step['step'], act: () => Promise<void>, shown: Shown): Promise<void> => {
    const { intervalsMs, longTasksMs, tookMs } = await framesDuring(page, async () => {
      await act();
      await untilText(page, shown.selector, shown.text, shown.gone);
    });
    done.push({ step, tookMs, longestFrameMs: spread(intervalsMs).max, longTasks: longTasksMs.length });
  };
  await peer.publish('small', '{"value":1}');
  await window.row('small').waitFor();
  await settle(500);
  // What the first message of a window costs is not the size's.
  await during('open a small one', await clickOn(window.row('small')), { selector: inside, text: '"value"' });
  await settle(500);
  await during('publish', () => peer.publish('large', body), { selector: 'b.topics', text: '2' });
  await settle(500);
  await showNew(page);
  await during('open', await clickOn(window.row('large')), { selector: inside, text: firstPart });
  const all = await clickOn(inspector.getByRole('button', { name: /^Show all/ }));
  await during('show all', all, { selector: inside, text: firstPart, gone: true });
  await inspector.getByRole('region', { name: 'Payload' }).focus();
  await during('to the end', () => page.keyboard.press('End'), { selector: inside, text: end });
  await answerSaveDialog(app.app, file);
  await inspector.getByRole('button', { name: 'More' }).click();
  const save = await clickOn(page.getByRole('menuitem', { name: 'Save payload to a file…' }));
  await during('save', save, { selector: inside, text: 'Saved ' });
  expect(await sha256Of(file)).toBe(createHash('sha256').update(body).digest('hex'));
  return done;
}

/** Found beforehand: to look for it by its role takes the page a while. */
async function clickOn(what: Locator): Promise<() => Promise<void>> {
  const found = await what.elementHandle();
  if (!found) throw new Error('there is nothing to click on');
  return () => found.click();
}
