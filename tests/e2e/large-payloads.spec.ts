import { createHash } from 'node:crypto';
import { largeJson, seededBytes, sha256Of } from '../support/large-payloads';
import { expect, test } from './treeline-test';
import { answerSaveDialog, TreelineWindow } from './treeline-window';

const binaryBytes = 200_000_000;

test('a JSON of 20 MB opens with its first part, all of it scrolls, and the saved file is what was published', async ({
  launch,
  startBroker,
  connect
}, info) => {
  const body = largeJson(20_000_000);
  const broker = await startBroker({ protocols: ['mqtt'] });
  const url = `mqtt://127.0.0.1:${broker.port('mqtt')}`;
  const peer = await connect(url);
  await peer.publish('readings', body, true);
  const { app, page } = await launch([url]);
  const window = new TreelineWindow(page);
  const { inspector } = window;
  await window.row('readings').click();
  await expect(inspector.getByText('Showing the first 256 KB of 20 MB')).toBeVisible();
  const payload = inspector.getByRole('region', { name: 'Payload' });
  await expect(payload).toContainText('"n": 0');
  await inspector.getByRole('button', { name: 'Show all 20 MB' }).click();
  await expect(inspector.getByText(/^Showing the first/)).toBeHidden({ timeout: 20_000 });
  await payload.focus();
  await payload.press('End');
  await expect(payload).toContainText('"last": true');

  const file = info.outputPath('readings.json');
  await answerSaveDialog(app, file);
  await inspector.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Save payload to a file…' }).click();
  await expect(inspector.getByText(/^Saved 20 MB to /)).toBeVisible();
  expect(await sha256Of(file)).toBe(createHash('sha256').update(body).digest('hex'));
});

test('200 MB of bytes arrive, show their first part and their last byte, and are saved byte for byte', async ({
  launch,
  startBroker,
  connect
}, info) => {
  test.setTimeout(120_000);
  const body = seededBytes(binaryBytes);
  const broker = await startBroker({ protocols: ['mqtt'] });
  const url = `mqtt://127.0.0.1:${broker.port('mqtt')}`;
  const peer = await connect(url);
  const { app, page } = await launch([url]);
  const window = new TreelineWindow(page);
  const { inspector } = window;
  await window.listens();
  await peer.publish('firmware', body);
  await window.row('firmware').click({ timeout: 30_000 });
  await expect(inspector.getByText('Showing the first 256 KB of 200 MB')).toBeVisible();
  await inspector.getByRole('button', { name: 'Show all 200 MB' }).click();
  await expect(inspector.getByText(/^Showing the first/)).toBeHidden({ timeout: 20_000 });
  const payload = inspector.getByRole('region', { name: 'Payload' });
  await payload.focus();
  await payload.press('End');
  await expect(payload).toContainText(((Math.ceil(binaryBytes / 8) - 1) * 8).toString(16));

  const file = info.outputPath('firmware.bin');
  await answerSaveDialog(app, file);
  await inspector.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Save payload to a file…' }).click();
  await expect(inspector.getByText(/^Saved 200 MB to /)).toBeVisible({ timeout: 30_000 });
  expect(await sha256Of(file)).toBe(createHash('sha256').update(body).digest('hex'));
  await peer.publish('after', 'still here');
  await expect(window.row('after')).toHaveAccessibleName(/value still here/);
});
