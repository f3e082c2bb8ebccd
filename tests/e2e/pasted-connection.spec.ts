import { ConnectionEditor } from './connection-editor';
import { expect, test } from './treeline-test';
import { TreelineWindow } from './treeline-window';

test('a URL I paste into the address fills the fields it names', async ({ launch }) => {
  const { page } = await launch();
  const editor = new ConnectionEditor(page);
  await editor.openFirst();
  await editor.fill([['text', 'Address', 'wss://ops:s%40fe@broker.example:9443/bus?tenant=7']]);
  await editor.shows([
    ['select', 'Transport', 'wss'],
    ['text', 'Address', 'broker.example'],
    ['text', 'Port', '9443'],
    ['text', 'WebSocket path', '/bus?tenant=7'],
    ['text', 'Username', 'ops'],
    ['text', 'Password', 's@fe']
  ]);
  await expect(editor.field('Name')).toHaveAttribute('placeholder', 'broker.example:9443');
});

test('a mosquitto_sub line I paste fills address, sign-in, session, will and filters, and says what it leaves to me', async ({
  launch
}) => {
  const { page } = await launch();
  const editor = new ConnectionEditor(page);
  await editor.openFirst();
  const words = [
    ...['mosquitto_sub -h broker.example -p 8884 -u ops -P "s@fe word" -i line-7 -k 25 -V 5 -c'],
    ...["--cafile /etc/ssl/own.pem --insecure -t 'factory/#' -t alarms/+ -q 1"],
    ...['--will-topic line-7/state --will-payload gone --will-qos 1 --will-retain -v']
  ];
  await editor.fill([['text', 'Address', words.join(' ')]]);
  await editor.shows([
    ['select', 'Transport', 'mqtts'],
    ['text', 'Address', 'broker.example'],
    ['text', 'Port', '8884'],
    ['radio', 'Protocol', 'MQTT 5'],
    ['text', 'Username', 'ops'],
    ['text', 'Password', 's@fe word'],
    ['text', 'Client ID', 'line-7']
  ]);
  await expect(editor.form.getByText('Filled in from the mosquitto_sub line.')).toBeVisible();
  const left = editor.form.getByRole('status').filter({ hasText: 'Not all of the pasted line is filled in' });
  await expect(left).toContainText('Choose under TLS: /etc/ssl/own.pem.');
  await expect(left).toContainText('It asks not to check the broker’s certificate. The check stays on');

  await editor.goTo('TLS');
  await editor.shows([
    ['switch', 'Verify', true],
    ['radio', 'Trusted authorities', 'File only']
  ]);
  await editor.goTo('MQTT 5');
  await editor.shows([
    ['switch', 'Start', false],
    ['text', 'Keep alive', '25']
  ]);
  await editor.goTo('Last will');
  await editor.shows([
    ['switch', 'Last will', true],
    ['text', 'Topic', 'line-7/state'],
    ['text', 'Payload', 'gone'],
    ['radio', 'QoS', '1'],
    ['switch', 'Retain on broker', true]
  ]);
  await editor.goTo('Subscriptions');
  await editor.shows([
    ['text', 'Topic filter 1', 'factory/#'],
    ['select', 'QoS of filter 1', '1'],
    ['text', 'Topic filter 2', 'alarms/+'],
    ['select', 'QoS of filter 2', '1']
  ]);
  // What is missing is asked for, rather than connected without.
  await editor.button('Save').click();
  await expect(editor.section('TLS')).toHaveAccessibleName('TLS 1 problem');
  await expect(new TreelineWindow(page).connection('broker.example:8884')).toBeHidden();
});
