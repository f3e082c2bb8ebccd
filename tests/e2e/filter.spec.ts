import type { BrokerPeer } from './broker-peer';
import { expect, test } from './treeline-test';
import { TreelineWindow } from './treeline-window';

let peer: BrokerPeer;
let url: string;

const lines = Array.from({ length: 12 }, (_, index) => `plant/line-${index + 1}`);

test.beforeEach(async ({ startBroker, connect }) => {
  const broker = await startBroker({ protocols: ['mqtt'] });
  url = `mqtt://127.0.0.1:${broker.port('mqtt')}`;
  peer = await connect(url);
  await Promise.all(
    lines.flatMap((line) =>
      ['temperature', 'pressure', 'speed'].map((name) => peer.publish(`${line}/${name}`, '1', true))
    )
  );
});

/** Every branch open, the last line chosen and in view. */
async function openAll(window: TreelineWindow): Promise<void> {
  await expect(window.topics).toHaveText('36');
  await window.row('plant').click({ button: 'right' });
  await window.page.getByRole('menuitem', { name: 'Expand branch' }).click();
  await window.row('plant').press('End');
  await window.row('pressure').last().click();
}

test('I type a word and see the topics that match with the branches above them, and Esc gives me the tree as it was', async ({
  launch
}) => {
  const { page } = await launch([url]);
  const window = new TreelineWindow(page);
  await openAll(window);
  const before = await window.drawn();
  const chosen = window.tree.locator('[aria-selected="true"]');
  const chosenNode = await chosen.getAttribute('data-node');

  await page.keyboard.press('ControlOrMeta+f');
  await expect(window.filter).toBeFocused();
  await window.filter.pressSequentially('TEMP line-1');
  await expect(page.getByRole('search')).toContainText('4 of 36');
  expect((await window.drawn()).map(({ name }) => name)).toEqual([
    'plant',
    'line-1',
    'temperature',
    'line-10',
    'temperature',
    'line-11',
    'temperature',
    'line-12',
    'temperature'
  ]);
  await expect(page.getByText('4 of 36 topics match')).toBeAttached();

  await page.keyboard.press('Escape');
  await expect(window.filter).toHaveValue('');
  await expect.poll(() => window.drawn()).toEqual(before);
  await expect(chosen).toHaveAttribute('data-node', chosenNode ?? '');
  await expect(chosen).toBeFocused();
});

test('what I choose among the matches stays chosen and in view when the filter is gone', async ({ launch }) => {
  const { page } = await launch([url]);
  const window = new TreelineWindow(page);
  await openAll(window);
  await window.filter.fill('line-2/speed');
  await expect(page.getByRole('search')).toContainText('1 of 36');
  await window.filter.press('ArrowDown');
  await expect(window.tree.locator('[data-node]:focus')).toBeVisible();
  await window.row('speed').click();
  await page.getByRole('button', { name: 'Clear filter' }).click();
  await expect(window.filter).toBeFocused();
  await expect(window.inspector.getByRole('heading', { name: 'speed' })).toBeVisible();
  await expect(window.tree.locator('[aria-selected="true"]')).toBeInViewport();
  await expect(window.tree.locator('[aria-selected="true"]')).toHaveAccessibleName(/^speed,/);
});

test('an MQTT filter is understood: + for one level, # for all below', async ({ launch }) => {
  const { page } = await launch([url]);
  const window = new TreelineWindow(page);
  await expect(window.topics).toHaveText('36');
  for (const [text, count] of [
    ['plant/+/speed', '12 of 36'],
    ['plant/line-3/#', '3 of 36'],
    ['+/speed', '0 of 36'],
    ['plant/+/speed line-12', '1 of 36']
  ] as const) {
    await window.filter.fill(text);
    await expect(page.getByRole('search')).toContainText(count);
  }
});

test('when nothing matches I read what was looked at, and one button shows the whole tree again', async ({
  launch
}) => {
  const { page } = await launch([url]);
  const window = new TreelineWindow(page);
  await expect(window.topics).toHaveText('36');
  await window.filter.fill('tempratur');
  await expect(page.getByRole('heading', { name: 'No topic matches “tempratur”' })).toBeVisible();
  await expect(page.getByText('Checked 36 topics by their names.')).toBeVisible();
  await page
    .getByRole('button', { name: /^Clear filter/ })
    .last()
    .click();
  await expect(window.row('plant')).toBeVisible();
  await expect(window.filter).toBeFocused();
});

test('a new topic that matches waits behind the chip, one that does not match shows nowhere', async ({ launch }) => {
  const { page } = await launch([url]);
  const window = new TreelineWindow(page);
  await window.filter.fill('speed');
  await expect(page.getByRole('search')).toContainText('12 of 36');
  // New topics enter at once in the first 5 s of a connection.
  await expect(window.row('speed').first()).toHaveAccessibleName(/([6-9]|1\d) seconds ago/, { timeout: 15_000 });
  await window.row('speed').first().click();
  await peer.publish('another/pressure', '1');
  await peer.publish('another/speed', '1');
  const chip = window.tree.getByRole('button', { name: '+ 1 new · Show' });
  await expect(chip).toBeVisible();
  await expect(page.getByRole('search')).toContainText('12 of 38');
  await chip.click();
  await expect(window.row('another')).toBeVisible();
  await expect(page.getByRole('search')).toContainText('13 of 38');
  await expect(window.row('pressure')).toHaveCount(0);
});

test('the filter is still on after a reload of the page', async ({ launch }) => {
  const { page } = await launch([url]);
  const window = new TreelineWindow(page);
  await window.filter.fill('line-7');
  await expect(page.getByRole('search')).toContainText('3 of 36');
  await page.reload();
  await expect(window.filter).toHaveValue('line-7');
  await expect(page.getByRole('search')).toContainText('3 of 36');
  await expect(window.row('temperature')).toBeVisible();
});
