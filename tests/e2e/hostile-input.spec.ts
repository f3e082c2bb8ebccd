import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import type { ElectronApplication, Page } from '@playwright/test';
import { politeAnswer } from '../support/scripted-broker';
import type { RunningTreeline } from '../support/treeline-app';
import { expect, test } from './treeline-test';
import { answerOpenDialogs, TreelineWindow } from './treeline-window';

const image = '<img src=x onerror=document.title="taken">';

test('whatever a broker sends is text: names of objects, empty levels, markup, 65,535 bytes', async ({
  launch,
  startBroker,
  connect
}) => {
  const broker = await startBroker({ protocols: ['mqtt'] });
  const url = `mqtt://127.0.0.1:${broker.port('mqtt')}`;
  const peer = await connect(url);
  const long = `long/${'x'.repeat(65_530)}`;
  for (const topic of ['toString', '__proto__/x', 'a//b', '/', long, image]) {
    await peer.publish(topic, `${image} at ${topic.slice(0, 20)}`, true);
  }
  const { page, cspReports, logs } = await launch();
  const window = new TreelineWindow(page);
  await window.connectTo(url);
  await expect(window.row('toString')).toContainText(image);
  await expect(window.row(image)).toContainText(image);
  await window.row(image).click();
  await expect(window.inspector.getByRole('region', { name: 'Payload' })).toContainText(image);
  await expect(window.inspector.getByRole('heading', { level: 1 })).toHaveText(image);
  await expect(window.row('__proto__').first()).toBeVisible();
  await expect(window.row('long').first()).toBeVisible();

  expect(await page.locator('img').count()).toBe(0);
  expect(await page.title()).not.toContain('taken');
  expect(cspReports).toEqual([]);
  expect(logs.filter((line) => line.includes('[page error]'))).toEqual([]);
});

test('a topic that is no UTF-8 is shown and harms nothing', async ({ launch, startScript }) => {
  const broker = await startScript({
    packet: (packet, connection) => {
      politeAnswer(packet, connection);
      if (packet.cmd !== 'subscribe') return;
      // PUBLISH of MQTT 5, QoS 0, topic "a\xff", no properties, payload "odd"
      connection.send(Uint8Array.from([0x30, 8, 0, 2, 0x61, 0xff, 0, 0x6f, 0x64, 0x64]));
      connection.send({ cmd: 'publish', topic: 'fine', payload: 'still here', qos: 0, dup: false, retain: false });
    }
  });
  const { page, cspReports } = await launch();
  const window = new TreelineWindow(page);
  await window.connectTo(`mqtt://127.0.0.1:${broker.port}`);
  await expect(window.row('fine')).toHaveAccessibleName(/value still here/);
  await expect(window.tree.getByRole('row', { name: /value odd/ })).toBeVisible();
  expect(cspReports).toEqual([]);
});

test('markup, text that runs backwards, what cannot be seen and control characters are shown as what they are, wherever they stand', async ({
  launch,
  startScript
}) => {
  // A right-to-left override, a zero-width space and a bell.
  const hostile = `${image} \u202etxt\u200bzw\u0007end`;
  const shown = `${image} \\u202etxt\\u200bzw␇end`;
  const broker = await startScript({
    packet: (packet, connection) => {
      politeAnswer(packet, connection);
      if (packet.cmd !== 'subscribe') return;
      const properties = {
        contentType: `text/plain ${hostile}`,
        responseTopic: `answer ${hostile}`,
        userProperties: { [`name ${hostile}`]: `value ${hostile}` }
      };
      for (const [topic, payload] of [
        [hostile, hostile],
        ['as-json', JSON.stringify({ [hostile]: hostile })],
        ['as-bytes', Buffer.from([...Buffer.from(hostile), 0xff, 0x00])]
      ] as const)
        connection.send({ cmd: 'publish', topic, payload, qos: 0, dup: false, retain: false, properties });
    }
  });
  const treeline = await launch([`mqtt://127.0.0.1:${broker.port}`]);
  const dialogs = countDialogs(treeline.page);
  const window = new TreelineWindow(treeline.page);
  const { inspector } = window;
  const payload = inspector.getByRole('region', { name: 'Payload' });
  await window.row(shown).click();
  await expect(inspector.getByRole('heading', { level: 1 })).toHaveText(shown);
  await expect(payload).toContainText(shown);
  await expect(window.row(shown)).toContainText('\\u202etxt\\u200bzw');
  await inspector.getByRole('tab', { name: 'Properties' }).click();
  const properties = inspector.getByRole('region', { name: 'MQTT 5 properties' });
  await expect(properties).toContainText(`text/plain ${shown}`);
  await expect(properties).toContainText(`answer ${shown}`);
  const user = inspector.getByRole('region', { name: 'User properties' });
  await expect(user).toContainText(`name ${shown}`);
  await expect(user).toContainText(`value ${shown}`);
  // Hardly a font has its picture: it is drawn by us, also in a long value that is shortened in the middle.
  await expect(user.getByRole('definition').locator('[data-mark="BEL"]')).toHaveCount(1);
  await inspector.getByRole('tab', { name: 'History' }).click();
  await expect(inspector.getByRole('option').first()).toContainText('\\u202etxt\\u200bzw');

  await window.row('as-json').click();
  await inspector.getByRole('tab', { name: 'Message' }).click();
  await expect(payload).toContainText('onerror=document.title=');
  await expect(payload).toContainText('\\u202etxt\\u200bzw');
  await window.row('as-bytes').click();
  await expect(payload).toContainText(/3c 69 6d 67|onerror/);
  const page = await treeline.page.content();
  for (const character of ['\u202e', '\u200b', '\u0007']) expect(page).not.toContain(character);
  expect(await treeline.page.locator('img').count()).toBe(0);
  await harmless(treeline, dialogs);
});

