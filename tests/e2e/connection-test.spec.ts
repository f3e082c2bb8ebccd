import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startAedes, type AedesBroker } from '../support/aedes-broker';
import { freePort } from '../support/free-port';
import { startSilentServer, type SilentServer } from '../support/silent-server';
import { ConnectionEditor } from './connection-editor';
import { expect, test as base } from './treeline-test';
import { TreelineWindow } from './treeline-window';

const test = base.extend<{ silent: SilentServer; webServer: number; aedes: AedesBroker }>({
  silent: async ({}, use) => {
    const server = await startSilentServer();
    await use(server);
    await server.dispose();
  },
  /** The port of a web server that knows nothing of MQTT. */
  webServer: async ({}, use) => {
    const server: Server = createServer((_request, response) => response.end('hello'));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    await use((server.address() as AddressInfo).port);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  },
  /** MQTT over WebSocket, behind a web server as most brokers are. */
  aedes: async ({}, use) => {
    const broker = await startAedes({ protocols: ['ws'] });
    await use(broker);
    await broker.dispose();
  }
});

test('the test stops where a name is not found', async ({ launch }) => {
  const editor = new ConnectionEditor((await launch()).page);
  await editor.openFirst();
  await editor.address.fill('mqtt://no-such-broker.invalid');
  await editor.startTest();
  await editor.stopsAt('1 of 4: address', 'No address found for no-such-broker.invalid');
  await editor.test.getByRole('button', { name: 'Edit address' }).click();
  await expect(editor.address).toBeFocused();
});

test('the test stops where nothing listens', async ({ launch }) => {
  const port = await freePort();
  const editor = new ConnectionEditor((await launch()).page);
  await editor.openFirst();
  await editor.address.fill(`mqtt://127.0.0.1:${port}`);
  await editor.startTest();
  await editor.stopsAt('2 of 4: TCP', `Nothing is listening on port ${port}`);
  await expect(editor.test.getByRole('button', { name: 'Use port 1883' })).toBeVisible();
});

test('the test stops at the sign-in of a port that takes connections and says nothing, and I can end it before', async ({
  launch,
  silent
}) => {
  const editor = new ConnectionEditor((await launch()).page);
  await editor.openFirst();
  await editor.fill([
    ['text', 'Address', `mqtt://127.0.0.1:${silent.port}`],
    ['text', 'Connect timeout', '60']
  ]);
  await editor.startTest();
  await expect(editor.test.getByText('Step 3 of 4: sign-in')).toBeVisible();
  await editor.test.getByRole('button', { name: 'Cancel test' }).click();
  await expect(editor.test.getByText('Test cancelled')).toBeVisible();
  await expect.poll(() => silent.open()).toBe(0);

  await editor.fill([['text', 'Connect timeout', '1']]);
  await editor.startTest();
  await editor.stopsAt('3 of 4: sign-in', '127.0.0.1 took the connection but does not speak MQTT');
});

test('the test says so where a web server answers', async ({ launch, webServer }) => {
  const editor = new ConnectionEditor((await launch()).page);
  await editor.openFirst();
  await editor.address.fill(`mqtt://127.0.0.1:${webServer}`);
  await editor.startTest();
  await editor.stopsAt('3 of 4: sign-in', `Port ${webServer} answers HTTP, not MQTT`);
});

test('a broker behind a web server: one button changes to WebSocket, and the test passes', async ({
  launch,
  aedes
}) => {
  const { page } = await launch();
  const editor = new ConnectionEditor(page);
  await editor.openFirst();
  await editor.address.fill(`mqtt://127.0.0.1:${aedes.port('ws')}`);
  await editor.startTest();
  await editor.stopsAt('3 of 4: sign-in', `Port ${aedes.port('ws')} answers HTTP, not MQTT`);
  await editor.test.getByRole('button', { name: 'Use ws://' }).click();
  await editor.passes(5);
  await editor.shows([
    ['select', 'Transport', 'ws'],
    ['text', 'Port', String(aedes.port('ws'))],
    ['text', 'WebSocket path', '/mqtt']
  ]);
  await expect(editor.test.getByText('MQTT 3.1.1, the broker does not take 5')).toBeVisible();
  await editor.saveAndConnect();
  await expect(new TreelineWindow(page).status.getByText('Live')).toBeVisible();
});

