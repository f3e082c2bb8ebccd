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
  const idle = await frameIntervals(page, seconds * 1_000);
  lines.push(histogram('idle control', idle));
  let sentInAll = 0;
  for (const rate of rates) {
    const publisher = spawn(process.execPath, [
      path.resolve(import.meta.dirname, '../support/firehose.mjs'),
      String(broker.port('mqtt')),
      String(rate),
      String(seconds + 1),
      String(topics)
    ]);
    let said = '';
    publisher.stdout.on('data', (text: Buffer) => (said += text.toString()));
    const intervals = await frameIntervals(page, seconds * 1_000);
    if (publisher.exitCode === null) await once(publisher, 'exit');
    const { sent } = JSON.parse(said) as { sent: number };
    sentInAll += sent;
    const received = await waitUntil('every message to be counted', async () => {
      const counted = await messagesUnder(treeline, 'bench');
      return counted === sentInAll ? counted : null;
    });
    lines.push(histogram(`${rate} msg/s`, intervals), `  sent in all ${sentInAll}, received ${received}`);
  }
  console.info(lines.join('\n'));
  expect(await messagesUnder(treeline, 'bench')).toBe(sentInAll);
});

async function messagesUnder({ page }: RunningTreeline, name: string): Promise<number> {
  const row = page.getByRole('treegrid', { name: 'Topics' }).getByRole('row', { name: new RegExp(`^${name}`) });
  if ((await row.count()) === 0) return 0;
  return Number((await row.first().locator('[data-column="3"]').innerText()).replaceAll(',', ''));
}
