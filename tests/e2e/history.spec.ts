import { readFile } from 'node:fs/promises';
import type { Mosquitto } from '../support/mosquitto';
import type { BrokerPeer } from './broker-peer';
import { expect, test } from './treeline-test';
import { answerSaveDialog, TreelineWindow } from './treeline-window';

let broker: Mosquitto;
let peer: BrokerPeer;
let url: string;

test.beforeEach(async ({ startBroker, connect }) => {
  broker = await startBroker({ protocols: ['mqtt'] });
  url = `mqtt://127.0.0.1:${broker.port('mqtt')}`;
  peer = await connect(url, { protocolVersion: 5 });
});

test('I see only changes, find messages by a word, and turn a field into a column', async ({ launch }) => {
  const { page } = await launch([url]);
  const window = new TreelineWindow(page);
  const { inspector } = window;
  await expect(window.status.getByText('Live')).toBeVisible();
  for (const state of ['open', 'open', 'open', 'shut', 'shut']) await peer.publish('valve', state);
  for (const kg of [4, 5.5]) await peer.publish('robot', `{"tool":"gripper","load":{"kg":${kg}}}`);
  await window.row('valve').click();
  await inspector.getByRole('tab', { name: 'History' }).click();
  const rows = inspector.getByRole('listbox', { name: 'History' }).getByRole('option');
  await expect(rows).toHaveCount(5);
  await inspector.getByRole('checkbox', { name: 'Changes only' }).check();
  await expect(rows).toHaveText([/shut\s*×2/, /open\s*×3/]);
  await peer.publish('valve', 'shut');
  await expect(rows).toHaveText([/shut\s*×3/, /open\s*×3/]);
  await inspector.getByRole('checkbox', { name: 'Changes only' }).uncheck();
  await inspector.getByRole('textbox', { name: 'Filter history' }).fill('OPEN');
  await expect(rows).toHaveText([/open/, /open/, /open/]);
  await expect(inspector.getByText('3 of 6')).toBeVisible();
  await inspector.getByRole('textbox', { name: 'Filter history' }).press('Escape');
  await expect(rows).toHaveCount(6);

  await window.row('robot').click();
  await expect(rows).toHaveCount(2);
  await inspector.getByRole('button', { name: 'Columns…' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'load.kg' }).click();
  await expect(inspector.getByRole('button', { name: 'Remove the column load.kg' })).toBeVisible();
  await expect(rows).toHaveText([/5\.5\s*\d+ B$/, /[^.]4\s*\d+ B$/]);
  await expect(rows.first()).not.toContainText('gripper');
  await inspector.getByRole('button', { name: 'Remove the column load.kg' }).click();
  await expect(rows.first()).toContainText('gripper');
});

test('I compare any two messages with Space and the arrows, side by side, without the time stamp', async ({
  launch
}) => {
  const { page } = await launch([url]);
  const window = new TreelineWindow(page);
  const { inspector } = window;
  await expect(window.status.getByText('Live')).toBeVisible();
  for (const [state, parts, ts] of [
    ['idle', 7, 1_767_225_600_000],
    ['run', 7, 1_767_225_601_000],
    ['run', 8, 1_767_225_602_000]
  ] as const)
    await peer.publish('robot', JSON.stringify({ state, parts, ts }));
  await window.row('robot').click();
  await inspector.getByRole('tab', { name: 'History' }).click();
  const list = inspector.getByRole('listbox', { name: 'History' });
  await expect(list.getByRole('option')).toHaveCount(3);
  const lines = inspector.getByRole('region', { name: 'Comparison' }).last();
  await expect(inspector.getByText('2 fields')).toBeVisible();
  await expect(lines).toContainText('"parts": 8');
  await expect(lines).toContainText('"parts": 7');

  await list.focus();
  await page.keyboard.press('End');
  await page.keyboard.press('Space');
  await expect(list.getByRole('option').nth(2)).toHaveText(/^[AB]/);
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  await expect(list.getByRole('option', { selected: true })).toHaveText(/^B/);
  await expect(list.getByRole('option').nth(0)).toHaveAttribute('aria-selected', 'true');
  await expect(list.getByRole('option').nth(2)).toHaveText(/^A/);
  await expect(inspector.getByText('3 fields')).toBeVisible();
  await expect(lines).toContainText('"state": "idle"');
  await expect(lines).toContainText('"state": "run"');

  await inspector.getByRole('button', { name: 'Ignore ts' }).click();
  await expect(inspector.getByText('2 fields')).toBeVisible();
  await inspector.getByRole('radio', { name: 'Split' }).click();
  await expect(lines.locator('.ln').filter({ hasText: 'idle' })).toHaveText(/"state": "idle",?[^]*"state": "run"/);
  await inspector.getByRole('button', { name: 'Compare with the message before B again' }).click();
  await expect(inspector.getByText('1 field', { exact: true })).toBeVisible();
  await expect(lines).not.toContainText('idle');
});

