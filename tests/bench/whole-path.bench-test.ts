import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startXvfb } from '../../scripts/display.mjs';
import { startMosquitto, type Mosquitto } from '../support/mosquitto';
import { launchTreeline, type RunningTreeline } from '../support/treeline-app';
import { waitUntil } from '../support/wait-until';
import { frameIntervals, histogram } from './frame-intervals';

/**
 * The whole path in the real app: a publisher process -> mosquitto -> engine -> frames -> DOM. For each rate the intervals between the
 * page's animation frames, beside an idle control run of the same app, and whether every message sent was counted.
 */
const small = process.env['BENCH_SMALL'] === '1';
const seconds = small ? 2 : 10;
const rates = small ? [2_000] : [2_000, 10_000];
const topics = 1_000;

let broker: Mosquitto;
let treeline: RunningTreeline;
let stopDisplay: (() => void) | null = null;
const folder = mkdtempSync(path.join(tmpdir(), 'treeline-bench-'));

beforeAll(async () => {
  if (process.platform === 'linux' && !process.env['DISPLAY']) stopDisplay = await startXvfb();
  broker = await startMosquitto({ protocols: ['mqtt'] });
  const url = `mqtt://127.0.0.1:${broker.port('mqtt')}`;
  treeline = await launchTreeline({ userDataDir: folder, args: [url] });
  await treeline.page.getByRole('group', { name: 'Live status' }).getByText('Live').waitFor();
});

afterAll(async () => {
  await treeline.close();
  await broker.dispose();
  stopDisplay?.();
  rmSync(folder, { recursive: true, force: true });
});

test('frames stay on time while messages arrive, and every one is counted', async () => {
  const { page } = treeline;
  const lines = [`whole path, ${seconds} s each, ${topics} topics, frame intervals in ms:`];
  // Every topic once, and the whole branch open: leaves change in view, not sums alone.
  let sentInAll = await publish(topics, 1);
  await waitUntil('the topics to be there', async () => (await messagesUnder(treeline, 'bench')) === sentInAll);
  await page.getByRole('row', { name: /^bench/ }).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Expand branch' }).click();
  await page
    .getByRole('row', { name: /^device-/ })
    .first()
    .waitFor();
  lines.push(histogram('idle control', await frameIntervals(page, seconds * 1_000)));
  for (const rate of rates) {
    const publishing = publish(rate, seconds + 1);
    const intervals = await frameIntervals(page, seconds * 1_000);
    sentInAll += await publishing;
    const received = await waitUntil('every message to be counted', async () => {
      const counted = await messagesUnder(treeline, 'bench');
      return counted === sentInAll ? counted : null;
    });
    lines.push(histogram(`${rate} msg/s`, intervals), `  sent in all ${sentInAll}, received ${received}`);
  }
  console.info(lines.join('\n'));
  expect(await messagesUnder(treeline, 'bench')).toBe(sentInAll);
});

/** From a process of its own; answers with how many were sent. */
async function publish(ratePerSecond: number, forSeconds: number): Promise<number> {
  const script = path.resolve(import.meta.dirname, '../support/firehose.mjs');
  const given = [broker.port('mqtt'), ratePerSecond, forSeconds, topics].map(String);
  const publisher = spawn(process.execPath, [script, ...given], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  publisher.stdout.on('data', (text: Buffer) => (said += text.toString()));
  await once(publisher, 'close');
  return (JSON.parse(said) as { sent: number }).sent;
}

async function messagesUnder({ page }: RunningTreeline, name: string): Promise<number> {
  const row = page.getByRole('treegrid', { name: 'Topics' }).getByRole('row', { name: new RegExp(`^${name}`) });
  if ((await row.count()) === 0) return 0;
  return Number((await row.first().locator('[data-column="3"]').innerText()).replaceAll(',', ''));
}
