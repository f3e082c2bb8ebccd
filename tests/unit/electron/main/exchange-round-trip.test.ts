import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ControlMessage } from '#contract/engine-control';
import { makeCertificates, type Certificates } from '../../../support/certificates';
import { waitUntil } from '../../../support/wait-until';
import { bytesOf, mqttxConnection } from '../exchange/example-files';
import { temporaryFolder } from '../storage/temporary-folder';
import { answerOf, draft, shell } from './shell-example';

type Shell = Awaited<ReturnType<typeof shell>>;

let made: Certificates;
beforeAll(() => {
  made = makeCertificates();
});
afterAll(() => made.dispose());

async function importAll(main: Shell, file: string, passphrase: string | null = null) {
  main.seen.import = file;
  const opened = await answerOf(main, 'openImport', { sourceId: null });
  if (!opened) throw new Error('nothing opened');
  const { ticket } = opened;
  const preview = passphrase === null ? opened : await answerOf(main, 'unlockImport', { ticket, passphrase });
  const items = preview.items.map(({ id }) => id);
  return answerOf(main, 'runImport', { ticket, items, readFiles: true });
}

function exportOfMqttx(): string {
  const file = path.join(temporaryFolder(), 'mqttx.json');
  const files = { ca: made.caFile, cert: made.client.certificateFile, key: made.client.keyFile };
  writeFileSync(file, bytesOf([mqttxConnection(files)]));
  return file;
}

