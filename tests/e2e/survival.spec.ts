import type { Page } from '@playwright/test';
import type { ConnectionCounters } from '../../electron/contract/connection';
import { enginePids } from './engine-pids';
import { connectTo, draftOf, save } from './rail';
import { expect, test } from './treeline-test';
import { TreelineWindow } from './treeline-window';

async function countersOf(page: Page, name: string): Promise<ConnectionCounters | null> {
  return page.evaluate(async (wanted) => {
    const started = await window.treeline.start();
    if (!started.ok) return null;
    const id = started.value.profiles.find((profile) => profile.name === wanted)?.id;
    return started.value.connections.find(({ profileId }) => profileId === id)?.counters ?? null;
  }, name);
}

test('I reload the page under traffic and go on where I was', async ({ launch, startBroker, connect }) => {
  const broker = await startBroker({ protocols: ['mqtt'] });
  const url = `mqtt://127.0.0.1:${broker.port('mqtt')}`;
  const peer = await connect(url);
  const { page } = await launch();
  const window = new TreelineWindow(page);
  await window.connectTo(url);
  await expect(window.status.getByText('Live')).toBeVisible();
  let ticks = 0;
  let publishing = true;
  const traffic = (async () => {
    while (publishing) await peer.publish('plant/clock', `tick ${ticks++}`);
  })();
  await window.select('plant');
  await expect(window.row('clock')).toBeVisible();
  await window.select('plant', 'clock');
  const kept = await window.messagesOf('clock');

  await page.reload();
  await expect(window.status.getByText('Live')).toBeVisible();
  await expect(window.row('clock')).toHaveAttribute('aria-selected', 'true');
  await expect(window.inspector.getByRole('heading', { name: 'clock' })).toBeVisible();
  await expect.poll(() => window.messagesOf('clock')).toBeGreaterThan(kept);

  publishing = false;
  await traffic;
  await expect.poll(() => window.messagesOf('clock')).toBe(ticks);
});

test('an engine is killed: its connection comes back and says what was lost, the other one never notices', async ({
  launch,
  startBroker,
  connect
}) => {
  const [one, two] = await Promise.all([startBroker({ protocols: ['mqtt'] }), startBroker({ protocols: ['mqtt'] })]);
  const urls = { left: `mqtt://127.0.0.1:${one.port('mqtt')}`, right: `mqtt://127.0.0.1:${two.port('mqtt')}` };
  const peers = { left: await connect(urls.left), right: await connect(urls.right) };
  for (const name of ['a', 'b', 'c']) await peers.left.publish(`kept/${name}`, 'retained', true);
  const { app, page } = await launch();
  const window = new TreelineWindow(page);
  await save(page, [draftOf('Left', urls.left), draftOf('Right', urls.right)]);
  await connectTo(window, 'Left');
  await expect(window.topics).toHaveText('3');
  const [leftPid] = await enginePids(app);
  await peers.left.publish('live', 'one');
  await peers.left.publish('live', 'two');
  // As main knows it too: what is lost is told from there.
  await expect.poll(() => countersOf(page, 'Left')).toMatchObject({ topics: 4, messages: 5 });

  await connectTo(window, 'Right');
  await expect(window.status.getByText('Live')).toBeVisible();
  let ticks = 0;
  let publishing = true;
  const traffic = (async () => {
    while (publishing) {
      await peers.right.publish('clock', `tick ${ticks++}`);
      // One a frame: the new engine needs a share of the computer too.
      await page.evaluate(() => new Promise(requestAnimationFrame));
    }
  })();
  await expect(window.row('clock')).toBeVisible();
  const before = await window.messagesOf('clock');

  process.kill(leftPid ?? Number.NaN, 'SIGKILL');
  await expect.poll(() => enginePids(app)).not.toContain(leftPid);
  await expect.poll(() => window.messagesOf('clock')).toBeGreaterThan(before);
  await expect(window.status.getByText('Live')).toBeVisible();
  await window.connection('Left').click();
  const told = page
    .locator('section')
    .filter({ has: page.getByRole('heading', { name: 'This connection was started again' }) })
    .last();
  await expect(told).toContainText('4 topics and 5 messages kept in memory are gone');
  // How long it takes is what the bench `killed-engine` says.
  await expect(window.status.getByText('Live')).toBeVisible({ timeout: 20_000 });
  await expect(window.topics).toHaveText('3');
  await peers.left.publish('kept/a', 'newer', true);
  await window.select('kept');
  await expect(window.row('a')).toHaveAccessibleName(/value newer/);
  await told.getByRole('button', { name: 'Dismiss' }).click();
  await expect(told).toBeHidden();

  await window.connection('Right').click();
  publishing = false;
  await traffic;
  await expect.poll(() => window.messagesOf('clock')).toBe(ticks);
  await expect(window.status.getByText(/\bgaps?\b/)).toBeHidden();
  await expect(window.status.getByRole('button', { name: '0 dropped' })).toBeVisible();
  await expect(told).toBeHidden();
});

test('two connections are online at once, each with its own tree', async ({ launch, startBroker, connect }) => {
  const [one, two] = await Promise.all([startBroker({ protocols: ['mqtt'] }), startBroker({ protocols: ['mqtt'] })]);
  const urls = [one, two].map((broker) => `mqtt://127.0.0.1:${broker.port('mqtt')}`) as [string, string];
  const peers = await Promise.all(urls.map((url) => connect(url)));
  await peers[0]?.publish('left', '1', true);
  await peers[1]?.publish('right', '2', true);
  const { page } = await launch([urls[0]]);
  const window = new TreelineWindow(page);
  await expect(window.row('left')).toBeVisible();
  await page.getByRole('button', { name: 'Add connection' }).first().click();
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Second');
  await page.getByRole('textbox', { name: 'Address', exact: true }).fill(urls[1]);
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(window.row('right')).toBeVisible();
  await expect(window.row('left')).toBeHidden();
  const firstName = `127.0.0.1:${one.port('mqtt')}`;
  await window.connection(firstName).click();
  await expect(window.row('left')).toBeVisible();
  await expect(window.row('right')).toBeHidden();
  for (const name of [firstName, 'Second']) await expect(window.connection(name)).toHaveAccessibleName(/Connected/);
});
