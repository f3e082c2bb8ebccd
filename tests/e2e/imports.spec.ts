import { mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { connectionRow, makeMqttxDatabase } from '../unit/electron/exchange/example-database';
import { choose, connectTo, draftOf, railOrder, save } from './rail';
import { expect, test } from './treeline-test';
import { answerOpenDialogs, answerSaveDialog, TreelineWindow } from './treeline-window';

const importDialog = (page: Page) => page.getByRole('dialog', { name: 'Import connections' });

function writeJson(file: string, value: unknown): string {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, typeof value === 'string' ? value : JSON.stringify(value));
  return file;
}

/** A home without other tools' files but the test's. */
const homeAt = (home: string) => ({ environment: { HOME: home, XDG_CONFIG_HOME: path.join(home, '.config') } });

async function openImport(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Add or import connections' }).click();
  await page.getByRole('menuitem', { name: 'Import connections…' }).click();
  await expect(importDialog(page)).toBeVisible();
}

/** Through the system's file dialog, which was answered beforehand. */
async function chooseImport(page: Page): Promise<void> {
  await importDialog(page).getByRole('button', { name: 'Choose file…' }).click();
}

async function runImport(page: Page, count: number, outcome: string): Promise<void> {
  const label = count === 1 ? 'Import 1 connection' : `Import ${count} connections`;
  await importDialog(page).getByRole('button', { name: label }).click();
  await expect(importDialog(page).getByText(outcome, { exact: true })).toBeVisible();
}

async function closeImport(page: Page): Promise<void> {
  await importDialog(page).getByRole('button', { name: 'Close' }).click();
}

/** One connection of MQTT Explorer 0.4. */
const explorerConnection = (id: string, changes: object) => ({
  configVersion: 1,
  type: 'mqtt',
  id,
  protocol: 'mqtt',
  encryption: false,
  certValidation: true,
  clientId: 'mqtt-explorer-1a2b3c4d',
  subscriptions: [{ topic: '#', qos: 0 }],
  ...changes
});

test('connections of MQTT Explorer are found, looked at, chosen, and imported with CA and password', async ({
  launch,
  startBroker,
  connect,
  certificates
}, info) => {
  const broker = await startBroker({
    protocols: ['mqtts'],
    users: { grower: 'seed-bank' },
    tls: { ...certificates.server, caFile: certificates.caFile }
  });
  const port = broker.port('mqtts');
  const signIn = { username: 'grower', password: 'seed-bank' };
  const peer = await connect(`mqtts://127.0.0.1:${port}`, { ...signIn, ca: certificates.caPem });
  await peer.publish('soil/moisture', '41', true);
  const home = info.outputPath('home');
  const plant = (name: string) =>
    explorerConnection('plant-id', {
      ...signIn,
      name,
      host: '127.0.0.1',
      port: String(port),
      encryption: true,
      selfSignedCertificate: { name: 'ca.crt', data: Buffer.from(certificates.caPem).toString('base64') }
    });
  const write = (name: string) =>
    writeJson(path.join(home, '.config/MQTT-Explorer/settings.json'), {
      ConnectionManager_connections: {
        'plant-id': plant(name),
        'shed-id': explorerConnection('shed-id', { name: 'Shed', host: 'shed.example', port: 1883 }),
        other: explorerConnection('other', { name: 'Other', type: 'kafka', host: 'k', port: 9092 })
      },
      connection_view_state: { 'plant-id': { charts: [{ topic: 'soil/moisture', color: '#12ab34' }] } }
    });
  write('Plant');

  const { page } = await launch([], homeAt(home));
  const window = new TreelineWindow(page);
  await expect(page.getByText(/Found MQTT Explorer on this computer/)).toBeVisible();
  await page.getByRole('button', { name: 'Review found…' }).click();
  const dialog = importDialog(page);
  await expect(dialog.getByText('From MQTT Explorer')).toBeVisible();
  const row = dialog.getByRole('listitem').filter({ hasText: 'Plant' });
  await expect(row).toContainText(`mqtts://127.0.0.1:${port}`);
  await expect(row).toContainText('as grower, 1 subscription, password, CA certificate, 1 chart kept for later');
  await expect(dialog.getByText(/^1 entry is left out/)).toBeVisible();
  expect(await page.content()).not.toContain('seed-bank');
  await dialog.getByRole('checkbox', { name: 'Import Shed' }).uncheck();
  await runImport(page, 1, '1 connection added.');
  await closeImport(page);
  expect(await railOrder(window)).toEqual(['Plant']);

  await connectTo(window, 'Plant');
  await expect(window.status.getByText('Live')).toBeVisible();
  await expect(window.row('soil')).toBeVisible();

  write('Plant north');
  await openImport(page);
  await dialog.getByRole('button', { name: /^Review MQTT Explorer/ }).click();
  await expect(dialog.getByText('updates “Plant”')).toBeVisible();
  await expect(dialog.getByRole('checkbox', { name: 'Import Plant north' })).not.toBeChecked();
  await dialog.getByRole('checkbox', { name: 'Import Plant north' }).check();
  await expect(dialog.getByText(/What you changed in Treeline since is replaced/)).toBeVisible();
  await dialog.getByRole('checkbox', { name: 'Import Shed' }).uncheck();
  await runImport(page, 1, '1 updated.');
  await closeImport(page);
  await expect.poll(() => railOrder(window)).toEqual(['Plant north']);
  await expect(window.connection('Plant north')).toHaveAccessibleName(/Connected/);
});

