import { execFileSync } from 'node:child_process';
import { CertificateFolder } from '../support/certificate-folder';
import { startKeyRing } from '../support/key-ring';
import { ConnectionEditor, type Entry, type Section } from './connection-editor';
import { expect, test } from './treeline-test';
import { answerOpenDialogs, TreelineWindow } from './treeline-window';

const line = '127.0.0.1:9';

/** What a person fills into a section; the address only so that it can be saved. */
const sections: readonly {
  readonly tells: string;
  readonly section: Section;
  readonly address?: string;
  readonly entries: readonly Entry[];
}[] = [
  {
    tells: 'where a WebSocket broker is, who I am and how the connection behaves',
    section: 'General',
    entries: [
      ['text', 'Name', 'Filled in'],
      ['select', 'Transport', 'ws'],
      ['text', 'Address', '127.0.0.1'],
      ['text', 'Port', '9'],
      ['text', 'WebSocket path', '/bus/mqtt?tenant=7'],
      ['radio', 'Protocol', 'MQTT 5'],
      ['radio', 'Method', 'Username'],
      ['text', 'Username', 'ops'],
      ['text', 'Client ID', 'line-7-{random}'],
      ['switch', 'Reconnect', false],
      ['switch', 'At start', true],
      ['switch', 'Read only', true],
      ['text', 'Connect timeout', '7'],
      ['press', 'Add header'],
      ['text', 'Header name 1', 'X-Tenant'],
      ['text', 'Header value 1', 'leipzig'],
      ['press', 'Add header'],
      ['text', 'Header name 2', 'X-Tenant'],
      ['text', 'Header value 2', 'halle'],
      ['text', 'Folder', 'Plants'],
      ['radio', 'Colour', 'Purple']
    ]
  },
  {
    tells: 'a socket in the file system, MQTT 3.1.1 with its session, and no sign-in',
    section: 'General',
    entries: [
      ['text', 'Name', 'Filled in'],
      ['select', 'Transport', 'unix'],
      ['text', 'Address', '/run/no-such-broker.sock'],
      ['radio', 'Protocol', 'MQTT 3.1.1'],
      ['radio', 'Method', 'None'],
      ['text', 'Client ID', 'always-the-same'],
      ['switch', 'Start', false],
      ['text', 'Keep alive', '17']
    ]
  },
  {
    tells: 'what CONNECT of MQTT 5 asks for',
    section: 'MQTT 5',
    address: `mqtt://${line}`,
    entries: [
      ['switch', 'Start', false],
      ['text', 'Session expiry', '3600'],
      ['text', 'Keep alive', '25'],
      ['text', 'Receive maximum', '20'],
      ['text', 'Maximum packet size', '1048576'],
      ['text', 'Topic alias maximum', '10'],
      ['switch', 'Response information', true],
      ['switch', 'Problem information', false],
      ['press', 'Add property'],
      ['text', 'Property name 1', 'site'],
      ['text', 'Property value 1', 'leipzig'],
      ['press', 'Add property'],
      ['text', 'Property name 2', 'site'],
      ['text', 'Property value 2', 'leipzig']
    ]
  },
  {
    tells: 'my last will with all that MQTT 5 adds',
    section: 'Last will',
    address: `mqtt://${line}`,
    entries: [
      ['switch', 'Last will', true],
      ['text', 'Topic', 'line-7/state'],
      ['text', 'Payload', '{"state":"gone",\n "by":"ä"}'],
      ['radio', 'QoS', '2'],
      ['switch', 'Retain on broker', true],
      ['text', 'Delay', '30'],
      ['text', 'Message expiry', '600'],
      ['text', 'Content type', 'application/json'],
      ['switch', 'Payload format', true],
      ['text', 'Response topic', 'line-7/answers'],
      ['text', 'Correlation data', 'call-17'],
      ['press', 'Add property'],
      ['text', 'Property name 1', 'reason'],
      ['text', 'Property value 1', 'power']
    ]
  },
  {
    tells: 'my filters with every option',
    section: 'Subscriptions',
    address: `mqtt://${line}`,
    entries: [
      ['text', 'Topic filter 1', 'factory/#'],
      ['select', 'QoS of filter 1', '1'],
      ['select', 'Retained messages of filter 1', 'New only'],
      ['select', 'Own messages of filter 1', 'Hide'],
      ['press', 'More about filter 1'],
      ['switch', 'Retain flag of filter 1', true],
      ['text', 'Subscription ID of filter 1', '268435455'],
      ['press', 'Add filter'],
      ['text', 'Topic filter 2', '$share/readers/+/alarms'],
      ['select', 'QoS of filter 2', '2'],
      ['select', 'Retained messages of filter 2', 'Never'],
      ['checkbox', 'Subscribe $share/readers/+/alarms', false],
      ['press', 'Add $SYS/#'],
      ['text', 'Topic filter 3', '$SYS/#'],
      ['checkbox', 'Subscribe $SYS/#', true]
    ]
  },
  {
    tells: 'the proxy on the way',
    section: 'Proxy',
    address: `mqtts://${line}`,
    entries: [
      ['radio', 'Route', 'SOCKS5'],
      ['text', 'Address', 'proxy.example'],
      ['text', 'Proxy port', '1081'],
      ['text', 'Username', 'outbound'],
      ['switch', 'Look up names', false]
    ]
  }
];