test('a whole branch is one list by time, with the topic of each message', async ({ launch }) => {
  const { page } = await launch([url]);
  const window = new TreelineWindow(page);
  const { inspector } = window;
  await expect(window.status.getByText('Live')).toBeVisible();
  for (const [topic, value] of [
    ['line-1/press', 'one'],
    ['line-1/oven/zone', 'two'],
    ['line-1/press', 'three']
  ] as const)
    await peer.publish(topic, value);
  await window.select('line-1');
  await inspector.getByRole('tab', { name: 'History' }).click();
  const rows = inspector.getByRole('listbox', { name: 'History' }).getByRole('option');
  await expect(rows).toHaveText([/press\s*three/, /oven\/zone\s*two/, /press\s*one/]);
  await peer.publish('line-1/oven/zone', 'four');
  await expect(rows).toHaveText([/oven\/zone\s*four/, /press\s*three/, /oven\/zone\s*two/, /press\s*one/]);
});

test('I save a history as JSON lines and a column of it as CSV', async ({ launch }, info) => {
  const { app, page } = await launch([url]);
  const window = new TreelineWindow(page);
  const { inspector } = window;
  await expect(window.status.getByText('Live')).toBeVisible();
  const payloads = ['{"kg":4,"tool":"a, \\"b\\""}', '{"kg":5.5,"tool":"=1+1"}'];
  for (const payload of payloads) await peer.publish('robot', payload, false, { userProperties: { by: 'cell' } });
  await window.row('robot').click();
  await inspector.getByRole('tab', { name: 'History' }).click();
  await expect(inspector.getByRole('listbox', { name: 'History' }).getByRole('option')).toHaveCount(2);

  const lines = info.outputPath('robot.jsonl');
  await answerSaveDialog(app, lines);
  await inspector.getByRole('button', { name: 'Export history' }).click();
  await page.getByRole('menuitem', { name: 'Export as JSON lines…' }).click();
  await expect(inspector.getByText(`to ${lines}`)).toBeVisible();
  const messages = (await readFile(lines, 'utf8'))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(messages.map(({ payload }) => payload)).toEqual(payloads);
  for (const message of messages)
    expect(message).toMatchObject({ topic: 'robot', qos: 0, properties: { userProperties: [['by', 'cell']] } });

  await inspector.getByRole('button', { name: 'Columns…' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'tool' }).click();
  await expect(inspector.getByRole('button', { name: 'Remove the column tool' })).toBeVisible();
  const table = info.outputPath('robot.csv');
  await answerSaveDialog(app, table);
  await inspector.getByRole('button', { name: 'Export history' }).click();
  await page.getByRole('menuitem', { name: 'Export as CSV…' }).click();
  await expect(inspector.getByText(`to ${table}`)).toBeVisible();
  const [head, ...cells] = (await readFile(table, 'utf8')).trimEnd().split('\r\n');
  expect(head).toBe('time,epoch_ms,topic,qos,retain,duplicate,size_bytes,repeats,tool');
  expect(cells).toEqual([
    expect.stringMatching(/,robot,0,false,false,26,1,"a, ""b"""$/),
    expect.stringMatching(/,robot,0,false,false,24,1,'=1\+1$/)
  ]);
});

test('I pick single messages with Ctrl, by mouse and keyboard, and save just those', async ({ launch }, info) => {
  const { app, page } = await launch([url]);
  const window = new TreelineWindow(page);
  const { inspector } = window;
  await expect(window.status.getByText('Live')).toBeVisible();
  for (const state of ['one', 'two', 'three', 'four', 'five', 'six']) await peer.publish('valve', state);
  await window.row('valve').click();
  await inspector.getByRole('tab', { name: 'History' }).click();
  const list = inspector.getByRole('listbox', { name: 'History' });
  const rows = list.getByRole('option');
  const selected = list.getByRole('option', { selected: true });
  await expect(rows).toHaveCount(6);
  await expect(list).toHaveAttribute('aria-multiselectable', 'true');
  await rows.nth(1).click();
  await expect(selected).toHaveText([/five/]);
  await rows.nth(3).click({ modifiers: ['Control'] });
  await rows.nth(5).click({ modifiers: ['Control', 'Shift'] });
  await rows.nth(4).click({ modifiers: ['Control'] });
  await expect(selected).toHaveText([/five/, /three/, /one/]);
  await page.keyboard.press('Control+ArrowUp');
  await page.keyboard.press('Control+ArrowUp');
  await expect(selected).toHaveText([/five/, /three/, /one/]);
  await page.keyboard.press('Control+Space');
  await expect(selected).toHaveText([/five/, /four/, /three/, /one/]);

  const file = info.outputPath('valve.jsonl');
  await answerSaveDialog(app, file);
  await inspector.getByRole('button', { name: 'Export history' }).click();
  await page.getByRole('menuitem', { name: 'Selected (4 messages)' }).hover();
  await page.getByRole('menuitem', { name: 'JSON lines…' }).click();
  await expect(inspector.getByText(`to ${file}`)).toBeVisible();
  const payloads = (await readFile(file, 'utf8')).match(/(?<="payload":")\w+/g);
  expect(payloads).toEqual(['one', 'three', 'four', 'five']);
  await rows.nth(0).click();
  await expect(selected).toHaveText([/six/]);
});

test('what the filter found is marked, and I get the file also when I look elsewhere while I am asked where to', async ({
  launch
}, info) => {
  const { app, page } = await launch([url]);
  const window = new TreelineWindow(page);
  const { inspector } = window;
  await expect(window.status.getByText('Live')).toBeVisible();
  for (const status of ['ok', 'warning', 'ok', '<i>warn</i>'])
    await peer.publish('robot', JSON.stringify({ value: 1, unit: 'mm', status }));
  await window.row('robot').click();
  await inspector.getByRole('tab', { name: 'History' }).click();
  const rows = inspector.getByRole('listbox', { name: 'History' }).getByRole('option');
  await expect(rows).toHaveCount(4);
  await inspector.getByRole('textbox', { name: 'Filter history' }).fill('WARN');
  await expect(rows).toHaveText([/status\s*<i>warn<\/i>\s*value/, /status\s*warning\s*value/]);
  await expect(rows.locator('mark')).toHaveText(['warn', 'warn']);
  // A is the message before B, though the filter does not show it.
  await expect(inspector.getByTitle('The message before B in its topic, listed or not')).toHaveText('A');
  await expect(inspector.getByRole('region', { name: 'Comparison' }).last()).toContainText('"status": "ok"');

  const file = info.outputPath('robot.csv');
  await app.evaluate(({ dialog }, path) => {
    const asked = new Promise<void>((resolve) => Object.assign(globalThis, { chooseTheFile: resolve }));
    dialog.showSaveDialog = () => asked.then(() => ({ canceled: false, filePath: path }));
  }, file);
  await inspector.getByRole('button', { name: 'Export history' }).click();
  await page.getByRole('menuitem', { name: 'Export as CSV…' }).click();
  await inspector.getByRole('tab', { name: 'Properties' }).click();
  await expect(rows).toHaveCount(0);
  await app.evaluate(() => (globalThis as unknown as { chooseTheFile: () => void }).chooseTheFile());
  await inspector.getByRole('tab', { name: 'History' }).click();
  await expect(inspector.getByText(`to ${file}`)).toBeVisible();
  expect((await readFile(file, 'utf8')).trimEnd().split('\r\n')).toHaveLength(3);
});

test('where the connection was down, the list says so between two messages', async ({ launch, connect }) => {
  await peer.publish('pump', 'before', true);
  const { page } = await launch([url]);
  const window = new TreelineWindow(page);
  const { inspector } = window;
  await expect(window.row('pump')).toHaveAccessibleName(/value before/);
  await broker.stop();
  await expect(window.status.getByText('Reconnecting')).toBeVisible();
  await broker.start();
  await expect(window.status.getByText('Live')).toBeVisible({ timeout: 20_000 });
  const after = await connect(url);
  await after.publish('pump', 'after');
  await window.row('pump').click();
  await inspector.getByRole('tab', { name: 'History' }).click();
  const rows = inspector.getByRole('listbox', { name: 'History' }).getByRole('option');
  await expect(rows).toHaveText([/after[^]*Not connected \d\d:\d\d:\d\d – \d\d:\d\d:\d\d/, /before/]);
  await expect(inspector.getByText(/^Not connected \d\d:\d\d:\d\d/).last()).toBeVisible();
});

test('a screen reader is told of the row I look at, also where I scrolled away from it', async ({ launch }) => {
  const { page } = await launch([url]);
  const window = new TreelineWindow(page);
  const { inspector } = window;
  await expect(window.status.getByText('Live')).toBeVisible();
  for (let n = 0; n < 150; n += 1) await peer.publish('meter', `reading ${n}`);
  await window.row('meter').click();
  await inspector.getByRole('tab', { name: 'History' }).click();
  const list = inspector.getByRole('listbox', { name: 'History' });
  await list.getByRole('option').nth(2).click();
  const told = () =>
    list.evaluate((element) => {
      const row = document.getElementById(element.getAttribute('aria-activedescendant') ?? '');
      return row && [row.textContent?.includes('reading 147'), row.getAttribute('aria-selected')];
    });
  await expect.poll(told).toEqual([true, 'true']);
  await list.evaluate((element) => (element.scrollTop = element.scrollHeight));
  await expect(list).toContainText('reading 0');
  expect(await told()).toEqual([true, 'true']);
  await expect(list.getByText('reading 147')).not.toBeInViewport();
});