test('charts, comparisons, columns, decoder dialogs and names of files show what is hostile as what it is', async ({
  launch,
  startScript
}, info) => {
  const hostile = `${image}\u202etxt\u200bzw\u0007end`;
  const shown = `${image}\\u202etxt\\u200bzw␇end`;
  const part = '\\u202etxt\\u200bzw';
  const broker = await startScript({
    packet: (packet, connection) => {
      politeAnswer(packet, connection);
      if (packet.cmd !== 'subscribe') return;
      for (const value of [21.5, 22.5])
        connection.send({
          cmd: 'publish',
          topic: `top/${hostile}`,
          payload: JSON.stringify({ [hostile]: value, state: `${hostile} ${value}`, unit: hostile.slice(0, 8) }),
          qos: 0,
          dup: false,
          retain: false
        });
    }
  });
  const treeline = await launch([`mqtt://127.0.0.1:${broker.port}`]);
  const { app, page } = treeline;
  const dialogs = countDialogs(page);
  const window = new TreelineWindow(page);
  const { inspector } = window;
  const clean = async (): Promise<void> => {
    const content = await page.content();
    for (const character of ['\u202e', '\u200b', '\u0007']) expect(content).not.toContain(character);
    expect(await page.locator('img').count()).toBe(0);
  };
  await window.select('top', shown);
  await expect(inspector.getByRole('heading', { level: 1 })).toHaveText(shown);
  await expect(inspector.getByRole('region', { name: 'Numbers in this message' })).toContainText(part);

  await inspector.getByRole('tab', { name: 'Chart' }).click();
  await expect(inspector.getByRole('checkbox', { name: /^Show / }).first()).toBeChecked();
  await expect(inspector.getByRole('checkbox', { name: new RegExp(escaped(part)) })).toBeVisible();
  const plot = inspector.getByRole('slider', { name: /^Chart of / });
  await expect(plot).toHaveAccessibleName(/22\.5/);
  await plot.hover();
  await plot.press('End');
  await clean();
  const suggested = await rememberSuggestedNames(app, info.outputPath('saved'));
  for (const kind of ['Save all points as CSV…', 'Save as PNG…']) {
    await inspector.getByRole('button', { name: 'Save as PNG or CSV' }).click();
    await page.getByRole('menuitem', { name: kind }).click();
    await expect.poll(suggested).toHaveLength(kind.includes('CSV') ? 1 : 2);
  }

  await inspector.getByRole('tab', { name: 'History' }).click();
  const comparison = inspector.getByRole('region', { name: 'Comparison' }).last();
  await expect(comparison).toContainText(part);
  await inspector.getByRole('button', { name: 'Columns…' }).click();
  await page
    .getByRole('menuitemcheckbox', { name: new RegExp(escaped(part)) })
    .first()
    .click();
  await expect(
    inspector.getByRole('button', { name: new RegExp(`^Remove the column .*${escaped(part)}`) })
  ).toBeVisible();
  await clean();
  await inspector.getByRole('button', { name: 'Export history' }).click();
  await page.getByRole('menuitem', { name: 'Export as CSV…' }).click();
  await expect.poll(suggested).toHaveLength(3);

  await inspector.getByRole('tab', { name: 'Message' }).click();
  await inspector.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: /^Save payload/ }).click();
  await expect.poll(suggested).toHaveLength(4);
  for (const name of await suggested()) {
    expect(path.basename(name)).toMatch(/^[\p{L}\p{N}._-]+\.(csv|json|png)$/u);
  }

  const file = info.outputPath('odd \u202eotorp.proto');
  writeFileSync(file, `syntax = "proto3"; message A { double ${hostile} = 1; } import "${hostile}";`);
  await answerOpenDialogs(app, [file]);
  const decoder = inspector.getByRole('button', { name: /^Decoder: / });
  await decoder.click();
  await page.getByRole('menuitem', { name: 'For more topics…' }).click();
  const reading = page.getByRole('dialog', { name: 'Read topics as' });
  await expect(reading.getByRole('button', { name: 'All below: top/#' })).toBeVisible();
  await clean();
  await reading.getByRole('combobox', { name: 'Decoder: Automatic' }).click();
  await page.getByRole('option', { name: 'Text', exact: true }).click();
  await reading.getByRole('button', { name: 'Use decoder' }).click();
  await expect(decoder).toHaveAccessibleName(`Decoder: Text, chosen for top/${shown}`);
  await decoder.click();
  await page.getByRole('menuitem', { name: 'Rules…' }).click();
  const rules = page.getByRole('dialog', { name: 'Decoder rules' });
  await rules.getByRole('button', { name: 'Add schema files…' }).click();
  await expect(rules.getByText('odd \\u202eotorp.proto', { exact: true })).toBeVisible();
  await expect(rules.getByText(/^Schema not readable/)).toBeVisible();
  await clean();
  await rules.getByRole('button', { name: 'Cancel' }).click();
  await harmless(treeline, dialogs);
});

