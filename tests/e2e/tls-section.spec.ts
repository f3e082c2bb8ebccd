import { execFileSync } from 'node:child_process';
import { CertificateFolder } from '../support/certificate-folder';
import { startKeyRing } from '../support/key-ring';
import { ConnectionEditor, type Entry } from './connection-editor';
import { expect, test } from './treeline-test';
import { answerOpenDialogs } from './treeline-window';

test('TLS: authority, revocation list, a pair with a locked key and the handshake: after a restart as I left it', async ({
  launch,
  certificates
}, info) => {
  const { client, caFile } = certificates;
  const locked = info.outputPath('locked.key');
  execFileSync('openssl', ['pkcs8', '-topk8', '-in', client.keyFile, '-passout', 'pass:open sesame', '-out', locked]);
  const folder = new CertificateFolder();
  folder.revocationList(folder.root('ca', { commonName: 'Test authority' }), [], 'empty');
  const keyRing = await startKeyRing();
  try {
    const more = { switches: ['--password-store=gnome-libsecret'], environment: keyRing.environment };
    const first = await launch([], more);
    await answerOpenDialogs(first.app, [caFile, folder.file('empty.crl'), client.certificateFile, locked]);
    const editor = new ConnectionEditor(first.page);
    const handshake: readonly Entry[] = [
      ['radio', 'Trusted authorities', 'File only'],
      ['text', 'Server name (SNI)', 'broker.example'],
      ['select', 'Oldest TLS version', 'TLS 1.3 only']
    ];
    await editor.openFirst();
    await editor.fill([
      ['text', 'Name', 'Filled in'],
      ['text', 'Address', `mqtts://broker.example`]
    ]);
    await editor.goTo('TLS');
    await editor.button('Choose CA file').click();
    await expect(editor.form.getByText('ca.pem')).toBeVisible();
    await expect(editor.option('Trusted authorities', 'System store and file')).toBeChecked();
    await editor.button('Choose Revocation list').click();
    await expect(editor.form.getByText('empty.crl')).toBeVisible();
    await editor.fill([['radio', 'Format', 'PEM files']]);
    await editor.button('Choose Certificate').click();
    await expect(editor.form.getByText('line-7, ')).toBeVisible();
    await editor.button('Choose Private key').click();
    await editor.field('Key passphrase').fill('open sesam');
    await editor.button('Unlock').click();
    await expect(editor.form.getByRole('alert')).toContainText('This passphrase does not open “locked.key”.');
    await editor.field('Key passphrase').fill('open sesame');
    await editor.button('Unlock').click();
    await expect(editor.form.getByText('matches the certificate')).toBeVisible();
    await editor.fill(handshake);
    for (const protocol of ['mqtt', 'x-amzn-mqtt-ca']) {
      await editor.field('ALPN').fill(protocol);
      await editor.field('ALPN').press('Enter');
    }
    await editor.save();
    await first.close();

    const { page } = await launch([], more);
    const again = new ConnectionEditor(page);
    await again.openSaved('Filled in');
    await again.goTo('TLS');
    await again.shows([['switch', 'Verify', true], ...handshake, ['radio', 'Format', 'PEM files']]);
    for (const name of ['ca.pem', 'empty.crl', 'client.pem', 'locked.key', 'ECDSA P-256']) {
      await expect(again.form.getByText(name, { exact: true }), name).toBeVisible();
    }
    for (const protocol of ['mqtt', 'x-amzn-mqtt-ca']) await expect(again.button(`Remove ${protocol}`)).toBeVisible();
    await expect(again.field('Key passphrase')).toBeHidden();
    const shown = await again.everythingShown();
    expect(shown).not.toContain('open sesame');
    expect(shown).not.toContain('PRIVATE KEY');
  } finally {
    await keyRing.dispose();
    folder.dispose();
  }
});

test('TLS: a PKCS#12 file opens with its passphrase, and stays open after a restart; verifying off is kept and amber', async ({
  launch,
  certificates
}, info) => {
  const { client } = certificates;
  const file = info.outputPath('line-7.p12');
  const pair = ['-in', client.certificateFile, '-inkey', client.keyFile];
  execFileSync('openssl', ['pkcs12', '-export', ...pair, '-passout', 'pass:open sesame', '-out', file]);
  const keyRing = await startKeyRing();
  try {
    const more = { switches: ['--password-store=gnome-libsecret'], environment: keyRing.environment };
    const first = await launch([], more);
    await answerOpenDialogs(first.app, [file]);
    const editor = new ConnectionEditor(first.page);
    await editor.openFirst();
    await editor.fill([
      ['text', 'Name', 'Filled in'],
      ['text', 'Address', `mqtts://broker.example`]
    ]);
    await editor.goTo('TLS');
    await editor.fill([
      ['switch', 'Verify', false],
      ['radio', 'Format', 'PKCS#12']
    ]);
    await editor.button('Choose File').click();
    await expect(editor.form.getByText('locked', { exact: true })).toBeVisible();
    await editor.field('Passphrase').fill('open sesame');
    await editor.field('Passphrase').press('Enter');
    await expect(editor.form.getByText(/^line-7, \d+ days left$/)).toBeVisible();
    await editor.save();
    await expect(first.page.getByText('Certificate not checked')).toBeVisible();
    await first.close();

    const { page } = await launch([], more);
    const again = new ConnectionEditor(page);
    await again.openSaved('Filled in');
    await again.goTo('TLS');
    await again.shows([
      ['switch', 'Verify', false],
      ['radio', 'Format', 'PKCS#12']
    ]);
    await expect(again.form.getByText('Anyone on the network can read and change this traffic')).toBeVisible();
    await expect(again.form.getByText('line-7.p12')).toBeVisible();
    await expect(again.form.getByText(/^line-7, \d+ days left$/)).toBeVisible();
    await expect(again.field('Passphrase')).toBeHidden();
  } finally {
    await keyRing.dispose();
  }
});