test('an export of MQTTX names certificate files: they are read only when I agree', async ({
  launch,
  startBroker,
  connect,
  certificates
}, info) => {
  const { client } = certificates;
  const broker = await startBroker({
    protocols: ['mqtts'],
    requireClientCertificate: true,
    tls: { ...certificates.server, caFile: certificates.caFile }
  });
  const port = broker.port('mqtts');
  const peer = await connect(`mqtts://127.0.0.1:${port}`, {
    ca: certificates.caPem,
    cert: readFileSync(client.certificateFile),
    key: readFileSync(client.keyFile)
  });
  await peer.publish('line', '7', true);
  const file = writeJson(info.outputPath('mqttx.json'), [
    {
      id: 'line-7-id',
      clientId: 'mqttx_1a2b3c4d',
      name: 'Line 7',
      protocol: 'mqtts',
      host: '127.0.0.1',
      port,
      mqttVersion: '5.0',
      clean: true,
      ssl: true,
      certType: 'self',
      rejectUnauthorized: true,
      ca: certificates.caFile,
      cert: client.certificateFile,
      key: client.keyFile,
      subscriptions: [{ topic: '#', qos: 0 }]
    }
  ]);
  const { app, page } = await launch([], homeAt(info.outputPath('home')));
  const window = new TreelineWindow(page);
  await answerOpenDialogs(app, [file, file]);
  await page.getByRole('button', { name: 'Choose file…' }).click();
  const dialog = importDialog(page);
  const agree = dialog.getByRole('switch', { name: 'Read these certificate files' });
  await expect(agree).toHaveAttribute('aria-checked', 'false');
  for (const named of [certificates.caFile, client.certificateFile, client.keyFile]) {
    await expect(dialog.getByText(named, { exact: true })).toBeVisible();
  }
  await runImport(page, 1, '1 connection added.');
  await closeImport(page);
  await connectTo(window, 'Line 7');
  await expect(window.connection('Line 7')).toHaveAccessibleName(/Failed/);

  await openImport(page);
  await chooseImport(page);
  await expect(dialog.getByText('updates “Line 7”')).toBeVisible();
  await dialog.getByRole('checkbox', { name: 'Import Line 7' }).check();
  await agree.click();
  await runImport(page, 1, '1 updated.');
  await closeImport(page);
  await connectTo(window, 'Line 7');
  await expect(window.status.getByText('Live')).toBeVisible();
  await expect(window.row('line')).toBeVisible();
});

