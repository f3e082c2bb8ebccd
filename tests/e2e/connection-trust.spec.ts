import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { copyFileSync, writeFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { ConnectionEditor } from './connection-editor';
import { expect, test } from './treeline-test';
import { answerOpenDialogs, TreelineWindow } from './treeline-window';

/** A colour of the theme in force, as the page computes it. */
async function colourOf(page: Page, token: string): Promise<string> {
  return page.evaluate((name) => {
    const probe = document.body.appendChild(document.createElement('i'));
    probe.style.color = `var(${name})`;
    const { color } = getComputedStyle(probe);
    probe.remove();
    return color;
  }, token);
}

/** As it is drawn: in groups, which a line may break between. */
function fingerprint({ certificatePem }: { readonly certificatePem: string }): RegExp {
  const pairs = new X509Certificate(certificatePem).fingerprint256.split(':');
  return new RegExp(`^\\s*${pairs.join('[\\s:]*')}\\s*$`, 'i');
}

test('the test stops where another authority signed the certificate, and passes with the right one', async ({
  launch,
  startBroker,
  certificates
}, info) => {
  const { caFile, otherCaPem, server } = certificates;
  const broker = await startBroker({ protocols: ['mqtts'], tls: { ...server, caFile } });
  const otherFile = info.outputPath('other.pem');
  writeFileSync(otherFile, otherCaPem);
  const { app, page } = await launch();
  await answerOpenDialogs(app, [otherFile, caFile]);
  const editor = new ConnectionEditor(page);
  await editor.openFirst();
  await editor.address.fill(`mqtts://127.0.0.1:${broker.port('mqtts')}`);
  await editor.goTo('TLS');
  await editor.button('Choose CA file').click();
  await expect(editor.form.getByText('other.pem')).toBeVisible();
  await editor.startTest();
  await editor.stopsAt('3 of 5: TLS', 'The broker’s certificate is not trusted');
  await expect(editor.test).toContainText('It was issued by “Test authority”');
  const chain = editor.form.getByRole('list', { name: 'Chain the broker sent' });
  await expect(chain.getByRole('listitem', { name: 'Certificate Test authority' })).toContainText('not trusted');
  await expect(chain.getByRole('listitem', { name: 'Certificate localhost' })).toContainText(/\d+ days left/);

  await editor.test.getByRole('button', { name: 'Choose CA file…' }).click();
  await editor.passes(5);
  await expect(editor.form.getByText('ca.pem')).toBeVisible();
  await expect(chain).not.toContainText('not trusted');
  await editor.saveAndConnect();
  await expect(new TreelineWindow(page).status.getByText('Live')).toBeVisible();
});

test('the test stops where a broker wants my certificate; with a PKCS#12 file that is not even saved it passes', async ({
  launch,
  startBroker,
  certificates
}, info) => {
  const { caFile, server, client } = certificates;
  const tls = { ...server, caFile };
  const broker = await startBroker({ protocols: ['mqtts'], tls, requireClientCertificate: true });
  const file = info.outputPath('line-7.p12');
  const pair = ['-in', client.certificateFile, '-inkey', client.keyFile];
  execFileSync('openssl', ['pkcs12', '-export', ...pair, '-passout', 'pass:open sesame', '-out', file]);
  const { app, page } = await launch();
  await answerOpenDialogs(app, [caFile, file]);
  const editor = new ConnectionEditor(page);
  await editor.openFirst();
  await editor.fill([
    ['text', 'Name', 'Guarded'],
    ['text', 'Address', `mqtts://127.0.0.1:${broker.port('mqtts')}`]
  ]);
  await editor.goTo('TLS');
  await editor.button('Choose CA file').click();
  await expect(editor.form.getByText('ca.pem')).toBeVisible();
  await editor.startTest();
  // With TLS 1.3 a broker says so in place of a CONNACK.
  await editor.stopsAt('4 of 5: sign-in', 'The broker asks for a client certificate');
  await expect(editor.section('TLS')).toHaveAccessibleName('TLS 1 problem');
  await editor.test.getByRole('button', { name: 'Edit your certificate' }).click();
  await expect(editor.option('Format', 'None')).toBeFocused();
  await editor.fill([
    ['radio', 'Format', 'PKCS#12'],
    ['press', 'Choose File']
  ]);
  await editor.field('Passphrase').fill('open sesame');
  await editor.field('Passphrase').press('Enter');
  await expect(editor.field('Passphrase')).toBeHidden();
  await editor.startTest();
  await editor.passes(5);
  await editor.save();

  // Saved, the key is main's alone, and still shown to the broker when something else is tried.
  await editor.openSaved('Guarded');
  await editor.fill([['text', 'Client ID', 'another-one']]);
  await editor.startTest();
  await editor.passes(5);
});

test('trusting a certificate by its fingerprint is one button, amber in the title bar; another one then stops the connection', async ({
  launch,
  startBroker,
  certificates
}, info) => {
  const { caFile, server, selfSigned } = certificates;
  const [certificateFile, keyFile] = [info.outputPath('broker.pem'), info.outputPath('broker.key')];
  const shows = (pair: typeof server): void => {
    copyFileSync(pair.certificateFile, certificateFile);
    copyFileSync(pair.keyFile, keyFile);
  };
  shows(server);
  const broker = await startBroker({ protocols: ['mqtts'], tls: { certificateFile, keyFile, caFile } });
  const { page } = await launch();
  const window = new TreelineWindow(page);
  const editor = new ConnectionEditor(page);
  await editor.openFirst();
  await editor.fill([
    ['text', 'Name', 'Pinned'],
    ['text', 'Address', `mqtts://127.0.0.1:${broker.port('mqtts')}`]
  ]);
  await editor.startTest();
  await editor.stopsAt('3 of 5: TLS', 'The broker’s certificate is not trusted');
  await editor.test.getByRole('button', { name: 'Trust for this profile' }).click();
  await editor.passes(5);
  await editor.goTo('TLS');
  await expect(editor.form.getByText('Trusts only this certificate')).toBeVisible();
  await editor.saveAndConnect();
  await expect(window.status.getByText('Live')).toBeVisible();
  const lock = page.getByRole('banner').getByText('Trusted by fingerprint');
  await expect(lock).toBeVisible();
  await expect(lock).toHaveCSS('color', await colourOf(page, '--amber'));

  await broker.stop();
  shows(selfSigned);
  await broker.start();
  const alert = page.getByRole('alert').filter({ hasText: 'another certificate' });
  await expect(alert).toContainText('The broker shows another certificate than the one you trust', { timeout: 30_000 });
  await expect(window.status.getByText('Failed')).toBeVisible();
  await page.getByRole('button', { name: 'Show steps' }).click();
  await editor.stopsAt('3 of 4: TLS', 'The broker shows another certificate than the one you trust');
  await expect(editor.test.getByText('Trusted until now').locator('+ dd')).toHaveText(fingerprint(server));
  await expect(editor.test.getByText('Shown now').locator('+ dd')).toHaveText(fingerprint(selfSigned));
  await editor.test.getByRole('button', { name: 'Trust the new one' }).click();
  await editor.passes(5);
  await editor.saveAndConnect();
  await expect(window.status.getByText('Live')).toBeVisible();
});
