import { createPrivateKey } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { ConnectionEditor } from './connection-editor';
import { expect, test } from './treeline-test';
import { answerOpenDialogs, TreelineWindow } from './treeline-window';

test('a key of another certificate and a locked key are told at their field as soon as I choose them', async ({
  launch,
  certificates
}, info) => {
  const locked = info.outputPath('locked.key');
  const cipher = { format: 'pem', type: 'pkcs8', cipher: 'aes-256-cbc', passphrase: 'open sesame' } as const;
  writeFileSync(locked, createPrivateKey(certificates.client.keyPem).export(cipher));
  const { app, page } = await launch();
  const { client, server } = certificates;
  await answerOpenDialogs(app, [client.certificateFile, server.keyFile, locked]);
  const editor = new ConnectionEditor(page);
  await editor.openFirst();
  await editor.address.fill('mqtts://broker.example');
  const tls = editor.section('TLS');
  await expect(tls).toHaveAccessibleName('TLS on');
  await editor.goTo('TLS');
  await editor.option('Format', 'PEM files').click();
  await editor.button('Choose Certificate').click();
  await expect(editor.form.getByText('client.pem')).toBeVisible();

  const chooseKey = editor.button('Choose Private key');
  await chooseKey.click();
  await expect(editor.form.getByRole('alert')).toContainText('“server.key” belongs to another certificate.');
  await expect(tls).toHaveAccessibleName('TLS 1 problem');
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(chooseKey).toBeFocused();
  await chooseKey.click();
  await expect(editor.form.getByText('locked', { exact: true })).toBeVisible();
  await expect(editor.form.getByRole('alert')).toHaveText(
    'This file is locked. Unlock it with its passphrase, or remove it.'
  );
  await editor.field('Key passphrase').fill('open sesam');
  await editor.field('Key passphrase').press('Enter');
  await expect(editor.form.getByRole('alert').last()).toContainText('This passphrase does not open “locked.key”.');
  await expect(tls).toHaveAccessibleName('TLS 1 problem');
  await editor.field('Key passphrase').fill('open sesame');
  await editor.field('Key passphrase').press('Enter');
  await expect(editor.form.getByText('matches the certificate')).toBeVisible();
  await expect(editor.form.getByRole('alert')).toBeHidden();
  await expect(editor.field('Key passphrase')).toBeHidden();
  await expect(tls).toHaveAccessibleName('TLS on');
});

test('I read both reasons when host and port are wrong, and neither is repeated to me as a name', async ({
  launch
}) => {
  const { page } = await launch();
  await page.getByRole('button', { name: 'All settings…' }).click();
  await expect(page.getByRole('textbox', { name: 'Address', exact: true })).toBeFocused();
  await page.getByRole('textbox', { name: 'Address', exact: true }).fill('my broker');
  await page.getByRole('textbox', { name: 'Port', exact: true }).fill('99999');
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(page.getByRole('alert')).toHaveText('A host has no spaces, slashes or @. Ports go from 1 to 65535.');
  await expect(page.getByRole('textbox', { name: 'Name', exact: true })).toHaveAttribute('placeholder', '');
  await expect(page.getByText(/my broker:|99999/)).toBeHidden();
});

test('two connections to one host and port can be told apart, also when I delete one', async ({
  launch,
  startBroker
}) => {
  const broker = await startBroker({ protocols: ['mqtt'] });
  const name = `127.0.0.1:${broker.port('mqtt')}`;
  const { page } = await launch();
  const window = new TreelineWindow(page);
  await window.connectTo(`mqtt://${name}`);
  await expect(window.status.getByText('Live')).toBeVisible();
  await page.getByRole('button', { name: 'Add connection' }).first().click();
  await page.getByRole('textbox', { name: 'Address', exact: true }).fill(`mqtts://${name}`);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(window.connection(name)).toBeVisible();
  await expect(window.connection(`mqtts://${name}`)).toBeVisible();

  // The one that is up is asked about; the other one goes at once and can be brought back.
  await window.connection(name).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Delete…' }).click();
  await expect(page.getByRole('dialog').getByText(`mqtt://${name}`, { exact: true })).toBeVisible();
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  await window.connection(`mqtts://${name}`).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Delete', exact: true }).click();
  await expect(window.rail.getByText(`“mqtts://${name}” deleted.`)).toBeVisible();
  await expect(window.connection(name)).toBeVisible();
  await expect(window.connection(`mqtts://${name}`)).toBeHidden();
});

test('TLS on a plain port sends me to the address, and a connection that is up takes a change at once', async ({
  launch,
  startBroker,
  connect
}) => {
  const broker = await startBroker({ protocols: ['mqtt'] });
  const { page } = await launch();
  const window = new TreelineWindow(page);
  await window.connectTo(`mqtts://127.0.0.1:${broker.port('mqtt')}`);
  await expect(page.getByRole('alert').first()).toContainText('mqtt://');
  await page.getByRole('button', { name: 'Edit address' }).click();
  const address = page.getByRole('textbox', { name: 'Address', exact: true });
  await expect(address).toBeFocused();
  await expect(page.getByText('Saving applies it to the open connection.')).toBeHidden();
  await address.fill(`mqtt://127.0.0.1:${broker.port('mqtt')}`);
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(window.status.getByText('Live')).toBeVisible();
  await expect(window.status.getByText(/^\d+ ?topics$/)).toBeVisible();

  await window.rail.getByRole('button', { name: 'Edit subscriptions' }).click();
  await expect(page.getByRole('textbox', { name: 'Topic filter 1' })).toBeFocused();
  await expect(page.getByText('Saving applies it to the open connection.')).toBeVisible();
  const peer = await connect(`mqtt://127.0.0.1:${broker.port('mqtt')}`);
  await page.getByRole('textbox', { name: 'Topic filter 1' }).fill('this');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(window.rail.getByRole('checkbox', { name: 'Subscribe to this' })).toHaveAccessibleDescription(
    'Granted by the broker'
  );
  await expect(window.status.getByText('Live')).toBeVisible();
  await peer.publish('else', 'passed over');
  await peer.publish('this', 'here');
  await expect(window.row('this')).toBeVisible();
  await expect(window.tree.getByText('else')).toBeHidden();
});
