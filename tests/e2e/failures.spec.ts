import { politeAnswer } from '../support/scripted-broker';
import { freePort } from '../support/free-port';
import { expect, test } from './treeline-test';
import { TreelineWindow } from './treeline-window';

test('my broker stops and starts again: I read why, keep the last values, and it comes back by itself', async ({
  launch,
  startBroker,
  connect
}) => {
  const broker = await startBroker({ protocols: ['mqtt'] });
  const url = `mqtt://127.0.0.1:${broker.port('mqtt')}`;
  const before = await connect(url);
  await before.publish('pump', 'running', true);
  const { page } = await launch();
  const window = new TreelineWindow(page);
  await window.connectTo(url);
  await expect(window.row('pump')).toHaveAccessibleName(/value running/);

  await broker.stop();
  await expect(window.status.getByText('Reconnecting')).toBeVisible();
  const banner = page.getByRole('alert').filter({ hasText: 'Nothing is listening' });
  await expect(banner).toContainText('The broker went away');
  await expect(banner.getByText('ECONNREFUSED')).toBeVisible();
  await expect(window.row('pump')).toHaveAccessibleName(/value running/);

  await broker.start();
  await expect(window.status.getByText('Live')).toBeVisible({ timeout: 30_000 });
  const after = await connect(url);
  await after.publish('pump', 'running again');
  await expect(window.row('pump')).toHaveAccessibleName(/value running again/);
});

test('while it tries again and again, the banner with the reason stays where it is', async ({ launch }) => {
  const { page } = await launch();
  const window = new TreelineWindow(page);
  await window.connectTo(`mqtt://127.0.0.1:${await freePort()}`);
  await expect(page.getByRole('alert')).toContainText('Nothing is listening');
  const seen = await page.evaluateHandle(() => {
    const alert = document.querySelector('[role="alert"]');
    const boxes = new Set<string>();
    const watch = () => {
      const now = document.querySelector('[role="alert"]');
      const buttons = [...(now?.parentElement?.querySelectorAll('button') ?? [])];
      const places = [now, document.querySelector('[data-pane="tree"]'), ...buttons];
      const boxesNow = places.map((each) => JSON.stringify(each?.getBoundingClientRect() ?? null));
      boxes.add(`${now === alert} ${boxesNow.join(' ')}`);
      requestAnimationFrame(watch);
    };
    watch();
    return boxes;
  });
  await expect.poll(() => window.rail.getByText(/try [3-9]/).count(), { timeout: 30_000 }).toBe(1);
  expect(await seen.evaluate((boxes) => [...boxes])).toHaveLength(1);
});

test('a wrong password is told as one, and nothing is tried again behind my back', async ({ launch, startScript }) => {
  const broker = await startScript({
    packet: (packet, connection) => {
      if (packet.cmd === 'connect' && packet.password?.toString() !== 'right') {
        connection.send({ cmd: 'connack', returnCode: 4, reasonCode: 0x86, sessionPresent: false });
      } else politeAnswer(packet, connection);
    }
  });
  const { page } = await launch();
  const window = new TreelineWindow(page);
  await window.connectTo(`mqtt://ops:wrong@127.0.0.1:${broker.port}`);
  await expect(page.getByRole('alert').first()).toContainText('username or password');
  await expect(window.status.getByText('Failed')).toBeVisible();

  await page.getByRole('button', { name: 'Edit sign-in' }).click();
  await page.getByRole('textbox', { name: 'Password', exact: true }).fill('right');
  expect(broker.connections()).toBe(1);
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(window.status.getByText('Live')).toBeVisible();
  expect(broker.connections()).toBe(2);
});

test('a certificate nobody here trusts stops the connection and says so', async ({
  launch,
  startBroker,
  certificates
}) => {
  const broker = await startBroker({
    protocols: ['mqtts'],
    tls: { ...certificates.server, caFile: certificates.caFile }
  });
  const { page } = await launch();
  const window = new TreelineWindow(page);
  await window.connectTo(`mqtts://127.0.0.1:${broker.port('mqtts')}`);
  await expect(page.getByRole('alert').first()).toContainText('trust');
  await expect(window.status.getByText('Failed')).toBeVisible();

  await page.getByRole('button', { name: 'Edit TLS' }).click();
  await expect(page.getByRole('button', { name: 'Choose CA file', exact: true })).toBeFocused();
});

test('a name that does not exist is told as one, and I can edit the address from there', async ({ launch }) => {
  const { page } = await launch();
  const window = new TreelineWindow(page);
  await window.connectTo('mqtt://no-such-broker.invalid');
  const alert = page.getByRole('alert').filter({ hasText: 'no-such-broker.invalid' });
  await expect(alert).toContainText('No address found');
  await page.getByRole('button', { name: 'Edit address' }).click();
  await expect(page.getByRole('textbox', { name: 'Address', exact: true })).toHaveValue('no-such-broker.invalid');
  expect(window.page).toBe(page);
});
