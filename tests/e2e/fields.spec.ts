import type { ElectronApplication, Locator } from '@playwright/test';
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
  await expect(page.getByRole('menuitem')).toHaveText([
    'Copy value',
    'Copy path',
    'Add to chart',
    'Show as column',
    /^Copy payload/
  ]);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await copied()).at(-1)).toBe('robots[0].arm.temp');
  // The keys go on where they were.
  await expect(body.getByRole('button', { name: 'Line 7, robots[0].arm.temp' })).toBeFocused();
  await page.keyboard.press('Shift+F10');
  await expect(page.getByRole('menuitem', { name: 'Add to chart' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(body.getByRole('button', { name: 'Line 7, robots[0].arm.temp' })).toBeFocused();
});

test('I leave the payload by a key while a menu is open, and it follows again', async ({ launch }) => {
  await peer.publish('cell', '{"first":1}', true);
  const { page } = await launch([url]);
  const window = new TreelineWindow(page);
  await window.row('cell').click();
  const { inspector } = window;
  const body = inspector.getByRole('region', { name: 'Payload' });
  await body.locator('.ln').filter({ hasText: '"first"' }).click({ button: 'right' });
  await expect(page.getByRole('menuitem', { name: 'Copy value' })).toBeVisible();
  await page.keyboard.press('Control+2');
  await expect(inspector.getByRole('tab', { name: 'History' })).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Control+1');
  await peer.publish('cell', '{"second":2}');
  await expect(body.locator('.ln').filter({ hasText: '"second"' })).toBeVisible();
});

test('I mark the payload and copy it whole, and nothing that is not in it', async ({ launch }) => {
  const texts = [1, 2].map((value) => `{"value":${value},"all":[${Array.from({ length: 900 }, (_, n) => n).join()}]}`);
  await peer.publish('cell', texts[0] ?? '', true);
  const { app, page } = await launch([url]);
  const copied = await watchClipboard(app);
  const window = new TreelineWindow(page);
  const { inspector } = window;
  await window.row('cell').click();
  const body = inspector.getByRole('region', { name: 'Payload' });
  await expect(body).toContainText('"value": 1');
  await peer.publish('cell', texts[1] ?? '');
  await expect(body.locator('.ln').filter({ hasText: '"value"' })).toContainText(/was\s+1/);
  const copySelected = () =>
    body.evaluate((element) => {
      getSelection()?.selectAllChildren(element);
      const clipboardData = new DataTransfer();
      const event = new ClipboardEvent('copy', { clipboardData, bubbles: true, cancelable: true });
      element.querySelector('.text')?.dispatchEvent(event);
      return clipboardData.getData('text/plain').split('\n');
    });
  expect((await copySelected()).slice(0, 4)).toEqual(['{', '  "value": 2,', '  "all": [', '    0,']);
  await body.getByRole('button', { name: 'Fold line 3' }).click();
  await expect(body.getByRole('button', { name: /^… 90\d lines/ })).toBeVisible();
  expect(await copySelected()).toEqual(['{', '  "value": 2,', '  "all": […]', '}']);
  await body.focus();
  await page.keyboard.press('Control+a');
  expect(await page.evaluate(() => getSelection()?.toString())).toBe('');
  await expect(inspector.getByText('All of the payload is marked.')).toBeAttached();
  await page.keyboard.press('Control+c');
  await expect.poll(copied).toHaveLength(1);
  expect(JSON.parse((await copied())[0] ?? '')).toEqual(JSON.parse(texts[1] ?? ''));
  await inspector.getByRole('radio', { name: 'Hex' }).click();
  await expect(inspector.getByText('All of the payload is marked.')).not.toBeAttached();
});

test('I show a nested text as a column of the history from its line', async ({ launch }) => {
  await peer.publish('cell', '{"net":{"link":"wired","speed":3}}', true);
  const { page } = await launch([url]);
  const window = new TreelineWindow(page);
  const { inspector } = window;
  await window.row('cell').click();
  await inspector.getByRole('button', { name: 'Line 3, net.link' }).click();
  await page.getByRole('menuitem', { name: 'Show as column' }).click();
  await expect(inspector.getByRole('tab', { name: 'History' })).toHaveAttribute('aria-selected', 'true');
  await expect(inspector.getByRole('button', { name: 'Remove the column net.link' })).toBeVisible();
  await expect(inspector.getByRole('option').first()).toContainText('wired');
});

test('I drag numbers over the Chart tab, which opens, and let them go in the chart', async ({ launch }) => {
  await peer.publish('cell', '{"speed":3,"arm":{"on":true,"locked":false}}', true);
  const { page } = await launch([url]);
  const window = new TreelineWindow(page);
  const { inspector } = window;
  const tab = inspector.getByRole('tab', { name: 'Chart' });
  const panel = inspector.getByRole('tabpanel');
  const middle = async (place: Locator) => {
    const box = await place.boundingBox();
    if (!box) throw new Error('nothing there');
    return [box.x + Math.min(12, box.width / 2), box.y + Math.min(12, box.height / 2)] as const;
  };
  const drag = async (handle: Locator, series: RegExp) => {
    // Where it stands still.
    await handle.hover({ position: { x: 12, y: 8 } });
    await page.mouse.down();
    await page.mouse.move(...(await middle(tab)), { steps: 5 });
    await expect(tab).toHaveAttribute('aria-selected', 'true');
    const box = panel.getByRole('checkbox', { name: series });
    await expect(box).not.toBeChecked();
    const [x, y] = await middle(panel);
    await page.mouse.move(x + 120, y + 120, { steps: 5 });
    await page.mouse.up();
    await expect(box).toBeChecked();
  };

  await window.row('cell').click();
  await drag(inspector.getByRole('button', { name: 'Line 4, arm.on' }), /^Show arm\.on/);
  await inspector.getByRole('tab', { name: 'Message' }).click();
  const numbers = inspector.getByRole('region', { name: 'Numbers in this message' });
  await drag(numbers.getByRole('button', { name: /^arm\.locked/ }), /^Show arm\.locked/);
});
