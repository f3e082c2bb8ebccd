import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeCertificates, type Certificates } from '../../../support/certificates';
import { bytesOf, mqttxConnection } from '../exchange/example-files';
import { temporaryFolder } from '../storage/temporary-folder';
import { answerOf, shell } from './shell-example';

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
});