test('the test stops at a wrong password; the right one is tried before it is saved; a saved one is used later', async ({
  launch,
  startBroker
}) => {
  const broker = await startBroker({ protocols: ['mqtt'], users: { ops: 'right password' } });
  const { page } = await launch();
  const editor = new ConnectionEditor(page);
  await editor.openFirst();
  await editor.fill([
    ['text', 'Name', 'Guarded'],
    ['text', 'Address', `mqtt://127.0.0.1:${broker.port('mqtt')}`],
    ['text', 'Username', 'ops'],
    ['text', 'Password', 'wrong password']
  ]);
  await editor.startTest();
  await editor.stopsAt('3 of 4: sign-in', 'The broker does not let you in');
  await editor.test.getByRole('button', { name: 'Edit sign-in' }).click();
  await expect(editor.field('Username')).toBeFocused();
  await editor.field('Password').fill('right password');
  await editor.startTest();
  await editor.passes(4);
  await expect(page.getByText('Unsaved changes')).toBeVisible();
  await editor.save();

  await editor.openSaved('Guarded');
  await editor.fill([['text', 'Client ID', 'another-one']]);
  await expect(editor.field('Password')).toHaveValue('');
  await editor.startTest();
  await editor.passes(4);
  expect(await editor.everythingShown()).not.toContain('right password');
});

test('before a saved password is tried at another address I am asked by Treeline itself', async ({
  launch,
  startBroker
}) => {
  const users = { ops: 'right password' };
  const [broker, other] = await Promise.all([
    startBroker({ protocols: ['mqtt'], users }),
    startBroker({ protocols: ['mqtt'], users })
  ]);
  const { app, page } = await launch();
  const asked = await app.evaluateHandle(({ dialog }) => {
    const asked: { message: string; buttons: readonly string[] }[] = [];
    const answers = ['Cancel', 'Send it there'];
    dialog.showMessageBox = (async (...given: unknown[]) => {
      const { message, buttons = [] } = given.at(-1) as { message: string; buttons?: string[] };
      asked.push({ message, buttons });
      return { response: buttons.indexOf(answers.shift() ?? 'Cancel'), checkboxChecked: false };
    }) as typeof dialog.showMessageBox;
    return asked;
  });
  const editor = new ConnectionEditor(page);
  await editor.openFirst();
  await editor.fill([
    ['text', 'Name', 'Guarded'],
    ['text', 'Address', `mqtt://127.0.0.1:${broker.port('mqtt')}`],
    ['text', 'Username', 'ops'],
    ['text', 'Password', 'right password']
  ]);
  await editor.save();
  await editor.openSaved('Guarded');
  await editor.fill([['text', 'Port', String(other.port('mqtt'))]]);
  await editor.startTest();
  await expect(editor.test.getByText('The test could not start')).toBeVisible();
  await editor.startTest();
  await editor.passes(4);
  const message = `Send the saved password to mqtt://127.0.0.1:${other.port('mqtt')}?`;
  expect((await asked.jsonValue()).map((each) => each.message)).toEqual([message, message]);
});

