import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  formatAddress,
  isSecure,
  isUnixSocket,
  isWebSocket,
  protocols,
  type Protocol
} from '../../electron/contract/address';
import { makeCertificates, type Certificates } from '../support/certificates';
import { startMosquitto, type Mosquitto } from '../support/mosquitto';
import { networkProtocols } from '../support/network-protocols';
import { expect, test } from './treeline-test';
import { ConnectionEditor } from './connection-editor';
import { answerOpenDialogs, TreelineWindow } from './treeline-window';

let certificates: Certificates;
let broker: Mosquitto;
let folder: string;
const socketFile = () => path.join(folder, 'broker.sock');

test.beforeAll(async () => {
  certificates = makeCertificates();
  // Not under the test's own: a socket's path has 107 bytes at most.
  folder = mkdtempSync(path.join(tmpdir(), 'treeline-socket-'));
  broker = await startMosquitto({
    protocols: networkProtocols,
    tls: { ...certificates.server, caFile: certificates.caFile },
    config: [`listener 0 ${socketFile()}`]
  });
});

test.afterAll(async () => {
  await broker.dispose();
  rmSync(folder, { recursive: true, force: true });
  certificates.dispose();
});

function addressOf(protocol: Protocol): string {
  if (isUnixSocket(protocol)) return formatAddress({ protocol, host: '', port: 0, path: socketFile() });
  const url = isWebSocket(protocol) ? '/mqtt' : '/';
  return formatAddress({ protocol, host: '127.0.0.1', port: broker.port(protocol), path: url });
}

for (const protocol of protocols) {
  test(`I connect over ${protocol}, see what is there and what comes, and publish`, async ({ launch, connect }) => {
    const peer = await connect(addressOf('mqtt'));
    const base = `over-${protocol}`;
    await peer.publish(`${base}/kept-${protocol}`, 'from before', true);

    const { app, page } = await launch();
    const window = new TreelineWindow(page);
    if (isSecure(protocol)) {
      await answerOpenDialogs(app, [certificates.caFile]);
      const editor = new ConnectionEditor(page);
      await editor.openFirst();
      await editor.address.fill(addressOf(protocol));
      await editor.goTo('TLS');
      await editor.button('Choose CA file').click();
      await expect(editor.form.getByText('ca.pem')).toBeVisible();
      await page.keyboard.press('ControlOrMeta+Enter');
    } else {
      await window.connectTo(addressOf(protocol));
    }
    await window.listens();
    await window.select(base);
    if ((await window.row(base).getAttribute('aria-expanded')) === 'false') await window.row(base).press('ArrowRight');
    await expect(window.row(`kept-${protocol}`)).toHaveAccessibleName(/value from before, retained yes/);

    await peer.publish(`${base}/live-${protocol}`, '{"value":61.8,"unit":"°C"}');
    await expect(window.row(`live-${protocol}`)).toHaveAccessibleName(/value 61\.8, unit °C, retained no/);

    const heard = peer.next(`${base}/mine-${protocol}`);
    await window.publish(`${base}/mine-${protocol}`, 'hello from the window', { qos: 1 });
    await expect(window.publishPanel.getByText(/^Acknowledged in /)).toBeVisible();
    expect(await heard).toBe('hello from the window');
    await expect(window.row(`mine-${protocol}`)).toHaveAccessibleName(/value hello from the window/);
  });
}

test('a TCP client and a WebSocket client of one broker see each other through my two connections', async ({
  launch
}) => {
  const { page } = await launch();
  const window = new TreelineWindow(page);
  await window.connectTo(addressOf('mqtt'));
  await window.listens();
  await window.publish('crossing/from-tcp', 'sent over tcp');
  await expect(window.row('crossing').first()).toBeVisible();

  await page.getByRole('button', { name: 'Add connection' }).first().click();
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Over WebSocket');
  await page.getByRole('textbox', { name: 'Address', exact: true }).fill(addressOf('ws'));
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(window.connection('Over WebSocket')).toHaveAttribute('aria-current', 'true');
  await window.listens();
  await window.publish('crossing/from-ws', 'sent over ws', { qos: 1 });
  await window.select('crossing');
  await window.row('crossing').press('ArrowRight');
  await expect(window.row('from-ws')).toHaveAccessibleName(/value sent over ws/);

  await window.connection(`127.0.0.1:${broker.port('mqtt')}`).click();
  await window.select('crossing');
  if ((await window.row('crossing').getAttribute('aria-expanded')) === 'false') {
    await window.row('crossing').press('ArrowRight');
  }
  await expect(window.row('from-ws')).toHaveAccessibleName(/value sent over ws/);
  await window.publish('crossing/back-over-tcp', 'and back', { qos: 1 });
  await window.connection('Over WebSocket').click();
  await expect(window.row('back-over-tcp')).toHaveAccessibleName(/value and back/);
});
