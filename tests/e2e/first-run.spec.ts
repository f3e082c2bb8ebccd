import { expect, test } from './treeline-test';
import { TreelineWindow } from './treeline-window';

test('I open Treeline for the first time, start the demo and read a first value', async ({ launch }) => {
  const { page, cspReports } = await launch();
  const window = new TreelineWindow(page);
  await expect(page.getByRole('heading', { name: 'See what your broker is saying' })).toBeVisible();
  await expect(window.rail.getByText('Saved brokers appear here.')).toBeVisible();
  await page.keyboard.press('Enter');

  await expect(window.status.getByText('Live')).toBeVisible();
  await expect(window.connection('Demo broker')).toBeVisible();
  await expect(window.tree.getByRole('row').nth(10)).toBeVisible();
  await expect(window.status.getByText(/^1,1\d\d ?topics$/)).toBeVisible();

  await window.select('energy', 'battery', 'soc');
  await expect(window.inspector.getByRole('region', { name: 'Payload' })).not.toBeEmpty();
  await expect(window.inspector.getByText(/^QoS [012]$/)).toBeVisible();
  expect(cspReports).toEqual([]);
});

test('I close Treeline and find my connection again', async ({ launch }) => {
  const first = await launch();
  const before = new TreelineWindow(first.page);
  await first.page.getByRole('button', { name: 'All settings…' }).click();
  await first.page.getByRole('textbox', { name: 'Name', exact: true }).fill('Greenhouse');
  await first.page
    .getByRole('textbox', { name: 'Address', exact: true })
    .fill('wss://grower@greenhouse.example:9443/broker');
  await first.page.getByRole('textbox', { name: 'Password', exact: true }).fill('only-for-greenhouse');
  await first.page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(before.connection('Greenhouse')).toBeVisible();
  await first.close();

  const second = await launch();
  const after = new TreelineWindow(second.page);
  await expect(after.connection('Greenhouse')).toBeVisible();
  await after.connection('Greenhouse').click({ button: 'right' });
  await second.page.getByRole('menuitem', { name: 'Edit…' }).click();
  await expect(second.page.getByRole('textbox', { name: 'Address', exact: true })).toHaveValue('greenhouse.example');
  await expect(second.page.getByRole('textbox', { name: 'Port', exact: true })).toHaveValue('9443');
  await expect(second.page.getByRole('textbox', { name: 'WebSocket path' })).toHaveValue('/broker');
  await expect(second.page.getByRole('textbox', { name: 'Username' })).toHaveValue('grower');
  expect(await second.page.content()).not.toContain('only-for-greenhouse');
});
