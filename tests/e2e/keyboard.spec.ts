import { expect, test } from './treeline-test';
import { TreelineWindow } from './treeline-window';

test('I collapse a panel with its splitter, open it again with the same key, and go on where I was', async ({
  launch
}) => {
  const { app, page } = await launch(['--demo']);
  const window = new TreelineWindow(page);
  await expect(window.status.getByText('Live')).toBeVisible();
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setSize(1_400, 800));
  const panels = page.getByRole('group', { name: 'Panels' });
  for (const [panel, splitterName] of [
    ['Connections', 'Width of the connections panel'],
    ['Publish', 'Height of the publish panel'],
    ['Inspector', 'Width of the inspector']
  ] as const) {
    const splitter = page.getByRole('separator', { name: splitterName });
    await splitter.focus();
    await page.keyboard.press('Enter');
    await expect(splitter).toBeHidden();
    await expect(panels.getByRole('button', { name: panel })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(splitter).toBeFocused();
  }
  await window.publishPanel.getByRole('button', { name: 'Hide panel' }).click();
  await expect(window.publishPanel).toBeHidden();
  await expect(panels.getByRole('button', { name: 'Publish' })).toBeFocused();
});

test('I go from tab to tab of the inspector with Ctrl and a digit, and F1 lists the keys', async ({ launch }) => {
  const { page } = await launch(['--demo']);
  const window = new TreelineWindow(page);
  await expect(window.status.getByText('Live')).toBeVisible();
  await window.select('energy', 'battery', 'soc');
  for (const [digit, tab] of [
    ['2', 'History'],
    ['4', 'Properties'],
    ['1', 'Message']
  ] as const) {
    await page.keyboard.press(`ControlOrMeta+${digit}`);
    await expect(window.inspector.getByRole('tab', { name: tab })).toHaveAttribute('aria-selected', 'true');
  }
  await page.keyboard.press('F1');
  const keys = page.getByRole('dialog', { name: 'Keyboard' });
  for (const words of ['Message tab', 'History tab', 'Properties tab'])
    await expect(keys.getByText(words)).toBeVisible();
});
