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
    ['3', 'Chart'],
    ['4', 'Properties'],
    ['1', 'Message']
  ] as const) {
    await page.keyboard.press(`ControlOrMeta+${digit}`);
    await expect(window.inspector.getByRole('tab', { name: tab })).toHaveAttribute('aria-selected', 'true');
  }
  await page.keyboard.press('F1');
  const keys = page.getByRole('dialog', { name: 'Keyboard' });
  for (const words of ['Message tab', 'History tab', 'Chart tab', 'Properties tab'])
    await expect(keys.getByText(words)).toBeVisible();
});

test('Ctrl+C copies the payload on screen, and text where text is selected; the form gives the focus to its row', async ({
  launch,
  startBroker,
  connect
}) => {
  const broker = await startBroker({ protocols: ['mqtt'] });
  const name = `127.0.0.1:${broker.port('mqtt')}`;
  const peer = await connect(`mqtt://${name}`);
  await peer.publish('pump', 'running', true);
  const { app, page } = await launch();
  const window = new TreelineWindow(page);
  await window.connectTo(`mqtt://${name}`);
  const clipboard = () => app.evaluate(({ clipboard }) => clipboard.readText());
  await window.select('pump');
  await expect(window.inspector.getByText('running').first()).toBeVisible();
  await page.keyboard.press('ControlOrMeta+c');
  await expect.poll(clipboard).toBe('running');

  await window.connection(name).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Edit…' }).click();
  const field = page.getByRole('textbox', { name: 'Name', exact: true });
  await expect(field).toBeFocused();
  await field.press('ControlOrMeta+a');
  await field.press('ControlOrMeta+c');
  await expect.poll(clipboard).toBe(name);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(window.connection(name)).toBeFocused();
});