test('the test stops at a filter I may not read, and passes once I ask for one I may', async ({
  launch,
  startBroker
}) => {
  const broker = await startBroker({ protocols: ['mqtt'], users: { ops: 'right password' }, mayRead: ['open/#'] });
  const { page } = await launch();
  const editor = new ConnectionEditor(page);
  await editor.openFirst();
  await editor.address.fill(`mqtt://ops:right%20password@127.0.0.1:${broker.port('mqtt')}`);
  await editor.startTest();
  await editor.stopsAt('4 of 4: filters', 'You’re not allowed to read #');
  await expect(editor.test.getByText('0 of 1 granted')).toBeVisible();
  await editor.test.getByRole('button', { name: 'Edit subscriptions' }).click();
  const filter = editor.field('Topic filter 1');
  await expect(filter).toBeFocused();
  await filter.fill('open/#');
  await editor.startTest();
  await editor.passes(4);
  await expect(editor.test.getByText('1 of 1 granted')).toBeVisible();
});

test('a test leaves nothing behind: it has a client ID of its own, sets no last will, says goodbye and adds no connection', async ({
  launch,
  startBroker
}) => {
  const broker = await startBroker({ protocols: ['mqtt'], config: ['log_type all'] });
  const { page } = await launch();
  const editor = new ConnectionEditor(page);
  await editor.openFirst();
  await editor.fill([
    ['text', 'Address', `mqtt://127.0.0.1:${broker.port('mqtt')}`],
    ['text', 'Client ID', 'mine-alone']
  ]);
  await editor.goTo('Last will');
  await editor.fill([
    ['switch', 'Last will', true],
    ['text', 'Topic', 'mine/gone']
  ]);
  await editor.startTest();
  await editor.passes(4);
  await expect.poll(() => broker.log()).toMatch(/Client treeline-test-\S+ disconnected/);
  expect(broker.log()).not.toContain('mine-alone');
  expect(broker.log()).not.toContain('mine/gone');
  await expect(page.getByText('Saved brokers appear here.')).toBeVisible();
});

test('a connect that failed shows the same steps, without a test', async ({ launch, webServer }) => {
  const { page } = await launch();
  const window = new TreelineWindow(page);
  const editor = new ConnectionEditor(page);
  await window.connectTo(`mqtt://127.0.0.1:${webServer}`);
  await expect(page.getByRole('alert')).toContainText(`Port ${webServer} answers HTTP, not MQTT`);
  await page.getByRole('button', { name: 'Show steps' }).click();
  // A connect asks for the filters once it is up, so that this is its last step.
  await editor.stopsAt('3 of 3: sign-in', `Port ${webServer} answers HTTP, not MQTT`);
  await expect(editor.test.getByRole('listitem').filter({ hasText: 'Open TCP connection' })).toContainText('passed');
  await expect(editor.test.getByRole('button', { name: 'Use ws://' })).toBeVisible();
  await expect(editor.address).toBeVisible();
});

test('the report I copy tells steps, cause and code, and no password', async ({ launch, startBroker }) => {
  const broker = await startBroker({ protocols: ['mqtt'], users: { ops: 'right password' } });
  const { app, page } = await launch();
  const copied = await app.evaluateHandle(({ clipboard }) => {
    const copied: string[] = [];
    // The clipboard of the display is shared with whatever else runs there.
    clipboard.writeText = async (text) => void copied.push(text);
    return copied;
  });
  const editor = new ConnectionEditor(page);
  await editor.openFirst();
  await editor.address.fill(`mqtt://canary-user:canary-password@127.0.0.1:${broker.port('mqtt')}`);
  await editor.startTest();
  await editor.stopsAt('3 of 4: sign-in', 'The broker does not let you in');
  await editor.test.getByRole('button', { name: 'Copy report' }).click();
  await expect(editor.test.getByRole('button', { name: 'Report copied' })).toBeVisible();
  const [report = ''] = await copied.jsonValue();
  expect(report).toContain(`Address: mqtt://127.0.0.1:${broker.port('mqtt')}`);
  expect(report).toMatch(/^2\. Open TCP connection: passed in /m);
  expect(report).toMatch(/^3\. Sign in \(CONNACK\): failed after /m);
  expect(report).toContain('The broker does not let you in');
  expect(report).toMatch(/Code: not-authorised/);
  expect(report).not.toContain('canary');
});
