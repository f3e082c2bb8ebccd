import { politeAnswer } from '../support/scripted-broker';
import { expect, test } from './treeline-test';
import { TreelineWindow } from './treeline-window';

const image = '<img src=x onerror=document.title="taken">';

test('whatever a broker sends is text: names of objects, empty levels, markup, 65,535 bytes', async ({
  launch,
  startBroker,
  connect
}) => {
  const broker = await startBroker({ protocols: ['mqtt'] });
  const url = `mqtt://127.0.0.1:${broker.port('mqtt')}`;
  const peer = await connect(url);
  const long = `long/${'x'.repeat(65_530)}`;
  for (const topic of ['toString', '__proto__/x', 'a//b', '/', long, image]) {
    await peer.publish(topic, `${image} at ${topic.slice(0, 20)}`, true);
  }
  const { page, cspReports, logs } = await launch();
  const window = new TreelineWindow(page);
  await window.connectTo(url);
  await expect(window.row('toString')).toContainText(image);
  await expect(window.row(image)).toContainText(image);
  await window.row(image).click();
  await expect(window.inspector.getByRole('region', { name: 'Payload' })).toContainText(image);
  await expect(window.inspector.getByRole('heading', { level: 1 })).toHaveText(image);
  await expect(window.row('__proto__').first()).toBeVisible();
  await expect(window.row('long').first()).toBeVisible();

  expect(await page.locator('img').count()).toBe(0);
  expect(await page.title()).not.toContain('taken');
  expect(cspReports).toEqual([]);
  expect(logs.filter((line) => line.includes('[page error]'))).toEqual([]);
});

test('a topic that is no UTF-8 is shown and harms nothing', async ({ launch, startScript }) => {
  const broker = await startScript({
    packet: (packet, connection) => {
      politeAnswer(packet, connection);
      if (packet.cmd !== 'subscribe') return;
      // PUBLISH of MQTT 5, QoS 0, topic "a\xff", no properties, payload "odd"
      connection.send(Uint8Array.from([0x30, 8, 0, 2, 0x61, 0xff, 0, 0x6f, 0x64, 0x64]));
      connection.send({ cmd: 'publish', topic: 'fine', payload: 'still here', qos: 0, dup: false, retain: false });
    }
  });
  const { page, cspReports } = await launch();
  const window = new TreelineWindow(page);
  await window.connectTo(`mqtt://127.0.0.1:${broker.port}`);
  await expect(window.row('fine')).toHaveAccessibleName(/value still here/);
  await expect(window.tree.getByRole('row', { name: /value odd/ })).toBeVisible();
  expect(cspReports).toEqual([]);
});