describe('imports and exports, as a page asks for them', () => {
  it('bring passwords and keys into the key store, certificates into the profile', async () => {
    const folder = temporaryFolder();
    const main = await shell(folder);
    expect(await importAll(main, exportOfMqttx())).toEqual({ added: 1, updated: 0, problems: [] });
    const [profile] = main.profiles.all();
    expect(profile).toMatchObject({
      name: 'Line 7',
      secrets: ['password', 'authentication-data', 'key'],
      files: { ca: { subject: 'Test authority' }, certificate: { subject: 'line-7' }, key: { fileName: 'client.key' } }
    });
    for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      if (!name.endsWith('.json')) continue;
      const stored = readFileSync(path.join(folder, name), 'utf8');
      expect(stored).not.toContain('canary');
      expect(stored).not.toContain('PRIVATE KEY');
    }
    expect(await importAll(main, exportOfMqttx())).toEqual({ added: 0, updated: 1, problems: [] });
    expect(main.profiles.all()).toHaveLength(1);
  });

  it('tell the windows once of all that came', async () => {
    const main = await shell();
    const file = path.join(temporaryFolder(), 'three.json');
    writeFileSync(file, bytesOf(['a', 'b', 'c'].map((id) => mqttxConnection({ id, clientId: id }))));
    expect(await importAll(main, file)).toMatchObject({ added: 3 });
    const told = main.events.flatMap((event) => (event.kind === 'profiles' ? [event.profiles.length] : []));
    expect(told).toEqual([3]);
  });

  it('carry a connection whole to another computer, under a passphrase', { timeout: 60_000 }, async () => {
    const main = await shell();
    await importAll(main, exportOfMqttx());
    const profileIds = main.profiles.all().map(({ id }) => id);
    main.seen.savePath = path.join(temporaryFolder(), 'connections.json');
    expect(await answerOf(main, 'exportProfiles', { profileIds, passphrase: 'open sesame' })).toMatchObject({
      profiles: 1
    });
    const other = await shell();
    const outcome = await importAll(other, main.seen.savePath, 'open sesame');
    expect(outcome).toEqual({ added: 1, updated: 0, problems: [] });
    const whole = (one: Shell) => {
      const { id, ...rest } = one.profiles.all()[0] ?? { id: '' };
      const taken = one.transfers.takeOut(id, true);
      return { ...rest, secrets: taken.ok && new Map(taken.value.secrets), files: taken.ok && taken.value.files };
    };
    expect(whole(other)).toEqual(whole(main));
    // at home it is known again
    expect(await importAll(main, main.seen.savePath, 'open sesame')).toMatchObject({ added: 0, updated: 1 });
  });

  describe('with decoder rules', () => {
    const rule = { filter: 'robots/#', decoder: 'protobuf', messageType: 'plant.Robot' } as const;
    const proto = 'syntax = "proto3"; package plant; message Robot { double value = 1; }';

    async function withRules() {
      const main = await shell();
      const { id } = await answerOf(main, 'saveProfile', draft());
      await answerOf(main, 'editProfile', { profileId: id, changes: { decoders: [rule] } });
      const folder = temporaryFolder();
      const files = { 'robot.proto': proto, 'all.desc': Buffer.from([0x0a, 0xff]) };
      for (const [name, content] of Object.entries(files)) writeFileSync(path.join(folder, name), content);
      main.seen.pickedSchemas = Object.keys(files).map((name) => path.join(folder, name));
      await answerOf(main, 'pickSchemas', { profileId: id });
      main.seen.savePath = path.join(folder, 'connections.json');
      const saved = await answerOf(main, 'exportProfiles', { profileIds: [id], passphrase: null });
      return { main, id, file: main.seen.savePath, saved };
    }

    it('carry the schema files along, so that another computer decodes at once', async () => {
      const { main, file, id, saved } = await withRules();
      expect(saved?.schemasLeftOut).toBe(0);
      const other = await shell();
      other.seen.import = file;
      const opened = await answerOf(other, 'openImport', { sourceId: null });
      expect(opened?.items).toMatchObject([{ schemas: { count: 2, sizeBytes: proto.length + 2 }, problems: [] }]);
      expect(await importAll(other, file)).toEqual({ added: 1, updated: 0, problems: [] });
      const [profile] = other.profiles.all();
      expect(profile?.schemas).toEqual(main.profiles.get(id)?.schemas);
      await answerOf(other, 'connect', { profileId: profile?.id ?? '' });
      const told = await waitUntil('the engine to hear of the rules', () => decodingTold(other));
      expect(told.rules).toEqual([rule]);
      expect(told.schemas.map(({ name, bytes }) => [name, Buffer.from(bytes).toString('latin1')])).toEqual([
        ['robot.proto', proto],
        ['all.desc', '\x0a\xff']
      ]);
      // a second import changes nothing, and an engine that runs hears of one that does
      expect(await importAll(other, file)).toEqual({ added: 0, updated: 1, problems: [] });
      expect(other.profiles.all()[0]?.schemas).toEqual(profile?.schemas);
      await answerOf(other, 'editProfile', { profileId: profile?.id ?? '', changes: { decoders: [] } });
      await waitUntil('the engine to hear that there is no rule', () => decodingTold(other)?.rules.length === 0);
      await importAll(other, file);
      await waitUntil('the engine to hear of the rule that came', () => decodingTold(other)?.rules.length === 1);
    });

    it('say so where the files are missing: an older export, or a copy that is gone', async () => {
      const { main, id, file } = await withRules();
      const root = JSON.parse(readFileSync(file, 'utf8')) as {
        schemas?: unknown;
        connections: { schemas?: unknown }[];
      };
      delete root.schemas;
      for (const connection of root.connections) delete connection.schemas;
      const older = path.join(temporaryFolder(), 'older.json');
      writeFileSync(older, JSON.stringify(root));
      const other = await shell();
      other.seen.import = older;
      const preview = await answerOf(other, 'openImport', { sourceId: null });
      const reasons = preview?.items[0]?.problems.map(({ facts }) => facts['reason']);
      expect(reasons).toEqual(['schemas-none']);
      // at home the profile has them
      main.seen.import = older;
      expect((await answerOf(main, 'openImport', { sourceId: null }))?.items[0]?.problems).toEqual([]);
      await importAll(main, older);
      expect(main.profiles.get(id)?.schemas).toHaveLength(2);

      const folder = path.join(main.folder, 'schemas');
      for (const name of readdirSync(folder)) rmSync(path.join(folder, name));
      const saved = await answerOf(main, 'exportProfiles', { profileIds: [id], passphrase: null });
      expect(saved?.schemasLeftOut).toBe(2);
      other.seen.import = file;
      const named = await answerOf(other, 'openImport', { sourceId: null });
      expect(named?.items[0]?.problems.map(({ facts }) => [facts['reason'], facts['name']])).toEqual([
        ['schema-missing', 'robot.proto'],
        ['schema-missing', 'all.desc']
      ]);
    });
  });
});

function decodingTold(main: Shell): Extract<ControlMessage, { kind: 'decoding' }> | null {
  const told = main.engines[0]?.posted.map(({ message }) => message as ControlMessage);
  return told?.findLast((message) => message.kind === 'decoding') ?? null;
}