test('the database of MQTTX is found in its place, and its folders come along', async ({ launch }, info) => {
  const home = info.outputPath('home');
  const folder = path.join(home, '.config/MQTTX');
  mkdirSync(folder, { recursive: true });
  const database = makeMqttxDatabase(path.join(folder, 'MQTTX.db'));
  database.insert('CollectionEntity', { id: 'f-1', name: 'Plant', parentId: null });
  database.insert('CollectionEntity', { id: 'f-2', name: 'Hall 2', parentId: 'f-1' });
  database.insert('ConnectionEntity', connectionRow({ parent_id: 'f-2' }));
  database.insert('ConnectionEntity', connectionRow({ id: 'c-2', client_id: 'two', name: 'Top' }));
  database.insert('SubscriptionEntity', { id: 's-1', topic: 'line/#', qos: '1', connection_id: 'c-1' });
  database.close();

  const { page } = await launch([], homeAt(home));
  const window = new TreelineWindow(page);
  await page.getByRole('button', { name: 'Review found…' }).click();
  const dialog = importDialog(page);
  await expect(dialog.getByText('From MQTTX')).toBeVisible();
  await expect(dialog.getByRole('listitem').filter({ hasText: 'Line 7' })).toContainText('Plant / Hall 2');
  await runImport(page, 2, '2 connections added.');
  await closeImport(page);
  await expect.poll(() => railOrder(window)).toEqual(['Top', 'Plant / Hall 2/', 'Line 7']);
});

test('I export a connection and import it elsewhere: without secrets, then with them under a passphrase', async ({
  launch,
  startBroker,
  connect
}, info) => {
  const broker = await startBroker({ protocols: ['mqtt'], users: { grower: 'seed-bank' } });
  const url = `mqtt://127.0.0.1:${broker.port('mqtt')}`;
  const peer = await connect(url, { username: 'grower', password: 'seed-bank' });
  await peer.publish('soil/moisture', '41', true);
  const [readable, sealed] = [info.outputPath('readable.json'), info.outputPath('sealed.json')] as const;

  const here = await launch([], homeAt(info.outputPath('home')));
  const giving = new TreelineWindow(here.page);
  const fields = { username: 'grower', folder: 'Plant', colour: 'green' } as const;
  await save(here.page, [draftOf('Garden', url, fields, 'seed-bank'), draftOf('Other', 'mqtt://127.0.0.1:9')]);
  const dialog = here.page.getByRole('dialog', { name: 'Export connections' });
  await choose(giving, 'Garden', 'Export…');
  await expect(dialog.getByRole('checkbox', { name: 'Export Other' })).not.toBeChecked();
  await answerSaveDialog(here.app, readable);
  await dialog.getByRole('button', { name: 'Export 1 connection…' }).click();
  await expect(dialog.getByText('1 connection exported to')).toBeVisible();
  await dialog.getByRole('button', { name: 'Close' }).click();

  await choose(giving, 'Garden', 'Export…');
  await dialog.getByRole('switch', { name: 'Include passwords and keys, encrypted' }).click();
  await dialog.getByRole('textbox', { name: 'Passphrase', exact: true }).fill('two words');
  await dialog.getByRole('textbox', { name: 'Passphrase again' }).fill('two wordz');
  await expect(dialog.getByText('The two are not the same.')).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Export 1 connection…' })).toBeDisabled();
  await dialog.getByRole('textbox', { name: 'Passphrase again' }).fill('two words');
  await answerSaveDialog(here.app, sealed);
  await dialog.getByRole('button', { name: 'Export 1 connection…' }).click();
  await expect(dialog.getByText('1 connection exported to')).toBeVisible();
  await here.close();
  for (const file of [readable, sealed]) expect(readFileSync(file, 'utf8')).not.toContain('seed-bank');
  expect(readFileSync(readable, 'utf8')).toContain('127.0.0.1');

  const there = await launch([], { ...homeAt(info.outputPath('home')), userDataDir: info.outputPath('elsewhere') });
  const taking = new TreelineWindow(there.page);
  await answerOpenDialogs(there.app, [readable, sealed]);
  await there.page.getByRole('button', { name: 'Choose file…' }).click();
  await expect(importDialog(there.page).getByText('From Treeline')).toBeVisible();
  await runImport(there.page, 1, '1 connection added.');
  await closeImport(there.page);
  await expect.poll(() => railOrder(taking)).toEqual(['Plant/', 'Garden']);
  await expect(taking.connection('Garden').locator('.mark.green')).toBeVisible();
  await connectTo(taking, 'Garden');
  await expect(taking.connection('Garden')).toHaveAccessibleName(/Failed/);

  await openImport(there.page);
  await chooseImport(there.page);
  const passphrase = importDialog(there.page).getByRole('textbox', { name: 'Passphrase' });
  await passphrase.fill('one word');
  await passphrase.press('Enter');
  const told = importDialog(there.page).getByRole('alert');
  await expect(told).toHaveText(/^This passphrase does not open “sealed\.json”\./);
  await passphrase.fill('two words');
  await expect(told).toBeHidden();
  await passphrase.press('Enter');
  await expect(passphrase).toBeHidden();
  await expect(importDialog(there.page).getByText('updates “Garden”')).toBeVisible();
  await importDialog(there.page).getByRole('checkbox', { name: 'Import Garden' }).check();
  await runImport(there.page, 1, '1 updated.');
  await closeImport(there.page);
  await connectTo(taking, 'Garden');
  await expect(taking.status.getByText('Live')).toBeVisible();
  await expect(taking.row('soil')).toBeVisible();
});

