import { readFile } from 'node:fs/promises';
import type { Locator } from '@playwright/test';
import type { BrokerPeer } from './broker-peer';
import { expect, test } from './treeline-test';
import { answerSaveDialog, drawnPixels, TreelineWindow } from './treeline-window';

let peer: BrokerPeer;
let url: string;

test.beforeEach(async ({ startBroker, connect }) => {
  const broker = await startBroker({ protocols: ['mqtt'] });
  url = `mqtt://127.0.0.1:${broker.port('mqtt')}`;
  peer = await connect(url, { protocolVersion: 5 });
});

test('a series I pin is there again after a restart, and draws', async ({ launch }) => {
  await peer.publish('oven/climate', '{"heat":180.5,"unit":"°C"}', true);
  const first = await launch([url]);
  const before = new TreelineWindow(first.page);
  await before.select('oven', 'climate');
  await before.inspector.getByRole('tab', { name: 'Chart' }).click();
  await expect(before.inspector.getByRole('checkbox', { name: 'Show heat' })).toBeChecked();
  await before.inspector.getByRole('button', { name: 'Pin the checked series' }).click();
  await expect(before.inspector.getByText('1 series is pinned.')).toBeVisible();
  await expect(before.inspector.getByRole('radio', { name: 'Pinned (1)' })).toBeVisible();
  await first.close();

  const { page } = await launch([url]);
  const window = new TreelineWindow(page);
  await peer.publish('lamp', 'on', true);
  await window.row('lamp').click();
  await window.inspector.getByRole('tab', { name: 'Chart' }).click();
  await window.inspector.getByRole('radio', { name: 'Pinned (1)' }).click();
  await expect(window.inspector.getByRole('checkbox', { name: /^Show .*heat/ })).toBeChecked();
  for (const heat of [181, 183.25, 182]) await peer.publish('oven/climate', `{"heat":${heat},"unit":"°C"}`);
  const plot = window.inspector.getByRole('slider', { name: /^Chart of °C / });
  await expect(plot).toHaveAccessibleName(/heat is 182\.00\./);
  await expect.poll(() => drawnPixels(window.inspector.locator('canvas').first())).toBeGreaterThan(100);
  await expect(cellsOf(window.inspector, /^Show .*heat/).nth(4)).toHaveText('183.25');

  await window.inspector.getByRole('button', { name: /^Unpin .*heat/ }).click();
  await expect(window.inspector.getByText('Nothing is pinned')).toBeVisible();
});

test('a filter with + brings the same field of many topics into one chart', async ({ launch }) => {
  for (const [index, room] of ['bath', 'hall', 'kitchen'].entries())
    await peer.publish(`house/${room}`, `{"heat":${20 + index},"wet":${40 + index}}`, true);
  const { page } = await launch([url]);
  const window = new TreelineWindow(page);
  const { inspector } = window;
  await window.select('house', 'hall');
  await inspector.getByRole('tab', { name: 'Chart' }).click();
  await inspector.getByRole('button', { name: 'Add…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add series' });
  await dialog.getByRole('textbox', { name: 'Topic or filter' }).fill('house/+');
  await dialog.getByRole('textbox', { name: 'Field' }).fill('heat..now');
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(dialog.getByRole('alert')).toContainText('This is no path');
  await dialog.getByRole('textbox', { name: 'Field' }).fill('heat');
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(dialog).toBeHidden();
  const shown = inspector.getByRole('checkbox', { name: /^Show .*heat/ });
  await expect(shown).toHaveCount(3);
  for (const box of await shown.all()) await expect(box).toBeChecked();
  await peer.publish('house/bath', '{"heat":25,"wet":40}');
  await expect(cellsOf(inspector, /^Show .*bath.*heat/).nth(4)).toHaveText('25');
  await expect(cellsOf(inspector, /^Show .*kitchen.*heat/).nth(4)).toHaveText('22');
});

test('a topic I drop onto the chart is drawn beside the one that is there, and leads to its messages', async ({
  launch
}) => {
  await peer.publish('hall', '{"value":19,"unit":"°C"}', true);
  await peer.publish('bath', '{"wet":40,"value":24,"unit":"°C","draught":2}', true);
  const { page } = await launch([url]);
  const window = new TreelineWindow(page);
  const { inspector } = window;
  await window.row('hall').click();
  await inspector.getByRole('tab', { name: 'Chart' }).click();
  const chart = inspector.getByRole('slider', { name: /^Chart of °C / });
  await expect(chart).toHaveAccessibleName(/19/);
  await window.row('bath').dragTo(chart);
  await expect(cellsOf(inspector, /^Show .*bath/).nth(4)).toHaveText('24');
  await expect(chart).toHaveAccessibleName(/19.*24|24.*19/);
  await expect(inspector.getByRole('heading', { level: 1 })).toHaveText('hall');
  await expect(inspector.getByText('Added value of bath, which holds 3 numbers. Add… takes the others.')).toBeVisible();

  await peer.publish('bath', '{"wet":41,"value":25.5,"unit":"°C","draught":2}');
  await expect(chart).toHaveAccessibleName(/25\.5/);
  await chart.press('End');
  await expect(chart).toHaveAttribute('aria-valuetext', /25\.5/);
  await chart.press('Enter');
  await expect(inspector.getByRole('heading', { level: 1 })).toHaveText('bath');
  await expect(inspector.getByRole('tab', { name: 'Message' })).toHaveAttribute('aria-selected', 'true');
});

