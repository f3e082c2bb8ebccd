import { execFileSync } from 'node:child_process';
import { enginePids } from './engine-pids';
import { expect, test } from './treeline-test';
import { TreelineWindow } from './treeline-window';

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

test('an engine is killed: its connection comes back, the other one never notices', async ({
  launch,
  startBroker,
  connect
}) => {
  const broker = await startBroker({ protocols: ['mqtt', 'ws'] });
  const peer = await connect(`mqtt://127.0.0.1:${broker.port('mqtt')}`);
  await peer.publish('state', 'one', true);
  const { app, page } = await launch();
  const window = new TreelineWindow(page);
  await window.connectTo(`mqtt://127.0.0.1:${broker.port('mqtt')}`);
  await expect(window.row('state')).toHaveAccessibleName(/value one/);
  const first = await enginePids(app);
  expect(first).toHaveLength(1);

  await page.getByRole('button', { name: 'Add connection' }).first().click();
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Other');
  await page.getByRole('textbox', { name: 'Address', exact: true }).fill(`ws://127.0.0.1:${broker.port('ws')}/mqtt`);
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(window.row('state')).toHaveAccessibleName(/value one/);
  await peer.publish('only-live', 'before the kill');
  await expect(window.row('only-live')).toBeVisible();
  await window.connection(`127.0.0.1:${broker.port('mqtt')}`).click();
  await expect(window.row('only-live')).toBeVisible();

  execFileSync('kill', ['-9', String(first[0])]);
  await expect(page.getByText('This connection was started again')).toBeVisible();
  await expect(window.status.getByText('Live')).toBeVisible();
  await expect(window.row('state')).toHaveAccessibleName(/value one, retained yes/);
  await peer.publish('state', 'two', true);
  await expect(window.row('state')).toHaveAccessibleName(/value two/);

  await window.connection('Other').click();
  await expect(window.row('only-live')).toHaveAccessibleName(/value before the kill/);
  await expect(page.getByText('This connection was started again')).toBeHidden();
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