test('hostile files to import are told of in words, and change nothing', async ({ launch }, info) => {
  const huge = writeJson(info.outputPath('huge.json'), '[');
  truncateSync(huge, 500_000_000);
  const noJson = writeJson(info.outputPath('no.json'), 'canary, not JSON');
  const polluting = writeJson(
    info.outputPath('polluting.json'),
    `{"__proto__":{"polluted":true},"ConnectionManager_connections":{
      "__proto__":${JSON.stringify(explorerConnection('__proto__', { name: 'Proto', host: 'p.example', port: 1883 }))},
      "script":${JSON.stringify(explorerConnection('script', { name: 'Script', host: 'javascript:alert(1)', port: 1883 }))},
      "markup":${JSON.stringify(
        explorerConnection('markup', { name: '<img src=x onerror=alert(1)>', host: 'good.example', port: 1883 })
      )}}}`
  );
  const { app, page, cspReports, logs } = await launch([], homeAt(info.outputPath('home')));
  const window = new TreelineWindow(page);
  await save(page, [draftOf('Mine', 'mqtt://127.0.0.1:9')]);
  await answerOpenDialogs(app, [huge, noJson, polluting]);
  await openImport(page);
  const told = importDialog(page).getByRole('alert');
  await chooseImport(page);
  await expect(told).toHaveText(/^“huge\.json” is too large\. It is larger than .* nothing of it was read\./);
  await chooseImport(page);
  await expect(told).toHaveText(/^“no\.json” holds no connections that Treeline can read\./);
  await chooseImport(page);
  await expect(importDialog(page).getByRole('listitem')).toHaveCount(1);
  await expect(importDialog(page).getByText('<img src=x onerror=alert(1)>')).toBeVisible();
  await expect(importDialog(page).getByText(/left out/)).toBeVisible();
  await runImport(page, 1, '1 connection added.');
  await closeImport(page);
  await expect.poll(() => railOrder(window)).toEqual(['Mine', '<img src=x onerror=alert(1)>']);
  expect(await page.evaluate(() => 'polluted' in {})).toBe(false);
  expect(await app.evaluate(() => 'polluted' in {})).toBe(false);
  expect(cspReports).toEqual([]);
  expect(logs.join('\n')).not.toContain('canary');
});
