import { createCipheriv, createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
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
  expect(await sha256(file)).toBe(createHash('sha256').update(body).digest('hex'));
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
  expect(await sha256(file)).toBe(createHash('sha256').update(body).digest('hex'));
  await peer.publish('after', 'still here');
  await expect(window.row('after')).toHaveAccessibleName(/value still here/);
});

/** The same bytes each time, with no pattern in them: a cipher over zeros. */
function seededBytes(sizeBytes: number): Buffer {
  const cipher = createCipheriv('aes-128-ctr', Buffer.alloc(16, 7), Buffer.alloc(16));
  return cipher.update(Buffer.alloc(sizeBytes));
}

/** A list of readings of exactly this size, whose last line says that it is the last. */
function largeJson(sizeBytes: number): Buffer {
  const end = '{"last":true}]}';
  const parts: string[] = ['{"readings":['];
  let length = parts[0]?.length ?? 0;
  for (let n = 0; ; n += 1) {
    const part = `{"n":${n},"value":${(n * 7919) % 1_000}.5,"unit":"bar"},`;
    if (length + part.length + end.length > sizeBytes) break;
    parts.push(part);
    length += part.length;
  }
  return Buffer.from(`${parts.join('')}${' '.repeat(sizeBytes - length - end.length)}${end}`);
}

async function sha256(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}