test('payloads made to burst or to run are drawn, read as text or refused with a sentence, and the app goes on answering', async ({
  launch,
  startBroker,
  connect
}) => {
  const broker = await startBroker({ protocols: ['mqtt'] });
  const url = `mqtt://127.0.0.1:${broker.port('mqtt')}`;
  const peer = await connect(url);
  const treeline = await launch([url]);
  const { page } = treeline;
  const dialogs = countDialogs(page);
  const window = new TreelineWindow(page);
  const { inspector } = window;
  const payload = inspector.getByRole('region', { name: 'Payload' });
  await window.listens();

  const script = 'document.title="taken";alert(1)';
  await peer.publish(
    'a-drawing',
    `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20" onload='${script}'><script>${script}</script><rect width="40" height="20" fill="red"/></svg>`
  );
  await window.row('a-drawing').click();
  await expect(inspector.getByRole('img', { name: /40 × 20 px/ })).toBeVisible();

  const entities = Array.from({ length: 10 }, (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`).join('');
  await peer.publish('b-entities', `<!DOCTYPE l [<!ENTITY l0 "lol">${entities}]><l>&l10;</l>`);
  await window.row('b-entities').click();
  await expect(payload).toContainText('&l10;');

  const levels = 1_000_000;
  await peer.publish('c-levels', `${'['.repeat(levels)}${']'.repeat(levels)}`);
  await window.row('c-levels').click();
  await expect(inspector.getByText('Showing the first 256 KB of 2 MB')).toBeVisible();
  await inspector.getByRole('button', { name: 'Show all 2 MB' }).click();
  await expect(inspector.getByText(/^Showing the first/)).toBeHidden();
  await expect(payload).toContainText('[');

  // Members in a row, packed once more: a few KB that unpack to 1 GiB.
  const member = gzipSync(Buffer.alloc(128 * 1_024 * 1_024));
  const bomb = gzipSync(Buffer.concat(Array.from({ length: 8 }, () => member)));
  expect(bomb.length).toBeLessThan(20_000);
  await peer.publish('d-bomb', bomb);
  await window.row('d-bomb').click();
  await expect(inspector.getByText('Decoded it would be larger than 64 MB.')).toBeVisible();

  await peer.publish('e-fine', '{"value":61.7}');
  await window.row('e-fine').click();
  await expect(payload).toContainText('"value": 61.7');
  await window.listens();
  await harmless(treeline, dialogs);
});

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** Answers the system's save dialog with this file, and remembers the names it was asked with. */
async function rememberSuggestedNames(app: ElectronApplication, file: string): Promise<() => Promise<string[]>> {
  const names = await app.evaluateHandle(({ dialog }, path) => {
    const asked: string[] = [];
    dialog.showSaveDialog = async (...given: unknown[]) => {
      const options = given.at(-1) as { defaultPath?: string };
      asked.push(options.defaultPath ?? '');
      return { canceled: false, filePath: path };
    };
    return asked;
  }, file);
  return () => names.jsonValue();
}

function countDialogs(page: Page): () => number {
  let dialogs = 0;
  page.on('dialog', (dialog) => {
    dialogs += 1;
    void dialog.dismiss();
  });
  return () => dialogs;
}

/** Nothing that came ran. */
async function harmless({ page, cspReports, logs }: RunningTreeline, dialogs: () => number): Promise<void> {
  expect(await page.title()).not.toContain('taken');
  expect(dialogs()).toBe(0);
  expect(cspReports).toEqual([]);
  expect(logs.filter((line) => line.includes('[page error]'))).toEqual([]);
}
