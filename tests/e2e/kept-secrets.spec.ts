import { startKeyRing } from '../support/key-ring';
import { ConnectionEditor } from './connection-editor';
import { expect, test } from './treeline-test';

/** Where a secret is typed, and what stands in its place later. */
async function fillSecrets(editor: ConnectionEditor): Promise<void> {
  await editor.fill([
    ['text', 'Name', 'Filled in'],
    ['text', 'Address', `ws://127.0.0.1:9/mqtt`],
    ['radio', 'Method', 'Enhanced'],
    ['text', 'Authentication method', 'TOKEN'],
    ['text', 'Authentication data', 'canary-data'],
    ['text', 'Username', 'ops'],
    ['text', 'Password', 'canary-password'],
    ['press', 'Add header'],
    ['text', 'Header name 1', 'Authorization'],
    ['checkbox', 'Header 1 is secret', true],
    ['text', 'Header value 1', 'canary-header']
  ]);
  await editor.goTo('Proxy');
  await editor.fill([
    ['radio', 'Route', 'HTTP CONNECT'],
    ['text', 'Address', '127.0.0.1'],
    ['text', 'Password', 'canary-proxy']
  ]);
}

async function secretsAreKept(editor: ConnectionEditor, words: string): Promise<void> {
  for (const what of ['authentication data', 'password', 'header value 1']) {
    await expect(editor.button(`Remove the stored ${what}`)).toBeVisible();
  }
  await editor.shows([
    ['text', 'Authentication data', ''],
    ['text', 'Password', ''],
    ['text', 'Header value 1', '']
  ]);
  await expect(editor.form.getByText(words).first()).toBeVisible();
  expect(await editor.everythingShown()).not.toContain('canary-');
  await editor.goTo('Proxy');
  await expect(editor.button('Remove the stored password')).toBeVisible();
  await expect(editor.form.getByText(words).first()).toBeVisible();
  expect(await editor.everythingShown()).not.toContain('canary-');
}

test('with a key store my secrets are shown as kept after a restart, and never come back into the window', async ({
  launch
}) => {
  const keyRing = await startKeyRing();
  try {
    const more = { switches: ['--password-store=gnome-libsecret'], environment: keyRing.environment };
    const first = await launch([], more);
    const editor = new ConnectionEditor(first.page);
    await editor.openFirst();
    await fillSecrets(editor);
    await editor.save();
    await first.close();

    const { page } = await launch([], more);
    const again = new ConnectionEditor(page);
    await again.openSaved('Filled in');
    await secretsAreKept(again, 'Kept in the system keychain, never in the profile file. Type to replace it.');
  } finally {
    await keyRing.dispose();
  }
});

test('without one they are kept for this run only, and the field says so before and after', async ({ launch }) => {
  const first = await launch();
  const editor = new ConnectionEditor(first.page);
  await editor.openFirst();
  await expect(editor.form.getByText('This computer has no key store, so it is kept for this run only.')).toBeVisible();
  await fillSecrets(editor);
  await editor.save();
  await editor.openSaved('Filled in');
  await secretsAreKept(editor, 'Kept for this run only, as this computer has no key store. Type to replace it.');
  await first.close();

  const { page } = await launch();
  const again = new ConnectionEditor(page);
  await again.openSaved('Filled in');
  await expect(again.button('Remove the stored password')).toBeHidden();
  await again.shows([
    ['text', 'Username', 'ops'],
    ['text', 'Password', ''],
    ['text', 'Header name 1', 'Authorization'],
    ['checkbox', 'Header 1 is secret', true]
  ]);
});
