import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { ConnectionEditor } from './connection-editor';
import { expect, test } from './treeline-test';
import { answerOpenDialogs, TreelineWindow } from './treeline-window';

test('a mosquitto_sub line I paste on first run connects with all it names', async ({ launch, startBroker }) => {
  const broker = await startBroker({ protocols: ['mqtt'], users: { ops: 's@fe word' } });
  const { page } = await launch();
  const window = new TreelineWindow(page);
  const address = page.getByRole('textbox', { name: 'Broker address' });
  const start = page.getByRole('button', { name: /^Start demo/ });
  const connect = page.getByRole('button', { name: /^Connect/ });
  await expect(start).toContainText('Enter');
  await address.fill(`mosquitto_sub -h 127.0.0.1 -u ops -P "s@fe word -t 'factory/#'`);
  await expect(start).not.toContainText('Enter');
  await expect(connect).toContainText('Enter');
  await address.press('Enter');
  await expect(page.getByRole('alert')).toHaveText(/^The address is not readable\./);

  await address.fill(`mosquitto_sub -h 127.0.0.1 -p ${broker.port('mqtt')} -u ops -P "s@fe word" -t 'factory/#'`);
  await address.press('Enter');
  await expect(window.status.getByText('Live')).toBeVisible();
  await expect(window.rail.getByText('factory/#')).toBeVisible();
});

test('on first run what I typed goes into the form and comes back with Cancel, also where the form opens by itself', async ({
  launch
}) => {
  const { page } = await launch();
  const editor = new ConnectionEditor(page);
  const address = page.getByRole('textbox', { name: 'Broker address' });
  await address.fill('wss://ops@broker.example:9443/bus');
  await page.getByRole('button', { name: 'All settings…' }).click();
  await editor.shows([
    ['select', 'Transport', 'wss'],
    ['text', 'Address', 'broker.example'],
    ['text', 'Port', '9443'],
    ['text', 'Username', 'ops']
  ]);
  await editor.button('Cancel').click();
  await expect(address).toHaveValue('wss://ops@broker.example:9443/bus');
  await expect(address).toBeFocused();

  const line = 'mosquitto_sub -h broker.example -P secret -u ops --cafile own.pem -t a';
  await address.fill(line);
  await address.press('Enter');
  await expect(editor.form.getByText('Choose under TLS: own.pem.')).toBeVisible();
  await editor.shows([['text', 'Password', 'secret']]);
  await editor.button('Cancel').click();
  await expect(address).toHaveValue(line);
});

test('Test says what keeps it from starting, and goes there', async ({ launch }) => {
  const { page } = await launch();
  const editor = new ConnectionEditor(page);
  await editor.openFirst();
  await editor.address.fill('broker.example');
  await editor.field('Port').fill('0');
  await editor.goTo('Last will');
  await editor.test.getByRole('button', { name: 'Test' }).click();
  await expect(editor.test.getByRole('status')).toHaveText('Not tested: 1 field needs a look');
  await expect(editor.field('Port')).toBeFocused();
  await editor.goTo('Proxy');
  await editor.test.getByRole('button', { name: 'Go to the field' }).click();
  await expect(editor.field('Port')).toBeFocused();
  await editor.field('Port').fill('1883');
  await expect(editor.test.getByRole('status')).toBeEmpty();
});

test('a passphrase I typed unlocks as I leave it, and as I save', async ({ launch, certificates }, info) => {
  const { client } = certificates;
  const file = info.outputPath('line-7.p12');
  const pair = ['-in', client.certificateFile, '-inkey', client.keyFile];
  execFileSync('openssl', ['pkcs12', '-export', ...pair, '-passout', 'pass:open sesame', '-out', file]);
  const { app, page } = await launch();
  await answerOpenDialogs(app, [file, file]);
  const editor = new ConnectionEditor(page);
  await editor.openFirst();
  await editor.address.fill('mqtts://broker.example');
  await editor.goTo('TLS');
  await editor.option('Format', 'PKCS#12').click();
  await editor.button('Choose File').click();
  const passphrase = editor.field('Passphrase');
  await passphrase.fill('open sesam');
  await editor.field('Server name (SNI)').focus();
  await expect(editor.form.getByRole('alert')).toContainText('This passphrase does not open “line-7.p12”.');
  await passphrase.fill('open sesame');
  await editor.field('Server name (SNI)').focus();
  await expect(passphrase).toBeHidden();
  await expect(editor.field('Server name (SNI)')).toBeFocused();

  await editor.button('Choose File').click();
  await passphrase.fill('open sesam');
  await passphrase.press('ControlOrMeta+Enter');
  await expect(editor.form.getByRole('alert').last()).toContainText('This passphrase does not open “line-7.p12”.');
  await passphrase.fill('open sesame');
  await editor.button('Save').click();
  await expect(new TreelineWindow(page).connection('broker.example')).toBeVisible();
});

test('a file that is refused says what stays chosen, and I can dismiss it', async ({ launch, certificates }, info) => {
  const letter = info.outputPath('letter.crl');
  writeFileSync(letter, 'Dear broker');
  const { app, page } = await launch();
  await answerOpenDialogs(app, [letter, certificates.client.keyFile]);
  const editor = new ConnectionEditor(page);
  await editor.openFirst();
  await editor.address.fill('mqtts://broker.example');
  await editor.goTo('TLS');
  await editor.button('Choose Revocation list').click();
  await expect(editor.form.getByRole('alert')).toContainText('No file is chosen.');
  await expect(editor.section('TLS')).toHaveAccessibleName('TLS 1 problem');
  await editor.button('Dismiss what was refused as Revocation list').click();
  await expect(editor.button('Choose Revocation list')).toBeFocused();
  await expect(editor.section('TLS')).toHaveAccessibleName('TLS on');

  await editor.option('Format', 'PEM files').click();
  await editor.button('Choose Certificate').click();
  await editor.button('Save').click();
  await expect(editor.form.getByRole('alert')).toHaveCount(1);
  await expect(editor.form.getByRole('alert')).toContainText('No file is chosen.');
  await editor.button('Dismiss what was refused as Certificate').click();
  await expect(editor.form.getByRole('alert')).toHaveText(
    'Choose the certificate and its private key, or show no certificate.'
  );
});

test('a copy says that it is saved', async ({ launch }) => {
  const { page } = await launch();
  const window = new TreelineWindow(page);
  const editor = new ConnectionEditor(page);
  await editor.openFirst();
  await editor.fill([
    ['text', 'Name', 'Alpha'],
    ['text', 'Address', 'broker.example']
  ]);
  await editor.button('Save').click();
  await window.connection('Alpha').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Duplicate' }).click();
  await expect(editor.form.getByRole('status').filter({ hasText: 'Copy saved' })).toBeVisible();
  await expect(editor.form.getByText('Cancel keeps the saved copy, Delete… removes it.')).toBeVisible();
  await editor.button('Delete…').click();
  await expect(window.connection('Alpha copy')).toBeHidden();
  await expect(window.connection('Alpha')).toBeVisible();
});