test('pinned topics that never come back say so, and each can be unpinned', async ({ launch }) => {
  await peer.publish('door', 'open', true);
  const first = await launch([url]);
  const before = new TreelineWindow(first.page);
  await expect(before.row('door')).toBeVisible();
  for (const topic of ['oven', 'lamp']) {
    await peer.publish(topic, '{"heat":1,"wet":2}');
    await before.row(topic).click();
    await before.inspector.getByRole('tab', { name: 'Chart' }).click();
    await expect(before.inspector.getByRole('checkbox', { name: 'Show heat' })).toBeChecked();
    await before.inspector.getByRole('button', { name: 'Pin the checked series' }).click();
    await expect(before.inspector.getByText('2 series are pinned.')).toBeVisible();
  }
  await first.close();

  const { page } = await launch([url]);
  const window = new TreelineWindow(page);
  const { inspector } = window;
  await window.row('door').click();
  await inspector.getByRole('tab', { name: 'Chart' }).click();
  await inspector.getByRole('radio', { name: 'Pinned (4)' }).click();
  await expect(inspector.getByText('not seen yet')).toHaveCount(4);
  await expect(inspector.getByText('None of the pinned topics has been seen since Treeline connected.')).toBeVisible();
  await inspector.getByRole('button', { name: 'Unpin oven wet' }).click();
  await expect(inspector.getByText('not seen yet')).toHaveCount(3);
  await expect(inspector.getByRole('button', { name: 'Unpin lamp heat' })).toBeFocused();
  await peer.publish('oven', '{"heat":180.25}');
  await expect(inspector.getByText('not seen yet')).toHaveCount(2);
  await expect(cellsOf(inspector, /^Show oven heat/).nth(4)).toHaveText('180.25');
});

test('I get the file I named though I left the chart while I was asked', async ({ launch }, info) => {
  await peer.publish('meter', '1.5', true);
  await peer.publish('lamp', 'on', true);
  const { app, page } = await launch([url]);
  const window = new TreelineWindow(page);
  const { inspector } = window;
  await window.row('meter').click();
  await inspector.getByRole('tab', { name: 'Chart' }).click();
  await expect(inspector.getByRole('slider', { name: /^Chart of / })).toHaveAccessibleName(/ is 1\.5/);
  const table = info.outputPath('meter.csv');
  await app.evaluate(({ dialog, app: running }, filePath) => {
    dialog.showSaveDialog = () =>
      new Promise((resolve) =>
        running.once('accessibility-support-changed', () => resolve({ canceled: false, filePath }))
      );
  }, table);
  await inspector.getByRole('button', { name: 'Save as PNG or CSV' }).click();
  await page.getByRole('menuitem', { name: 'Save all points as CSV…' }).click();
  await inspector.getByRole('tab', { name: 'Message' }).click();
  await window.row('lamp').click();
  await expect(inspector.getByRole('heading', { level: 1 })).toHaveText('lamp');
  await app.evaluate(({ app: running }) => running.emit('accessibility-support-changed'));
  await expect.poll(() => readFile(table, 'utf8').catch(() => '')).toMatch(/,1\.5\r\n$/);
});

test('I save a chart as a picture and its points as CSV', async ({ launch }, info) => {
  await peer.publish('meter', '1.5', true);
  const { app, page } = await launch([url]);
  const window = new TreelineWindow(page);
  const { inspector } = window;
  await window.row('meter').click();
  await inspector.getByRole('tab', { name: 'Chart' }).click();
  for (const value of [2.5, 3.5, 9]) await peer.publish('meter', String(value));
  const chart = inspector.getByRole('slider', { name: /^Chart of / });
  await expect(chart).toHaveAccessibleName(/ is 9(\.0)?\./);

  const table = info.outputPath('meter.csv');
  await answerSaveDialog(app, table);
  await inspector.getByRole('button', { name: 'Save as PNG or CSV' }).click();
  await page.getByRole('menuitem', { name: 'Save all points as CSV…' }).click();
  await expect(inspector.getByText(`to ${table}`)).toBeVisible();
  const rows = (await readFile(table, 'utf8')).trimEnd().split('\r\n');
  expect(rows).toHaveLength(5);
  for (const [index, value] of [1.5, 2.5, 3.5, 9].entries()) expect(rows[index + 1]).toMatch(new RegExp(`,${value}$`));

  const picture = info.outputPath('meter.png');
  await answerSaveDialog(app, picture);
  await inspector.getByRole('button', { name: 'Save as PNG or CSV' }).click();
  await page.getByRole('menuitem', { name: 'Save as PNG…' }).click();
  await expect(inspector.getByText(`to ${picture}`)).toBeVisible();
  const png = await readFile(picture);
  expect(png.subarray(0, 8)).toEqual(Buffer.from('89504e470d0a1a0a', 'hex'));
  expect(png.length).toBeGreaterThan(2_000);
  // IHDR: width and height [PNG 11.2.2]
  const onScreen = await chart.boundingBox();
  expect(png.readUInt32BE(16)).toBeGreaterThan(2 * (onScreen?.width ?? Number.POSITIVE_INFINITY));
  expect(png.readUInt32BE(20)).toBeGreaterThan(100);
});

/** Shown, at cursor, min, mean and max of a series. */
function cellsOf(inspector: Locator, show: RegExp): Locator {
  return inspector
    .getByRole('table', { name: 'Series and their values' })
    .getByRole('row')
    .filter({ has: inspector.page().getByRole('checkbox', { name: show }) })
    .getByRole('cell');
}
