import { createHash, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { BrokerPeer } from './broker-peer';
import { expect, test } from './treeline-test';
import { answerSaveDialog, TreelineWindow } from './treeline-window';

let peer: BrokerPeer;
let url: string;

test.beforeEach(async ({ startBroker, connect }) => {
  const broker = await startBroker({ protocols: ['mqtt'] });
  url = `mqtt://127.0.0.1:${broker.port('mqtt')}`;
  peer = await connect(url, { protocolVersion: 5 });
});

test('I read a message decoded, raw and as hex, compare it, and hold an older one still', async ({ launch }) => {
  await peer.publish('robot', '{"value":61.7,"big":9007199254740993,"status":"ok"}', true);
  const { page } = await launch([url]);
  const window = new TreelineWindow(page);
  await window.row('robot').click();
  const payload = window.inspector.getByRole('region', { name: 'Payload' });
  await expect(payload).toContainText('"big": 9007199254740993');

  await peer.publish('robot', '{"value":61.8,"big":9007199254740993,"status":"ok"}');
  await expect(payload).toContainText('61.8');
  await expect(payload).toContainText('was 61.7');
  await window.inspector.getByRole('button', { name: 'Compare with previous' }).click();
  await expect(payload).not.toContainText('was 61.7');

  await window.inspector.getByRole('radio', { name: 'Raw' }).click();
  await expect(payload).toContainText('{"value":61.8,"big":9007199254740993,"status":"ok"}');
  await window.inspector.getByRole('radio', { name: 'Hex' }).click();
  await expect(payload).toContainText('7b 22 76 61 6c 75 65');
  await window.inspector.getByRole('radio', { name: 'Decoded' }).click();

  await window.inspector.getByRole('button', { name: 'Older message' }).click();
  await expect(payload).toContainText('61.7');
  await peer.publish('robot', '{"value":61.9}');
  await expect(window.row('robot')).toHaveAccessibleName(/value 61\.9/);
  await expect(payload).toContainText('61.7');
  await window.inspector.getByRole('button', { name: 'Newest' }).click();
  await expect(payload).toContainText('61.9');
});

test('bytes fit the inspector, 8 to a line or 16, and keep their place when it gets wider', async ({ launch }) => {
  await peer.publish('firmware', randomBytes(4_000), true);
  const { page } = await launch([url]);
  const window = new TreelineWindow(page);
  await window.row('firmware').click();
  const payload = window.inspector.getByRole('region', { name: 'Payload' });
  const fits = () => payload.evaluate((element) => element.scrollWidth <= element.clientWidth);
  await expect(payload).toContainText('0008');
  expect(await fits()).toBe(true);

  await payload.evaluate((element) => (element.scrollTop = 18 * 200));
  await expect(payload).toContainText('0640');
  const splitter = await page.getByRole('separator', { name: 'Width of the inspector' }).boundingBox();
  if (!splitter) throw new Error('no splitter');
  await page.mouse.move(splitter.x + 2, splitter.y + 200);
  await page.mouse.down();
  await page.mouse.move(splitter.x - 260, splitter.y + 200, { steps: 3 });
  await page.mouse.up();
  await expect.poll(() => payload.evaluate((element) => element.scrollTop)).toBe(18 * 100);
  await expect(payload).toContainText('0640');
  await expect(payload).not.toContainText('0648');
  expect(await fits()).toBe(true);
});

test('while I hold an older message, the list says how many are newer', async ({ launch }) => {
  await peer.publish('meter', '4', true);
  const { page } = await launch([url]);
  const window = new TreelineWindow(page);
  await window.row('meter').click();
  const older = window.inspector.getByRole('button', { name: 'Older message' });
  await expect(window.inspector.getByRole('region', { name: 'Payload' })).toContainText('4');
  await expect(older).toBeDisabled();
  await peer.publish('meter', '5');
  await expect(older).toBeEnabled();
  await older.press('Enter');
  await expect(window.inspector.getByRole('button', { name: 'Newer message' })).toBeFocused();
  await expect(older).toBeDisabled();
  await peer.publish('meter', '6');
  await peer.publish('meter', '7');
  await expect(window.inspector.getByRole('tab', { name: 'History' })).toContainText('4');
  await expect(window.inspector.getByRole('option')).toHaveCount(2);
  await window.inspector.getByRole('button', { name: '2 newer · Show' }).click();
  await expect(window.inspector.getByRole('option')).toHaveCount(4);
  await expect(window.inspector.getByRole('option', { selected: true })).toContainText('4');
});

test('a screen reader meets the rows in the order they are shown, also after scrolling', async ({ launch }) => {
  await Promise.all(Array.from({ length: 200 }, (_, n) => peer.publish(`t-${n}`, '1', true)));
  const { page } = await launch([url]);
  const window = new TreelineWindow(page);
  await window.row('t-0').click();
  for (let press = 0; press < 60; press += 1) await page.keyboard.press('ArrowDown');
  await expect(window.row('t-60')).toBeFocused();
  const devTools = await page.context().newCDPSession(page);
  await devTools.send('Accessibility.enable');
  const read = async () => {
    const { nodes } = await devTools.send('Accessibility.getFullAXTree');
    const order = new Map(nodes.map((node) => [node.nodeId, node]));
    const rows = (id: string): string[] => {
      const node = order.get(id);
      if (node?.role?.value === 'row') return [String(node.name?.value).split(',')[0] ?? ''];
      return (node?.childIds ?? []).flatMap(rows);
    };
    return rows(nodes.find((node) => node.role?.value === 'rowgroup')?.nodeId ?? '').map((name) =>
      Number(name.slice(2))
    );
  };
  // The page orders its tree for assistive technology in its own time.
  await expect
    .poll(async () => {
      const ranks = await read();
      return ranks.length > 40 && ranks.every((rank, index) => index === 0 || rank > (ranks[index - 1] ?? 0));
    })
    .toBe(true);
});

test('more than 40 rows that change at once hold a steady wash, and none flashes when they calm down', async ({
  launch
}) => {
  const publishAll = (value: string) =>
    Promise.all(Array.from({ length: 100 }, (_, n) => peer.publish(`t-${n}`, value, true)));
  await publishAll('1');
  const { app, page } = await launch([url]);
  const window = new TreelineWindow(page);
  // So that more than 40 rows are in view on a small screen.
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(0.5));
  await expect(window.row('t-0')).toHaveAccessibleName(/value 1,/);
  await publishAll('2');
  const steady = window.tree.locator('.v.steady');
  const fading = window.tree.locator('.v.hot-1, .v.hot-2');
  await expect.poll(() => steady.count()).toBeGreaterThan(40);
  expect(await fading.count()).toBe(0);
  await peer.publish('t-0', '3');
  await expect(steady).toHaveCount(0);
  expect(await fading.count()).toBeLessThan(2);
});

