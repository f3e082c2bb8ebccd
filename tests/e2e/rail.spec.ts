import { usualSubscription } from '../../electron/contract/usual-fields';
import { politeAnswer } from '../support/scripted-broker';
import { choose, connectTo, draftOf, railOrder, save } from './rail';
import { expect, test } from './treeline-test';
import { TreelineWindow } from './treeline-window';

/** Nobody listens there; nothing here connects to it. */
const nowhere = 'mqtt://127.0.0.1:9';

test('I sort my connections into folders, and find them so after a restart', async ({ launch }) => {
  const first = await launch();
  const { page } = first;
  const window = new TreelineWindow(page);
  await save(page, [draftOf('Alpha', nowhere), draftOf('Beta', nowhere), draftOf('Gamma', nowhere)]);
  await expect.poll(() => railOrder(window)).toEqual(['Alpha', 'Beta', 'Gamma']);

  await choose(window, 'Gamma', 'Move to', 'New folder…');
  const dialog = page.getByRole('dialog', { name: 'New folder' });
  await dialog.getByRole('textbox', { name: 'Name of the folder' }).fill('Plant');
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await choose(window, 'Alpha', 'Move to', 'Plant');
  await expect.poll(() => railOrder(window)).toEqual(['Beta', 'Plant/', 'Gamma', 'Alpha']);

  const folder = window.rail.getByRole('button', { name: /^Folder / });
  await folder.click();
  await expect(folder).toHaveAttribute('aria-expanded', 'false');
  await expect(window.connection('Gamma')).toBeHidden();
  await page.reload();
  await expect(folder).toHaveAttribute('aria-expanded', 'false');
  await folder.press('ArrowRight');
  await expect(window.connection('Gamma')).toBeVisible();

  await folder.click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Rename…' }).click();
  await page.getByRole('textbox', { name: 'Name of the folder' }).fill('Hall 2');
  await page.keyboard.press('Enter');
  await expect(folder).toHaveAccessibleName('Folder Hall 2, 2 connections');
  await first.close();

  const second = await launch();
  const after = new TreelineWindow(second.page);
  await expect.poll(() => railOrder(after)).toEqual(['Beta', 'Hall 2/', 'Gamma', 'Alpha']);
  await choose(after, 'Gamma', 'Move to', 'No folder');
  await expect.poll(() => railOrder(after)).toEqual(['Beta', 'Gamma', 'Hall 2/', 'Alpha']);
  await after.rail.getByRole('button', { name: /^Folder / }).click({ button: 'right' });
  await second.page.getByRole('menuitem', { name: 'Remove the folder, keep its connections' }).click();
  await expect.poll(() => railOrder(after)).toEqual(['Beta', 'Gamma', 'Alpha']);
});

test('I reorder connections with the keyboard and by dragging', async ({ launch }) => {
  const first = await launch();
  const window = new TreelineWindow(first.page);
  await save(first.page, [
    draftOf('Alpha', nowhere),
    draftOf('Beta', nowhere),
    draftOf('Gamma', nowhere),
    draftOf('Delta', nowhere, { folder: 'Plant' })
  ]);
  await expect.poll(() => railOrder(window)).toEqual(['Alpha', 'Beta', 'Gamma', 'Plant/', 'Delta']);

  await window.connection('Gamma').focus();
  await first.page.keyboard.press('Alt+ArrowUp');
  await expect.poll(() => railOrder(window)).toEqual(['Alpha', 'Gamma', 'Beta', 'Plant/', 'Delta']);
  await expect(window.connection('Gamma')).toBeFocused();
  await first.page.keyboard.press('Alt+ArrowUp');
  await expect.poll(() => railOrder(window)).toEqual(['Gamma', 'Alpha', 'Beta', 'Plant/', 'Delta']);
  await expect(window.connection('Gamma')).toBeFocused();
  await first.page.keyboard.press('ArrowDown');
  await expect(window.connection('Alpha')).toBeFocused();

  await dragAbove(window, 'Beta', 'Gamma', ['Beta', 'Gamma', 'Alpha', 'Plant/', 'Delta']);
  const order = ['Beta', 'Gamma', 'Plant/', 'Alpha', 'Delta'];
  await dragAbove(window, 'Alpha', 'Delta', order);
  await first.close();

  const second = await launch();
  await expect.poll(() => railOrder(new TreelineWindow(second.page))).toEqual(order);
});

async function dragAbove(window: TreelineWindow, dragged: string, target: string, order: readonly string[]) {
  const top = { targetPosition: { x: 60, y: 4 }, steps: 4 };
  await window.connection(dragged).dragTo(window.connection(target), top);
  await expect.poll(() => railOrder(window)).toEqual(order);
}