for (const { tells, section, address, entries } of sections) {
  test(`${section}: ${tells}: after a restart it stands there as I left it`, async ({ launch }) => {
    const first = await launch();
    const editor = new ConnectionEditor(first.page);
    await editor.openFirst();
    if (address !== undefined) {
      await editor.fill([
        ['text', 'Name', 'Filled in'],
        ['text', 'Address', address]
      ]);
    }
    await editor.goTo(section);
    await editor.fill(entries);
    await editor.shows(entries);
    await editor.save();
    await first.close();

    const { page } = await launch();
    const again = new ConnectionEditor(page);
    await again.openSaved('Filled in');
    await again.goTo(section);
    // What a line keeps to itself is opened; what was added stands there.
    const [more] = entries.filter(([control, label]) => control === 'press' && label.startsWith('More about'));
    if (more) await again.fill([more]);
    await again.shows(entries);
    await expect(page.getByText('Unsaved changes')).toBeHidden();
  });
}

test('each way of signing in is kept as I chose it, with what belongs to it', async ({ launch }) => {
  const methods: readonly (readonly Entry[])[] = [
    [
      ['radio', 'Method', 'Username'],
      ['text', 'Username', 'ops']
    ],
    [['radio', 'Method', 'Client certificate']],
    [
      ['radio', 'Method', 'Enhanced'],
      ['text', 'Authentication method', 'K8S-SAT'],
      ['text', 'Username', 'pod']
    ],
    [['radio', 'Method', 'None']]
  ];
  const first = await launch();
  const editor = new ConnectionEditor(first.page);
  await editor.openFirst();
  for (const [index, entries] of methods.entries()) {
    if (index > 0) await editor.openNew();
    await editor.fill([['text', 'Name', `Method ${index}`], ['text', 'Address', `mqtts://${line}`], ...entries]);
    await editor.save();
  }
  await first.close();

  const { page } = await launch();
  const again = new ConnectionEditor(page);
  for (const [index, entries] of methods.entries()) {
    await again.openSaved(`Method ${index}`);
    await again.shows(entries);
  }
});

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
      ['text', 'Address', `mqtts://${line}`]
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
      ['text', 'Address', `mqtts://${line}`]
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

/** Where a secret is typed, and what stands in its place later. */
async function fillSecrets(editor: ConnectionEditor): Promise<void> {
  await editor.fill([
    ['text', 'Name', 'Filled in'],
    ['text', 'Address', `ws://${line}/mqtt`],
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