test('offline, publishing says why nothing is sent', async ({ launch, startBroker }) => {
  const broker = await startBroker({ protocols: ['mqtt'] });
  const { page } = await launch([`mqtt://127.0.0.1:${broker.port('mqtt')}`]);
  const window = new TreelineWindow(page);
  await expect(window.status.getByText('Live')).toBeVisible();
  await window.publish('lamp', '');
  await window.publishPanel.getByRole('switch', { name: 'Retain on broker' }).click();
  await expect(window.publishPanel.getByText('An empty retained message clears what the broker keeps')).toBeVisible();
  await broker.dispose();
  const said = window.publishPanel.getByRole('status');
  await expect(said).toHaveText('Not connected. Publish it once the broker is back.');
  await window.publishPanel.getByRole('textbox', { name: 'Payload' }).press('ControlOrMeta+Enter');
  await expect(said.locator('.forward')).toBeVisible();
});

test('a payload of 20 MB is shown in part on purpose, scrolls to its end when I ask, and is saved byte for byte', async ({
  launch
}, info) => {
  const body = randomBytes(20_000_000);
  await peer.publish('firmware', body, true);
  const { app, page } = await launch([url]);
  const window = new TreelineWindow(page);
  await window.row('firmware').click();
  await expect(window.inspector.getByText('Showing the first 256 KB of 20 MB')).toBeVisible();
  await window.inspector.getByRole('button', { name: 'Show all 20 MB' }).click();
  await expect(window.inspector.getByText(/^Showing the first/)).toBeHidden({ timeout: 20_000 });
  const payload = window.inspector.getByRole('region', { name: 'Payload' });
  await payload.focus();
  await payload.press('End');
  const lastOffset = (Math.floor((body.length - 1) / 16) * 16).toString(16);
  await expect(payload).toContainText(lastOffset);

  const file = info.outputPath('firmware.bin');
  await answerSaveDialog(app, file);
  await window.inspector.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Save payload to a file…' }).click();
  await expect(window.inspector.getByText(/^Saved 20 MB to /)).toBeVisible();
  await peer.publish('another', 'topic');
  await expect(window.row('another')).toBeVisible();
  await expect(window.inspector.getByText(/^Saved 20 MB to /)).toBeVisible();
  expect(sha256(await readFile(file))).toBe(sha256(body));
});