test('I give a connection a colour, and it stands at its row and in the title', async ({ launch }) => {
  const { page } = await launch();
  const window = new TreelineWindow(page);
  await save(page, [draftOf('Alpha', nowhere)]);
  await choose(window, 'Alpha', 'Edit…');
  const colours = page.getByRole('radiogroup', { name: 'Colour' });
  await colours.getByRole('radio', { name: 'Green' }).click();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(window.connection('Alpha').locator('.mark.green')).toBeVisible();
  await window.connection('Alpha').click();
  await expect(page.getByRole('banner').locator('.mark.green')).toBeVisible();
});

test('I duplicate a connection; the copy connects with the password of the first', async ({ launch, startBroker }) => {
  const broker = await startBroker({ protocols: ['mqtt'], users: { grower: 'seed-bank' } });
  const url = `mqtt://127.0.0.1:${broker.port('mqtt')}`;
  const { page } = await launch();
  const window = new TreelineWindow(page);
  await save(page, [draftOf('Alpha', url, { username: 'grower' }, 'seed-bank'), draftOf('Beta', nowhere)]);
  await choose(window, 'Alpha', 'Duplicate');
  await expect.poll(() => railOrder(window)).toHaveLength(3);
  const copy = (await railOrder(window)).find((name) => name !== 'Alpha' && name !== 'Beta') ?? '';
  expect(copy).toMatch(/Alpha/);
  await connectTo(window, copy);
  await expect(window.connection(copy)).toHaveAccessibleName(/Connected/);
});

test('I delete a connection and bring it back, off and online, with its place and its password', async ({
  launch,
  startBroker,
  connect
}) => {
  const broker = await startBroker({ protocols: ['mqtt'], users: { grower: 'seed-bank' } });
  const url = `mqtt://127.0.0.1:${broker.port('mqtt')}`;
  const peer = await connect(url, { username: 'grower', password: 'seed-bank' });
  await peer.publish('soil/moisture', '41', true);
  const { page } = await launch();
  const window = new TreelineWindow(page);
  await save(page, [
    draftOf('Alpha', nowhere),
    draftOf('Garden', url, { username: 'grower' }, 'seed-bank'),
    draftOf('Omega', nowhere)
  ]);

  await choose(window, 'Alpha', 'Delete');
  await expect.poll(() => railOrder(window)).toEqual(['Garden', 'Omega']);
  await expect(window.rail.getByText('“Alpha” deleted.')).toBeVisible();
  await window.rail.getByRole('button', { name: /Undo$/ }).click();
  await expect.poll(() => railOrder(window)).toEqual(['Alpha', 'Garden', 'Omega']);
  await expect(window.connection('Alpha')).toBeFocused();

  await connectTo(window, 'Garden');
  await expect(window.row('soil')).toBeVisible();
  await choose(window, 'Garden', 'Delete…');
  const dialog = page.getByRole('dialog', { name: 'Delete “Garden”?' });
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(window.connection('Garden')).toHaveAccessibleName(/Connected/);
  await choose(window, 'Garden', 'Delete…');
  await dialog.getByRole('button', { name: 'Delete Garden' }).click();
  await expect.poll(() => railOrder(window)).toEqual(['Alpha', 'Omega']);
  await window.rail.getByRole('button', { name: /Undo$/ }).click();
  await expect.poll(() => railOrder(window)).toEqual(['Alpha', 'Garden', 'Omega']);
  await expect(window.connection('Garden')).toHaveAccessibleName(/Connected/);
  await expect(window.row('soil')).toBeVisible();
});

