import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { enginePids } from './engine-pids';
import { expect, test } from './treeline-test';
import { TreelineWindow } from './treeline-window';

/** mosquitto's own defaults: what does not fit its queue for a slow client is gone without a word. */
const asShipped = { protocols: ['mqtt'] as const, config: ['max_queued_messages 1000', 'max_inflight_messages 20'] };
const rowPx = 24;

test('20,000 retained topics of a broker as shipped are all there, and 20,000 children scroll to their end', async ({
  launch,
  startBroker,
  publisher
}) => {
  const broker = await startBroker(asShipped);
  const source = await publisher(broker.port('mqtt'));
  await source.prepare({ name: 'all', topics: 20_000, shape: 'flat', retain: true });
  await source.atOnce('all');
  await source.goodbye();
  const { page } = await launch([`mqtt://127.0.0.1:${broker.port('mqtt')}`]);
  const window = new TreelineWindow(page);
  // How fast they come is a bench's question (retained).
  await expect(window.topics).toHaveText('20,000', { timeout: 30_000 });
  // A row is painted at most four times a second: it may follow the status line.
  await expect.poll(() => window.messagesOf('many')).toBe(20_000);

  await window.select('many');
  if ((await window.row('many').getAttribute('aria-expanded')) === 'false') await page.keyboard.press('ArrowRight');
  await expect(window.tree).toHaveAttribute('aria-rowcount', '20002');
  await page.keyboard.press('End');
  await expect(window.row('child-19999')).toBeFocused();
  await expect(window.row('child-19999')).toBeInViewport();
  await page.keyboard.press('PageUp');
  await expect(window.tree.locator('[data-node]:focus')).toBeInViewport();
  await page.keyboard.press('Home');
  await expect(window.row('many')).toBeFocused();

  // A drag of the thumb by a share of its way shows the rows at that share of the tree.
  const track = window.tree.locator('.track');
  const thumb = await track.locator('.thumb').boundingBox();
  const way = await track.boundingBox();
  if (!thumb || !way) throw new Error('no scrollbar');
  const x = thumb.x + thumb.width / 2;
  const travelPx = way.height - thumb.height;
  for (const share of [0.25, 0.5, 0.9]) {
    await page.mouse.move(x, thumb.y + 5);
    await page.mouse.down();
    const movedPx = Math.round(share * travelPx);
    await page.mouse.move(x, thumb.y + 5 + movedPx, { steps: 4 });
    const reachPx = 20_001 * rowPx + 2 - way.height;
    const wantedRank = Math.floor(((movedPx / travelPx) * reachPx) / rowPx);
    await expect.poll(async () => Math.abs((await firstRank(window)) - wantedRank)).toBeLessThanOrEqual(1);
    await page.mouse.move(x, thumb.y + 5, { steps: 2 });
    await page.mouse.up();
    await expect.poll(() => firstRank(window)).toBe(0);
  }
});

test('I pause under load: the view holds still while messages are counted, and resuming shows them all', async ({
  launch,
  startBroker,
  publisher
}) => {
  const broker = await startBroker({ protocols: ['mqtt'] });
  const { page } = await launch([`mqtt://127.0.0.1:${broker.port('mqtt')}`]);
  const window = new TreelineWindow(page);
  await window.listens();
  const source = await publisher(broker.port('mqtt'));
  await source.prepare({ name: 'load', topics: 100, shape: 'flat' });
  const running = source.atRate('load', { perSecond: 2_000, seconds: 6 });
  await expect(window.status).toContainText(/[12],\d{3}msg\/s/);
  await page.keyboard.press('F8');
  await expect(window.status.getByText('Paused')).toBeVisible();
  await expect(window.status.getByText('newer messages kept')).toContainText(/[1-9],\d{3}/);
  const held = await window.messagesOf('many');
  const { sent } = await running;
  expect(await window.messagesOf('many')).toBe(held);
  await page.keyboard.press('F8');
  await expect.poll(() => window.messagesOf('many')).toBe(sent);
  await expect(window.status).toContainText('0dropped');
});

