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
  await expect(page.getByRole('alert').filter({ hasText: 'ECONNREFUSED' })).toContainText('Nothing is listening');
  await expect(window.row('pump')).toHaveAccessibleName(/value running/);

  await broker.start();
  await expect(window.status.getByText('Live')).toBeVisible({ timeout: 30_000 });
  const after = await connect(url);
  await after.publish('pump', 'running again');
  await expect(window.row('pump')).toHaveAccessibleName(/value running again/);
});

test('a wrong password is told as one, and nothing is tried again behind my back', async ({ launch, startBroker }) => {
  const broker = await startBroker({ protocols: ['mqtt'], users: { ops: 'right' } });
  const { page } = await launch();
  const window = new TreelineWindow(page);
  await window.connectTo(`mqtt://ops:wrong@127.0.0.1:${broker.port('mqtt')}`);
  await expect(page.getByRole('alert').first()).toContainText('username or password');
  await expect(window.status.getByText('Failed')).toBeVisible();

  await page.getByRole('button', { name: 'Edit sign-in' }).click();
  await page.getByRole('textbox', { name: 'Password', exact: true }).fill('right');
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(window.status.getByText('Live')).toBeVisible();
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
  await expect(page.getByRole('button', { name: 'Choose CA file' })).toBeFocused();
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
