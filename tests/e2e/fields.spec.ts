import type { ElectronApplication } from '@playwright/test';
import type { BrokerPeer } from './broker-peer';
import { expect, test } from './treeline-test';
import { TreelineWindow } from './treeline-window';

let peer: BrokerPeer;
let url: string;

test.beforeEach(async ({ startBroker, connect }) => {
  const broker = await startBroker({ protocols: ['mqtt'] });
  url = `mqtt://127.0.0.1:${broker.port('mqtt')}`;
  peer = await connect(url, { protocolVersion: 5 });
});

/** What was copied so far: the clipboard of the display is shared with whatever else runs there. */
async function watchClipboard(app: ElectronApplication): Promise<() => Promise<readonly string[]>> {
  const copied = await app.evaluateHandle(({ clipboard }) => {
    const texts: string[] = [];
    clipboard.writeText = async (text) => void texts.push(text);
    return texts;
  });
  return () => copied.jsonValue();
}

const payload = (value: number) =>
  `{"serial":9007199254740993,"note":"a\\u00e9\\n","robots":[{"arm":{"temp": ${value}, "on": true}}]}`;

test('I copy what a field holds and what it is called, with the mouse and with keys, while messages come', async ({
  launch
}) => {
  await peer.publish('cell', payload(61.8), true);
  const { app, page } = await launch([url]);
  const copied = await watchClipboard(app);
  const window = new TreelineWindow(page);
  await window.row('cell').click();
  const body = window.inspector.getByRole('region', { name: 'Payload' });
  const line = (text: string) => body.locator('.ln').filter({ hasText: text });
  const choose = (name: string) => page.getByRole('menuitem', { name, exact: true }).click();

  await line('"serial"').click({ button: 'right' });
  await choose('Copy value');
  await expect.poll(copied).toEqual(['9007199254740993']);
  await line('"note"').click({ button: 'right' });
  // What the menu is about stays under it.
  await peer.publish('cell', '{"other":1}');
  await expect(window.row('cell')).toHaveAccessibleName(/other 1/);
  await expect(line('"note"')).toBeVisible();
  await choose('Copy value');
  await expect.poll(copied).toEqual(['9007199254740993', 'a\u00e9\n']);
  await expect(line('"other"')).toBeVisible();

  await peer.publish('cell', payload(61.9));
  await line('"robots"')
    .getByRole('button', { name: /^Fold line/ })
    .click();
  await line('"robots"').click({ button: 'right' });
  await choose('Copy value');
  await expect.poll(async () => (await copied()).at(-1)).toBe('[{"arm":{"temp": 61.9, "on": true}}]');

  await line('"serial"').getByRole('button', { name: 'Line 2, serial' }).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  await expect(line('"temp"')).toBeVisible();
  for (let step = 0; step < 3; step += 1) await page.keyboard.press('ArrowDown');
  await expect(body.getByRole('button', { name: 'Line 7, robots[0].arm.temp' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menuitem')).toHaveText(['Copy value', 'Copy path', 'Add to chart', /^Copy payload/]);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await copied()).at(-1)).toBe('robots[0].arm.temp');
});

test('I drag a number of the payload over the Chart tab and let it go in the chart', async ({ launch }) => {
  await peer.publish('cell', payload(61.8), true);
  const { page } = await launch([url]);
  const window = new TreelineWindow(page);
  await window.row('cell').click();
  const body = window.inspector.getByRole('region', { name: 'Payload' });
  const handle = await body.getByRole('button', { name: 'Line 7, robots[0].arm.temp' }).boundingBox();
  const tab = window.inspector.getByRole('tab', { name: 'Chart' });
  const over = await tab.boundingBox();
  if (!handle || !over) throw new Error('nothing to drag');
  await page.mouse.move(handle.x + 8, handle.y + 8);
  await page.mouse.down();
  await page.mouse.move(over.x + 8, over.y + 8, { steps: 5 });
  await expect(tab).toHaveAttribute('aria-selected', 'true');
  const chart = window.inspector.getByRole('tabpanel');
  const inside = await chart.boundingBox();
  if (!inside) throw new Error('no chart');
  await page.mouse.move(inside.x + inside.width / 2, inside.y + 120, { steps: 5 });
  await page.mouse.up();
  await expect(chart.getByRole('checkbox', { name: 'Show robots[0].arm.temp' })).toBeChecked();
});
