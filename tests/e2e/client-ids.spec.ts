import type { Page } from 'playwright';
import { politeAnswer, type ScriptedConnection } from '../support/scripted-broker';
import { connectTo, draftOf, save } from './rail';
import { expect, test } from './treeline-test';
import { TreelineWindow } from './treeline-window';

const clientId = 'plc-7';

/** With its buttons, which are no part of the alert. */
const banner = (page: Page, title: string) =>
  page.locator('section').filter({ has: page.getByRole('alert').filter({ hasText: title }) });

test('another client with my ID takes over: the broker says so, and a new ID mends it', async ({
  launch,
  startScript,
  connect
}) => {
  const signedIn = new Map<string, ScriptedConnection>();
  const broker = await startScript({
    packet: (packet, connection) => {
      if (packet.cmd === 'connect') {
        signedIn.get(packet.clientId)?.send({ cmd: 'disconnect', reasonCode: 0x8e });
        signedIn.get(packet.clientId)?.socket.end();
        signedIn.set(packet.clientId, connection);
      }
      politeAnswer(packet, connection);
    }
  });
  const url = `mqtt://127.0.0.1:${broker.port}`;
  const { page } = await launch();
  const window = new TreelineWindow(page);
  await save(page, [draftOf('Plant', url, { clientId, mqttVersion: '5' })]);
  await connectTo(window, 'Plant');
  await expect(window.status.getByText('Live')).toBeVisible();

  await connect(url, { clientId, protocolVersion: 5 });
  const told = banner(page, 'Another client took over this connection');
  await expect(told).toContainText(clientId);
  await expect(window.connection('Plant')).toHaveAccessibleName(/Failed/);
  await told.getByRole('button', { name: 'Use a new client ID' }).click();
  await expect(window.status.getByText('Live')).toBeVisible();
  await expect(told).toBeHidden();
  // Both are there now.
  expect(signedIn.size).toBe(2);
});

test('a broker that closes again and again without a word: the likely cause is told, and a new ID mends it', async ({
  launch,
  startBroker,
  connect
}) => {
  const broker = await startBroker({ protocols: ['mqtt'] });
  const url = `mqtt://127.0.0.1:${broker.port('mqtt')}`;
  // MQTT 3.1.1 has no DISCONNECT from a broker: it only closes. This one comes back each time, as the other program would.
  const other = await connect(url, { clientId, protocolVersion: 4, reconnectPeriod: 200 });
  const { page } = await launch();
  const window = new TreelineWindow(page);
  await save(page, [draftOf('Plant', url, { clientId, mqttVersion: '3.1.1' })]);
  await connectTo(window, 'Plant');

  const told = banner(page, 'closes the connection right after it opens');
  await expect(told).toBeVisible({ timeout: 20_000 });
  await expect(told).toContainText(`Another client with the client ID “${clientId}” is the likely cause`);
  await expect(told.getByText(/closed again after/).first()).toBeVisible();
  await told.getByRole('button', { name: 'Use a new client ID' }).click();
  await expect(window.status.getByText('Live')).toBeVisible();
  await expect(told).toBeHidden();
  await other.publish('other', 'still here');
  await expect(window.row('other')).toHaveAccessibleName(/still here/);
});