test('I pause, messages go on being kept, and one press shows them all', async ({ launch }) => {
  await peer.publish('meter', '1', true);
  const { page } = await launch([url]);
  const window = new TreelineWindow(page);
  await expect(window.row('meter')).toHaveAccessibleName(/value 1,/);
  await page.keyboard.press('F8');
  await expect(window.status.getByText('Paused')).toBeVisible();
  for (const value of ['2', '3', '4']) await peer.publish('meter', value);
  await expect(window.status.getByText('newer messages kept')).toContainText('3');
  await expect(window.row('meter')).toHaveAccessibleName(/value 1,/);
  await page.keyboard.press('F8');
  await expect(window.row('meter')).toHaveAccessibleName(/value 4,/);
  await window.row('meter').click();
  await expect(window.inspector.getByRole('tab', { name: 'History' })).toContainText('4');
});

test('I walk the tree with the keyboard alone', async ({ launch }) => {
  for (const topic of ['line-2/press', 'line-10/press', 'line-2/oven', 'line-1']) await peer.publish(topic, '5', true);
  const { page } = await launch([url]);
  const window = new TreelineWindow(page);
  await expect(window.row('line-10').first()).toBeVisible();
  const names = () =>
    window.tree
      .locator('[data-node][aria-level="1"]')
      .evaluateAll((rows) =>
        rows
          .sort((one, other) => Number(one.getAttribute('aria-rowindex')) - Number(other.getAttribute('aria-rowindex')))
          .map((row) => row.getAttribute('aria-label')?.split(',')[0])
      );
  // The document keeps rows where they first came; their index is what is drawn and told.
  await expect.poll(names).toEqual(['line-1', 'line-2', 'line-10']);

  await window.row('line-1').click();
  await page.keyboard.press('ArrowDown');
  await expect(window.row('line-2')).toBeFocused();
  if ((await window.row('line-2').getAttribute('aria-expanded')) === 'true') await page.keyboard.press('ArrowLeft');
  await expect(window.row('line-2')).toHaveAttribute('aria-expanded', 'false');
  await page.keyboard.press('ArrowRight');
  await expect(window.row('line-2')).toHaveAttribute('aria-expanded', 'true');
  await page.keyboard.press('ArrowDown');
  await expect(window.row('oven')).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await expect(window.row('line-2')).toBeFocused();
  await page.keyboard.press('Home');
  await expect(window.row('line-1')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(window.inspector.getByRole('tab', { name: 'Message' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(window.row('line-1')).toBeFocused();
});

test('new topics above the first row wait behind a chip while I look, and N shows them all', async ({ launch }) => {
  for (const topic of ['lamp', 'meter', 'robot']) await peer.publish(topic, '5', true);
  const { page } = await launch([url]);
  const window = new TreelineWindow(page);
  // New topics enter at once in the first 5 s of a connection.
  await expect(window.row('meter')).toHaveAccessibleName(/([6-9]|1\d) seconds ago/, { timeout: 15_000 });
  await window.row('meter').click();
  const drawn = () =>
    window.tree
      .locator('[data-node]')
      .evaluateAll((rows) =>
        rows
          .map(
            (row) => [Math.round(row.getBoundingClientRect().y), row.getAttribute('aria-label')?.split(',')[0]] as const
          )
          .sort((one, other) => one[0] - other[0])
      );
  const before = await drawn();
  const topPx = before[0]?.[0] ?? 0;

  for (const topic of ['000/first', '001']) await peer.publish(topic, '5');
  await expect(window.tree.getByRole('button', { name: '+ 2 new · Show' })).toBeVisible();
  expect(await drawn()).toEqual(before);

  await page.keyboard.press('n');
  const all = ['000', '001', 'lamp', 'meter', 'robot'].map((name, rank) => [topPx + rank * 24, name]);
  await expect.poll(drawn).toEqual(all);
  await expect(window.row('meter')).toBeFocused();
});

test('publishing with the button keeps the focus on it, so that I can publish again', async ({ launch }) => {
  const { page } = await launch([url]);
  const window = new TreelineWindow(page);
  await expect(window.status.getByText('Live')).toBeVisible();
  await window.publishPanel.getByRole('textbox', { name: 'Topic', exact: true }).fill('lamp/set');
  await window.publishPanel.getByRole('radio', { name: '1', exact: true }).click();
  const button = window.publishPanel.getByRole('button', { name: /^Publish/ });
  await button.focus();
  await page.keyboard.press('Space');
  await expect(window.publishPanel.getByText(/^Acknowledged in /)).toBeVisible();
  await expect(button).toBeFocused();
});

test('a wildcard in the topic keeps me from publishing, with the reason', async ({ launch }) => {
  const { page } = await launch([url]);
  const window = new TreelineWindow(page);
  await expect(window.status.getByText('Live')).toBeVisible();
  await window.publishPanel.getByRole('textbox', { name: 'Topic', exact: true }).fill('lamp/+/set');
  await expect(window.publishPanel.getByText('stand for many topics')).toBeVisible();
  await expect(window.publishPanel.getByRole('button', { name: /^Publish/ })).toBeDisabled();
});

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