test('a filter that I mute in the rail is given back to the broker, and asked for again', async ({
  launch,
  startBroker,
  connect
}) => {
  const broker = await startBroker({ protocols: ['mqtt'], config: ['log_type unsubscribe'] });
  const url = `mqtt://127.0.0.1:${broker.port('mqtt')}`;
  const peer = await connect(url);
  const { page } = await launch();
  const window = new TreelineWindow(page);
  const subscriptions = ['east/#', 'west/#'].map((filter) => usualSubscription(filter));
  await save(page, [draftOf('Alpha', url, { subscriptions })]);
  await connectTo(window, 'Alpha');
  const line = window.rail.getByRole('listitem').filter({ hasText: 'east/#' });
  const mute = page.getByRole('checkbox', { name: 'Subscribe to east/#' });
  await expect(line.getByText('Granted by the broker')).toBeAttached();

  await mute.uncheck();
  await expect(line.getByText('Muted: kept in the list, not asked for')).toBeAttached();
  await expect.poll(() => broker.log()).toMatch(/east\/#/);
  await peer.publish('east/wind', 'unheard');
  await peer.publish('east/sun', 'kept', true);
  await peer.publish('west/wind', 'heard');
  await expect(window.row('west')).toBeVisible();
  await expect(window.row('east')).toBeHidden();

  await mute.check();
  await expect(line.getByText('Granted by the broker')).toBeAttached();
  await expect(window.row('east')).toBeVisible();
  await window.select('east');
  await expect(window.topics).toHaveText('2');

  await window.rail.getByRole('button', { name: /^Add \$SYS\/#/ }).click();
  await expect(page.getByRole('checkbox', { name: 'Subscribe to $SYS/#' })).toBeChecked();
  await expect(window.row('$SYS/broker')).toBeVisible();
  await expect(window.rail.getByRole('button', { name: /^Add \$SYS\/#/ })).toBeHidden();
});

test('a connection that is read only offers nothing to publish or clear', async ({ launch, startBroker, connect }) => {
  const broker = await startBroker({ protocols: ['mqtt'] });
  const url = `mqtt://127.0.0.1:${broker.port('mqtt')}`;
  await (await connect(url)).publish('kept', '1', true);
  const { page } = await launch();
  const window = new TreelineWindow(page);
  await save(page, [draftOf('Look', url, { readOnly: true }), draftOf('Touch', url)]);
  await connectTo(window, 'Touch');
  await expect(window.row('kept')).toBeVisible();
  await expect(window.publishPanel).toBeVisible();
  await connectTo(window, 'Look');
  await expect(window.row('kept')).toBeVisible();
  await expect(window.publishPanel).toBeHidden();
  await expect(page.getByRole('banner').getByText('Read only')).toBeVisible();
  await window.row('kept').click({ button: 'right' });
  await expect(page.getByRole('menuitem', { name: 'Copy topic' })).toBeVisible();
  await expect(page.getByRole('menuitem', { name: /publish|clear/i })).toHaveCount(0);
});

test('a connection set to connect at start is there after a restart, the other is not', async ({
  launch,
  startBroker,
  connect
}) => {
  const broker = await startBroker({ protocols: ['mqtt'] });
  const url = `mqtt://127.0.0.1:${broker.port('mqtt')}`;
  await (await connect(url)).publish('kept', '1', true);
  const first = await launch();
  const before = new TreelineWindow(first.page);
  await save(first.page, [draftOf('By itself', url), draftOf('By hand', url)]);
  await choose(before, 'By itself', 'Edit…');
  await first.page.getByRole('switch', { name: 'At start' }).click();
  await first.page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(before.connection('By itself')).toHaveAccessibleName(/Not connected/);
  await first.close();

  const second = await launch();
  const after = new TreelineWindow(second.page);
  await expect(after.connection('By itself')).toHaveAccessibleName(/Connected/);
  await expect(after.connection('By hand')).toHaveAccessibleName(/Not connected/);
  await after.connection('By itself').click();
  await expect(after.row('kept')).toBeVisible();
});

test('the properties of a connection say what the broker allows', async ({ launch, startScript }) => {
  const broker = await startScript({
    packet: (packet, connection) => {
      if (packet.cmd !== 'connect') return politeAnswer(packet, connection);
      connection.send({
        cmd: 'connack',
        reasonCode: 0,
        sessionPresent: false,
        properties: {
          assignedClientIdentifier: 'drawn-by-broker',
          serverKeepAlive: 25,
          receiveMaximum: 12,
          maximumQoS: 1,
          retainAvailable: false,
          maximumPacketSize: 65_536,
          topicAliasMaximum: 7,
          sharedSubscriptionAvailable: false,
          reasonString: 'welcome',
          userProperties: { region: 'eu' }
        }
      });
    }
  });
  const { page } = await launch();
  const window = new TreelineWindow(page);
  await save(page, [draftOf('Alpha', `mqtt://127.0.0.1:${broker.port}`, { mqttVersion: '5' })]);
  await choose(window, 'Alpha', 'Properties…');
  const dialog = page.getByRole('dialog', { name: 'Properties of “Alpha”' });
  await expect(dialog.getByText(/^Not connected\./)).toBeVisible();
  await dialog.getByRole('button', { name: 'Close' }).click();

  await connectTo(window, 'Alpha');
  await expect(window.connection('Alpha')).toHaveAccessibleName(/Connected/);
  await page.getByRole('button', { name: 'Properties of this connection' }).click();
  const said = dialog.locator('dt');
  const lines = await said.evaluateAll((terms) =>
    terms.map((term) => `${term.textContent}: ${term.nextElementSibling?.textContent ?? ''}`)
  );
  expect(lines).toEqual(
    expect.arrayContaining([
      'Protocol: MQTT 5',
      'Client ID: drawn-by-broker, assigned by the broker',
      'Keep-alive: 25 s',
      'Messages in flight: 12',
      'Highest QoS: 1',
      'Retained messages: no',
      'Largest packet: 66 KB',
      'Topic aliases: 7',
      'Shared subscriptions: no',
      'The broker says: welcome',
      'region: eu'
    ])
  );
});