test('with more topics than the limit I read how many are not shown, and which setting says so', async ({
  launch,
  startBroker,
  publisher
}, info) => {
  mkdirSync(info.outputPath('user-data'), { recursive: true });
  const settings = { version: 1, settings: { topicLimit: 1_000 } };
  writeFileSync(info.outputPath('user-data/settings.json'), JSON.stringify(settings));
  const broker = await startBroker({ protocols: ['mqtt'] });
  const source = await publisher(broker.port('mqtt'));
  await source.prepare({ name: 'all', topics: 1_200, shape: 'flat', retain: true });
  await source.atOnce('all');
  await source.goodbye();
  const { page } = await launch([`mqtt://127.0.0.1:${broker.port('mqtt')}`]);
  const window = new TreelineWindow(page);
  await expect(window.topics).toHaveText('1,000');
  await window.status.getByRole('button', { name: '200 topics not shown' }).click();
  const note = page.getByRole('dialog', { name: 'More topics than the limit' });
  await expect(note).toContainText('The tree holds 1,000 topics.');
  await expect(note).toContainText('Topic limit');
  await page.keyboard.press('Escape');
  await expect(note).toBeHidden();
  await expect(window.status.getByRole('button', { name: '200 topics not shown' })).toBeFocused();
});

test('a connection whose process stood still says so, and counts nothing twice', async ({
  launch,
  startBroker,
  publisher
}) => {
  const broker = await startBroker({ protocols: ['mqtt'] });
  const { app, page } = await launch([`mqtt://127.0.0.1:${broker.port('mqtt')}`]);
  const window = new TreelineWindow(page);
  await window.listens();
  const source = await publisher(broker.port('mqtt'));
  await source.prepare({ name: 'load', topics: 20, shape: 'flat' });
  const before = await source.atRate('load', { perSecond: 100, seconds: 1 });
  await expect.poll(() => window.messagesOf('many')).toBe(before.sent);

  const [pid] = await enginePids(app);
  execFileSync('kill', ['-STOP', String(pid)]);
  const during = await source.atRate('load', { perSecond: 100, seconds: 4 });
  execFileSync('kill', ['-CONT', String(pid)]);

  await window.status.getByRole('button', { name: '1 gap' }).click();
  await expect(page.getByRole('dialog', { name: 'Messages may be missing' })).toContainText(
    /stood still from \d\d:\d\d:\d\d to \d\d:\d\d:\d\d/
  );
  await page.keyboard.press('Escape');
  const after = await source.atRate('load', { perSecond: 100, seconds: 1 });
  await expect.poll(() => window.messagesOf('many')).toBe(before.sent + during.sent + after.sent);
});

test('the branches I opened and closed are as I left them after a restart', async ({
  launch,
  startBroker,
  connect
}) => {
  const broker = await startBroker({ protocols: ['mqtt'] });
  const url = `mqtt://127.0.0.1:${broker.port('mqtt')}`;
  const peer = await connect(url);
  for (const hall of ['north', 'south']) {
    for (const name of ['oven/state', 'oven/power', 'press/state']) await peer.publish(`${hall}/${name}`, '1', true);
  }
  const first = await launch([url]);
  const before = new TreelineWindow(first.page);
  await before.select('south');
  await setOpen(before, 'south', true);
  await before
    .row('oven')
    .last()
    .click({ position: { x: 60, y: 12 } });
  await first.page.keyboard.press('ArrowRight');
  await setOpen(before, 'north', false);
  const left = await branches(before);
  // At once: what was opened last is not lost with the program.
  await first.close();

  const after = new TreelineWindow((await launch([url])).page);
  await expect(after.status.getByText('Live')).toBeVisible();
  await expect.poll(() => branches(after)).toEqual(left);
});

async function firstRank(window: TreelineWindow): Promise<number> {
  const [first] = await window.drawn();
  if (!first) return -1;
  const index = await window.row(first.name).getAttribute('aria-rowindex');
  return Number(index) - 2;
}

async function setOpen(window: TreelineWindow, name: string, open: boolean): Promise<void> {
  const row = window.row(name);
  await row.click({ position: { x: 60, y: 12 } });
  if ((await row.getAttribute('aria-expanded')) !== String(open)) await row.press(open ? 'ArrowRight' : 'ArrowLeft');
  await expect(row).toHaveAttribute('aria-expanded', String(open));
}

/** Which branches are drawn, and whether they are open. */
function branches(window: TreelineWindow): Promise<string[]> {
  return window.tree
    .locator('[aria-expanded]')
    .evaluateAll((rows) =>
      rows
        .map(
          (row) =>
            `${row.getAttribute('aria-rowindex')} ${row.getAttribute('aria-label')?.split(',')[0]} ${row.getAttribute('aria-expanded')}`
        )
        .sort()
    );
}
