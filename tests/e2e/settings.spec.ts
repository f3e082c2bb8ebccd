import { readFileSync } from 'node:fs';
import { expect, test } from './treeline-test';
import { TreelineWindow } from './treeline-window';

test('I choose Dark, widen the connections and hide the inspector: all three are as I left them after a restart', async ({
  launch
}, info) => {
  const first = await launch(['--demo']);
  const before = new TreelineWindow(first.page);
  await expect(before.status.getByText('Live')).toBeVisible();
  await first.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setSize(1_400, 800));
  await first.page.getByRole('button', { name: 'Settings' }).click();
  await first.page.getByRole('menuitemradio', { name: 'Dark' }).click();
  const rail = first.page.getByRole('separator', { name: 'Width of the connections panel' });
  await rail.focus();
  await first.page.keyboard.press('ArrowRight');
  await first.page.keyboard.press('ArrowRight');
  await expect(rail).toHaveAttribute('aria-valuenow', '248');
  await first.page.getByRole('button', { name: 'Inspector', exact: true }).click();
  await expect(before.inspector).toBeHidden();
  const kept = { theme: 'dark', railWidthPx: 248, inspectorShown: false };
  const onDisk = (): unknown => JSON.parse(readFileSync(info.outputPath('user-data/settings.json'), 'utf8'));
  await expect.poll(onDisk).toMatchObject({ settings: kept });
  await first.close();

  const { page } = await launch(['--demo']);
  const after = new TreelineWindow(page);
  await expect(after.status.getByText('Live')).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(after.inspector).toBeHidden();
  await expect(page.getByRole('separator', { name: 'Width of the connections panel' })).toHaveAttribute(
    'aria-valuenow',
    '248'
  );
  expect(onDisk()).toMatchObject({ settings: kept });
});
