import { politeAnswer } from '../support/scripted-broker';
import type { BrokerPeer } from './broker-peer';
import { ConnectionEditor } from './connection-editor';
import { expect, test } from './treeline-test';
import { TreelineWindow } from './treeline-window';

let peer: BrokerPeer;
let url: string;

test.beforeEach(async ({ startBroker, connect }) => {
  const broker = await startBroker({ protocols: ['mqtt'] });
  url = `mqtt://127.0.0.1:${broker.port('mqtt')}`;
  peer = await connect(url, { protocolVersion: 5 });
});

test('I read what a packet says of itself, its properties, and its user properties in order with duplicates', async ({
  launch
}) => {
  await peer.publish('lamp', 'on', true);
  const { page } = await launch();
  const window = new TreelineWindow(page);
  const editor = new ConnectionEditor(page);
  await editor.openFirst();
  await editor.fill([['text', 'Address', url]]);
  await editor.goTo('Subscriptions');
  await editor.fill([['select', 'QoS of filter 1', '1']]);
  await editor.saveAndConnect();
  await window.row('lamp').click();
  await window.inspector.getByRole('tab', { name: 'Properties' }).click();
  const packet = window.inspector.getByRole('region', { name: 'Packet' });
  await expect(packet.getByRole('definition').nth(2)).toHaveText('Yes, kept by the broker');

  await peer.publish('lamp', '{"on":true}', false, {
    payloadFormatIndicator: true,
    contentType: 'application/json',
    messageExpiryInterval: 600,
    userProperties: { source: ['gateway-2', 'gateway-1'], trace: 'a-17' }
  });
  await expect(packet.getByRole('term')).toHaveText([
    'Received',
    'QoS',
    'Retained',
    'Duplicate',
    'Packet identifier',
    'Size'
  ]);
  await expect(packet.getByRole('definition')).toHaveText([
    /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} \d{3}$/,
    '1, at least once',
    'No, received live',
    'No',
    /^\d+$/,
    /^11 B payload, \d+ B properties$/
  ]);

  const properties = window.inspector.getByRole('region', { name: 'MQTT 5 properties' });
  await expect(properties.getByRole('term')).toHaveText(['Payload format', 'Content type', 'Message expiry']);
  await expect(properties.getByRole('definition').nth(0)).toHaveText('UTF-8 (1)');
  await expect(properties.getByRole('definition').nth(1)).toHaveText(/application\/json\s*used for decoding/);
  const expiry = properties.getByRole('definition').nth(2);
  await expect(expiry).toContainText('600 s');
  const left = await expiry.innerText();
  expect(left).toMatch(/left$/);
  await expect(expiry).not.toHaveText(left);

  const user = window.inspector.getByRole('region', { name: 'User properties' });
  await expect(user).toContainText('3, in the order received');
  await expect(user.getByRole('term')).toHaveText(['source', 'source', 'trace']);
  await expect(user.getByRole('definition')).toHaveText(['gateway-2', 'gateway-1', 'a-17']);
});

test('I write a reply: its topic and correlation data are filled in, and who asked gets the answer', async ({
  launch
}) => {
  // What cannot be seen in it is shown as an escape, and answered to as it is.
  const answers = 'answers/\u200brobot-7';
  const answer = await peer.nextPacket(answers);
  // Retained: it comes whenever the subscription does.
  await peer.publish('questions', 'which tool?', true, {
    responseTopic: answers,
    correlationData: Buffer.from('0a0bff', 'hex')
  });
  const { page } = await launch([url]);
  const window = new TreelineWindow(page);
  await window.row('questions').click();
  await window.inspector.getByRole('tab', { name: 'Properties' }).click();
  const properties = window.inspector.getByRole('region', { name: 'MQTT 5 properties' });
  await expect(properties.getByRole('definition').nth(0)).toContainText('answers/\\u200brobot-7');
  await expect(properties.getByRole('definition').nth(1)).toContainText('0a 0b ff');
  await window.inspector.getByRole('button', { name: 'Write a reply' }).click();

  const { publishPanel } = window;
  await expect(publishPanel.getByRole('textbox', { name: 'Topic', exact: true })).toHaveValue(answers);
  await expect(publishPanel.getByText('0a 0b ff')).toBeVisible();
  const editor = publishPanel.getByRole('textbox', { name: 'Payload' });
  await expect(editor).toBeFocused();
  await page.keyboard.type('gripper');
  await expect(editor).toHaveText('gripper');
  await page.keyboard.press('ControlOrMeta+Enter');
  const { payload, properties: came } = await answer.packet;
  expect(payload.toString()).toBe('gripper');
  expect(came?.correlationData?.toString('hex')).toBe('0a0bff');
});

test('a topic that comes under a number shows the number', async ({ launch, startScript }) => {
  const broker = await startScript({
    packet: (packet, connection) => {
      politeAnswer(packet, connection);
      if (packet.cmd !== 'subscribe') return;
      for (const topic of ['meter/7', '']) {
        connection.send({
          cmd: 'publish',
          topic,
          payload: topic === '' ? '2' : '1',
          qos: 0,
          dup: false,
          retain: false,
          properties: { topicAlias: 3 }
        });
      }
    }
  });
  const { page } = await launch();
  const window = new TreelineWindow(page);
  const editor = new ConnectionEditor(page);
  await editor.openFirst();
  await editor.fill([['text', 'Address', `mqtt://127.0.0.1:${broker.port}`]]);
  await editor.goTo('MQTT 5');
  await editor.fill([['text', 'Topic alias maximum', '10']]);
  await editor.saveAndConnect();
  await window.select('meter', '7');
  await expect(window.inspector.getByRole('region', { name: 'Payload' })).toContainText('was 1');
  await window.inspector.getByRole('tab', { name: 'Properties' }).click();
  const properties = window.inspector.getByRole('region', { name: 'MQTT 5 properties' });
  await expect(properties.getByRole('term')).toHaveText(['Topic alias']);
  await expect(properties.getByRole('definition')).toHaveText(['3']);
});
