import { writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { encode as encodeMessagePack } from '@msgpack/msgpack';
import { encode as encodeCbor } from 'cbor2';
import type { BrokerPeer } from './broker-peer';
import { expect, test } from './treeline-test';
import { answerOpenDialogs, TreelineWindow } from './treeline-window';

/** plant.RobotStatus of `schema` below: value 61.5, tool "gripper". */
const robotStatus = Buffer.from('0900000000 00c04e40 1207 67726970706572'.replaceAll(' ', ''), 'hex');
const schema = `syntax = "proto3";
package plant;
message RobotStatus { double value = 1; string tool = 2; }
message Alarm { uint32 code = 1; }`;

let peer: BrokerPeer;
let url: string;

test.beforeEach(async ({ startBroker, connect }) => {
  const broker = await startBroker({ protocols: ['mqtt'] });
  url = `mqtt://127.0.0.1:${broker.port('mqtt')}`;
  peer = await connect(url, { protocolVersion: 5 });
});

test('each format is read by itself, with the reason, and rows show what is in it', async ({ launch }) => {
  const reading = { value: 61.7, unit: 'bar' };
  await peer.publish('a-cbor', Buffer.from(encodeCbor(reading)), true);
  await peer.publish('a-messagepack', Buffer.from(encodeMessagePack(reading)), true);
  await peer.publish('a-packed', gzipSync(JSON.stringify(reading)), true);
  await peer.publish('a-named', '{"value":61.7}', true, { contentType: 'application/json' });
  await peer.publish('a-number', '61.7', true);
  await peer.publish('a-page', '<reading unit="bar">61.7</reading>', true);
  const { page } = await launch([url]);
  const window = new TreelineWindow(page);
  const payload = window.inspector.getByRole('region', { name: 'Payload' });
  for (const [topic, words, shown] of [
    ['a-cbor', 'CBOR, detected', '"value": 61.7'],
    ['a-messagepack', 'MessagePack, detected', '"value": 61.7'],
    ['a-packed', 'gzip › JSON, detected', '"value": 61.7'],
    ['a-named', 'JSON, by its content type', '"value": 61.7'],
    ['a-number', 'Number, detected', '61.7'],
    ['a-page', 'XML, detected', '<reading unit="bar">']
  ] as const) {
    await window.row(topic).click();
    await expect(window.inspector.getByRole('button', { name: `Decoder: ${words}` })).toBeVisible();
    await expect(payload).toContainText(shown);
  }
  for (const topic of ['a-cbor', 'a-messagepack', 'a-packed'])
    await expect(window.row(topic)).toHaveAccessibleName(/value 61\.7, unit bar/);
});

test('I choose how a topic is read: its older messages and its numbers are read so too, and it holds after a restart', async ({
  launch
}) => {
  // CBOR's [1, 21.5] and [1, 22.5]: too little to tell by itself what it is.
  const readings = ['8201f94d60', '8201f94da0'].map((hex) => Buffer.from(hex, 'hex'));
  const first = await launch([url]);
  const window = new TreelineWindow(first.page);
  await window.listens();
  for (const reading of readings) await peer.publish('oven', reading, true);
  await window.row('oven').click();
  const { inspector } = window;
  const payload = inspector.getByRole('region', { name: 'Payload' });
  const numbers = inspector.getByRole('region', { name: 'Numbers in this message' });
  await expect(payload).toContainText('82 01 f9 4d a0');
  await expect(numbers).toBeHidden();
  await inspector.getByRole('button', { name: 'Decoder: Bytes, detected' }).click();
  await first.page.getByRole('menuitemradio', { name: 'CBOR' }).click();
  await expect(inspector.getByRole('button', { name: 'Decoder: CBOR, chosen for oven' })).toBeVisible();
  await expect(payload).toContainText('22.5');
  // Nothing came since: the numbers are of the message that was there, read anew.
  await expect(numbers).toContainText('22.5');
  await inspector.getByRole('button', { name: 'Older message' }).click();
  await expect(payload).toContainText('21.5');
  await expect(numbers).toContainText('21.5');
  await inspector.getByRole('tab', { name: 'History' }).click();
  await expect(inspector.getByRole('option').nth(0)).toContainText('22.5');
  await expect(inspector.getByRole('option').nth(1)).toContainText('21.5');
  await expect(window.row('oven')).toHaveAccessibleName(/22\.5/);
  await first.close();

  const { page } = await launch([url]);
  const later = new TreelineWindow(page);
  await later.row('oven').click();
  await expect(later.inspector.getByRole('button', { name: 'Decoder: CBOR, chosen for oven' })).toBeVisible();
  await later.inspector.getByRole('button', { name: 'Decoder: CBOR, chosen for oven' }).click();
  await page.getByRole('menuitem', { name: 'Rules…' }).click();
  const rules = page.getByRole('dialog', { name: 'Decoder rules' });
  await expect(rules.getByRole('textbox', { name: 'Filter of rule 1' })).toHaveValue('oven');
  await expect(rules.getByRole('combobox', { name: 'Decoder of rule 1: CBOR' })).toBeVisible();
  await rules.getByRole('button', { name: 'Remove rule 1' }).click();
  await rules.getByRole('button', { name: 'Save rules' }).click();
  await expect(later.inspector.getByRole('button', { name: 'Decoder: Bytes, detected' })).toBeVisible();
  await expect(later.inspector.getByRole('region', { name: 'Numbers in this message' })).toBeHidden();
});

test('I add a schema file, choose a message type for many topics, and read the fields', async ({ launch }, info) => {
  await peer.publish('robots/a', robotStatus, true);
  await peer.publish('robots/b', robotStatus, true);
  const file = info.outputPath('plant.proto');
  writeFileSync(file, schema);
  const first = await launch([url]);
  const { app, page } = first;
  await answerOpenDialogs(app, [file]);
  const window = new TreelineWindow(page);
  const { inspector } = window;
  await window.select('robots', 'a');
  await inspector.getByRole('button', { name: /^Decoder: / }).click();
  await page.getByRole('menuitem', { name: 'For more topics…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Read topics as' });
  await dialog.getByRole('combobox', { name: 'Decoder: Automatic' }).click();
  await page.getByRole('option', { name: 'Protobuf' }).click();
  await dialog.getByRole('button', { name: 'Add schema files…' }).click();
  const type = dialog.getByRole('combobox', { name: 'Message type' });
  await expect(dialog.getByText('2 message types')).toBeVisible();
  await type.fill('plant.RobotStatus');
  await dialog.getByRole('button', { name: 'All below: robots/#' }).click();
  await dialog.getByRole('button', { name: 'Use decoder' }).click();

  const chosen = inspector.getByRole('button', { name: 'Decoder: Protobuf RobotStatus, chosen for robots/#' });
  const payload = inspector.getByRole('region', { name: 'Payload' });
  await expect(chosen).toBeVisible();
  await expect(payload).toContainText('"value": 61.5');
  await expect(payload).toContainText('"tool": "gripper"');
  await expect(inspector.getByRole('region', { name: 'Numbers in this message' })).toContainText('61.5');
  await window.row('b').click();
  await expect(chosen).toBeVisible();
  await expect(payload).toContainText('"value": 61.5');
  await expect(window.row('b')).toHaveAccessibleName(/value 61\.5, tool gripper/);

  // field 1 with the wire type of field 2
  await peer.publish('robots/b', Buffer.from('0a0161', 'hex'));
  await expect(inspector.getByText('Not valid Protobuf for RobotStatus, shown as hex')).toBeVisible();
  await expect(
    inspector.getByText('Byte 0 starts field 1 with wire type 2, which does not fit the schema.')
  ).toBeVisible();
  await expect(payload).toContainText('0a 01 61');

  // Another type, for all that the rule reads.
  await inspector.getByRole('button', { name: 'Other schema…' }).click();
  await expect(dialog.getByRole('combobox', { name: 'Message type' })).toHaveValue('plant.RobotStatus');
  await expect(dialog.getByRole('textbox', { name: 'For which topics' })).toHaveValue('robots/#');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await first.close();

  const second = await launch([url]);
  const later = new TreelineWindow(second.page);
  await later.select('robots', 'a');
  await expect(
    later.inspector.getByRole('button', { name: 'Decoder: Protobuf RobotStatus, chosen for robots/#' })
  ).toBeVisible();
  await expect(later.inspector.getByRole('region', { name: 'Payload' })).toContainText('"value": 61.5');
  await expect(later.inspector.getByRole('region', { name: 'Numbers in this message' })).toContainText('61.5');
  await expect(later.row('a')).toHaveAccessibleName(/value 61\.5, tool gripper/);
});

test('a schema file that lacks another one, is broken or says what another says already is named with its reason', async ({
  launch
}, info) => {
  await peer.publish('robot', robotStatus, true);
  const write = (name: string, text: string): string => {
    writeFileSync(info.outputPath(name), text);
    return info.outputPath(name);
  };
  const { app, page } = await launch([url]);
  await answerOpenDialogs(app, [
    write('robot.proto', `${schema.replace('package plant;', 'package plant; import "deep/units.proto";')}`),
    write('broken.proto', 'syntax = "proto3"; message Oops { double value = ; }'),
    write('copy.proto', schema),
    info.outputPath('gone.proto')
  ]);
  const window = new TreelineWindow(page);
  await window.row('robot').click();
  await window.inspector.getByRole('button', { name: /^Decoder: / }).click();
  await page.getByRole('menuitem', { name: 'Rules…' }).click();
  const rules = page.getByRole('dialog', { name: 'Decoder rules' });
  const add = rules.getByRole('button', { name: 'Add schema files…' });
  await add.click();
  await expect(
    rules.getByText('An imported file is missing. It imports deep/units.proto: add that file, too.')
  ).toBeVisible();
  await add.click();
  await expect(rules.getByText('Schema not readable. Some of its message types are not known.')).toBeVisible();
  await expect(rules.getByText("illegal id ';' (broken.proto, line 1)")).toBeVisible();
  await add.click();
  await expect(
    rules.getByText('Declared twice. plant.RobotStatus and 1 more are read as robot.proto says.')
  ).toBeVisible();
  await add.click();
  await expect(rules.getByRole('alert')).toHaveText(
    '“gone.proto” cannot be read. It is missing, or this account may not open it. Choose another file.'
  );
  await rules.getByRole('button', { name: 'Remove broken.proto' }).click();
  await expect(rules.getByText('Schema not readable.')).toBeHidden();
  await expect(rules.getByRole('button', { name: 'Remove copy.proto' })).toBeFocused();
});

test('a message that is not what I chose says so, with the byte, shows its bytes, and the tree names the reason', async ({
  launch
}) => {
  const whole = Buffer.from(encodeMessagePack({ value: 61.7, unit: 'bar' }));
  await peer.publish('press', whole, true);
  const { page } = await launch([url]);
  const window = new TreelineWindow(page);
  const { inspector } = window;
  await window.row('press').click();
  await inspector.getByRole('button', { name: /^Decoder: / }).click();
  await page.getByRole('menuitemradio', { name: 'MessagePack' }).click();
  await expect(inspector.getByRole('button', { name: 'Decoder: MessagePack, chosen for press' })).toBeVisible();

  await peer.publish('press', whole.subarray(0, 12));
  await expect(inspector.getByText('Not valid MessagePack, shown as hex')).toBeVisible();
  await expect(inspector.getByText('It ends in the middle of the value that starts at byte 7.')).toBeVisible();
  const payload = inspector.getByRole('region', { name: 'Payload' });
  await expect(payload).toContainText('82 a5 76 61 6c 75 65');
  const reason = window.row('press').getByText('Not valid MessagePack');
  await expect(reason).toBeVisible();
  const amber = await page.evaluate(() => {
    const probe = document.body.appendChild(document.createElement('i'));
    probe.style.color = 'var(--amber)';
    const { color } = getComputedStyle(probe);
    probe.remove();
    return color;
  });
  await expect(reason).toHaveCSS('color', amber);

  // Nothing was chosen for this one: it is read as text by itself, and the window says so.
  await peer.publish('guess', '{"value":61.7');
  await window.row('guess').click();
  await expect(inspector.getByText('Not valid JSON, shown as text')).toBeVisible();
  await expect(inspector.getByText('It ends at byte 13, in the middle of a value.')).toBeVisible();
  await expect(payload).toContainText('{"value":61.7');
});
