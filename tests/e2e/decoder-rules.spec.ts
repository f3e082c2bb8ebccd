import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { BrokerPeer } from './broker-peer';
import { choose, connectTo } from './rail';
import { expect, test } from './treeline-test';
import { answerOpenDialogs, answerSaveDialog, TreelineWindow } from './treeline-window';

/** plant.RobotStatus of `schema` below: value 61.5, tool "gripper". */
const robotStatus = Buffer.from('090000000000c04e40120767726970706572', 'hex');
const schema = `syntax = "proto3";
package plant;
message RobotStatus { double value = 1; string tool = 2; }`;

let peer: BrokerPeer;
let url: string;

test.beforeEach(async ({ startBroker, connect }) => {
  const broker = await startBroker({ protocols: ['mqtt'] });
  url = `mqtt://127.0.0.1:${broker.port('mqtt')}`;
  peer = await connect(url, { protocolVersion: 5 });
});

test('a colleague imports my connection with its schema files and reads the same fields', async ({ launch }, info) => {
  await peer.publish('robots/a', robotStatus, true);
  const [proto, shared] = [info.outputPath('plant.proto'), info.outputPath('shared.json')];
  writeFileSync(proto, schema);
  const here = await launch([url]);
  const giving = new TreelineWindow(here.page);
  await answerOpenDialogs(here.app, [proto]);
  await giving.select('robots', 'a');
  await giving.inspector.getByRole('button', { name: /^Decoder: / }).click();
  await here.page.getByRole('menuitemradio', { name: 'Protobuf' }).click();
  const reading = here.page.getByRole('dialog', { name: 'Read topics as' });
  await reading.getByRole('button', { name: 'Add schema files…' }).click();
  await expect(reading.getByText('1 message type')).toBeVisible();
  const type = reading.getByRole('combobox', { name: 'Message type' });
  const offered = type.evaluate((input) =>
    input instanceof HTMLInputElement ? Array.from(input.list?.options ?? [], ({ value }) => value) : []
  );
  expect(await offered).toEqual(['plant.RobotStatus']);
  await type.fill('plant.RobotStatus');
  await reading.getByRole('button', { name: 'All topics' }).click();
  await reading.getByRole('button', { name: 'Use decoder' }).click();
  const chosen = 'Decoder: Protobuf RobotStatus, chosen for #';
  await expect(giving.inspector.getByRole('button', { name: chosen })).toBeVisible();
  await answerSaveDialog(here.app, shared);
  await choose(giving, new URL(url).host, 'Export…');
  const exporting = here.page.getByRole('dialog', { name: 'Export connections' });
  await exporting.getByRole('button', { name: 'Export 1 connection…' }).click();
  await expect(exporting.getByText('1 connection exported to')).toBeVisible();
  await here.close();
  expect(readFileSync(shared, 'utf8')).toContain('message RobotStatus');

  const there = await launch([], { userDataDir: info.outputPath('elsewhere') });
  const taking = new TreelineWindow(there.page);
  await answerOpenDialogs(there.app, [shared]);
  await there.page.getByRole('button', { name: 'Choose file…' }).click();
  const importing = there.page.getByRole('dialog', { name: 'Import connections' });
  await expect(importing.getByText(/1 schema file \(\d+ B\)/)).toBeVisible();
  await importing.getByRole('button', { name: 'Import 1 connection' }).click();
  await importing.getByRole('button', { name: 'Close' }).click();
  await connectTo(taking, new URL(url).host);
  await taking.select('robots', 'a');
  await expect(taking.inspector.getByRole('button', { name: chosen })).toBeVisible();
  await expect(taking.inspector.getByRole('region', { name: 'Payload' })).toContainText('"value": 61.5');
});

test('I reorder my rules with the keys, and the first that matches decides', async ({ launch }) => {
  // CBOR's [1, 21.5]
  await peer.publish('plant/oven', Buffer.from('8201f94d60', 'hex'), true);
  const { page } = await launch([url]);
  const window = new TreelineWindow(page);
  const { inspector } = window;
  await window.select('plant', 'oven');
  const decoder = inspector.getByRole('button', { name: /^Decoder: / });
  await decoder.click();
  await page.getByRole('menuitemradio', { name: 'CBOR' }).click();
  await expect(decoder).toHaveAccessibleName('Decoder: CBOR, chosen for plant/oven');
  await decoder.click();
  await page.getByRole('menuitem', { name: 'For more topics…' }).click();
  const reading = page.getByRole('dialog', { name: 'Read topics as' });
  await reading.getByRole('combobox', { name: 'Decoder: CBOR' }).click();
  await page.getByRole('option', { name: 'Latin-1 text' }).click();
  await reading.getByRole('button', { name: 'All below: plant/#' }).click();
  await reading.getByRole('button', { name: 'Use decoder' }).click();
  await expect(decoder).toHaveAccessibleName('Decoder: Latin-1 text, chosen for plant/#');

  await decoder.click();
  await page.getByRole('menuitem', { name: 'Rules…' }).click();
  const rules = page.getByRole('dialog', { name: 'Decoder rules' });
  const [first, second] = [1, 2].map((place) => rules.getByRole('textbox', { name: `Filter of rule ${place}` }));
  await expect(first ?? rules).toHaveValue('plant/#');
  await second?.press('Alt+ArrowUp');
  await expect(first ?? rules).toHaveValue('plant/oven');
  await expect(first ?? rules).toBeFocused();
  await rules.getByRole('button', { name: 'Save rules' }).click();
  await expect(decoder).toHaveAccessibleName('Decoder: CBOR, chosen for plant/oven');
});

test('rules that cannot be saved stay in the dialog with the reason, until they can', async ({ launch }, info) => {
  await peer.publish('lamp', 'on', true);
  const { page } = await launch([url]);
  const window = new TreelineWindow(page);
  const decoder = window.inspector.getByRole('button', { name: /^Decoder: / });
  await window.row('lamp').click();
  await decoder.click();
  await page.getByRole('menuitem', { name: 'Rules…' }).click();
  const rules = page.getByRole('dialog', { name: 'Decoder rules' });
  await rules.getByRole('button', { name: 'Add rule' }).click();
  await rules.getByRole('combobox', { name: 'Decoder of rule 1: Automatic' }).click();
  await page.getByRole('option', { name: 'Text', exact: true }).click();

  // A folder stands where the file was.
  const file = path.join(info.outputPath('user-data'), 'profiles.json');
  renameSync(file, `${file}.aside`);
  mkdirSync(path.join(file, 'taken'), { recursive: true });
  await rules.getByRole('button', { name: 'Save rules' }).click();
  await expect(rules.getByRole('alert')).toContainText('could not be saved');
  await expect(rules.getByRole('textbox', { name: 'Filter of rule 1' })).toHaveValue('lamp');
  await expect(decoder).toHaveAccessibleName('Decoder: Text, detected');

  rmSync(file, { recursive: true });
  renameSync(`${file}.aside`, file);
  await rules.getByRole('button', { name: 'Save rules' }).click();
  await expect(rules).toBeHidden();
  await expect(decoder).toHaveAccessibleName('Decoder: Text, chosen for lamp');
});
