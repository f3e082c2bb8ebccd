import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ImportPreview } from '#contract/exchange';
import { fail, failure, type Result } from '#contract/failure';
import { readMqttxDatabase } from '../../../../electron/exchange/mqttx-database';
import { CertificateFiles } from '../../../../electron/main/certificate-files';
import { Exchange, type ExchangeWorld } from '../../../../electron/main/exchange';
import { DatabaseCopies } from '../../../../electron/main/exchange-database-copies';
import { KeyFiles } from '../../../support/key-files';
import { bytesOf, explorerSettings, mqttxConnection } from '../exchange/example-files';
import { temporaryFolder } from '../storage/temporary-folder';
import { FakeProfileExchange } from './fake-profile-exchange';

const passphrase = 'open sesame';

let made: KeyFiles;
beforeAll(() => {
  made = new KeyFiles();
});
afterAll(() => made.dispose());

function setUp(profiles = new FakeProfileExchange(), readDatabase: ExchangeWorld['readDatabase'] = readMqttxDatabase) {
  const home = temporaryFolder();
  const exchange = new Exchange({
    profiles,
    files: new CertificateFiles(),
    schemas: { read: () => Promise.resolve(null), bringIn: () => Promise.resolve(fail('profile-not-found')) },
    home,
    env: {},
    platform: 'linux',
    copies: new DatabaseCopies(path.join(home, 'import-copies')),
    readDatabase,
    nowMs: () => 1_795_000_000_000
  });
  const write = (name: string, content: Uint8Array): string => {
    const file = path.join(home, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
    return file;
  };
  return { exchange, profiles, home, write };
}

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.failure.code} ${JSON.stringify(result.failure.facts)}`);
  return result.value;
}

const allOf = ({ items }: ImportPreview): string[] => items.map(({ id }) => id);
const reasonOf = (result: Result<unknown>): unknown => (result.ok ? null : result.failure.facts.reason);

const explorerPlace = '.config/MQTT-Explorer/settings.json';

describe('Exchange', () => {
  it('finds files of other tools without asking, each once, and opens them by a name that is no path', async () => {
    const { exchange, write, home } = setUp();
    expect(valueOf(await exchange.find())).toEqual([]);
    write(explorerPlace, bytesOf(explorerSettings()));
    write('snap/mqttx/12/.config/MQTTX/db.json', bytesOf({ connections: [mqttxConnection()] }));
    symlinkSync('12', path.join(home, 'snap/mqttx/current'));
    mkdirSync(path.join(home, '.config/MQTTX/MQTTX.db'), { recursive: true });
    const sources = valueOf(await exchange.find());
    expect(sources.map(({ tool, where }) => [tool, where])).toEqual([
      ['mqtt-explorer', `~/${explorerPlace}`],
      ['mqttx', '~/snap/mqttx/current/.config/MQTTX/db.json']
    ]);
    expect(valueOf(await exchange.find())).toEqual(sources);
    expect(sources.every(({ id }) => !id.includes('/'))).toBe(true);
    const preview = valueOf(await exchange.open({ sourceId: sources[0]?.id ?? '' }));
    expect(preview).toMatchObject({ tool: 'mqtt-explorer', where: `~/${explorerPlace}`, skipped: 2, locked: false });
    expect(reasonOf(await exchange.open({ sourceId: '/etc/passwd' }))).toBe('forgotten');
  });

  it('reads one file at a time, however often a page asks', async () => {
    let reading = 0;
    let most = 0;
    const { exchange, write } = setUp(new FakeProfileExchange(), async () => {
      most = Math.max(most, ++reading);
      await new Promise((resolve) => setImmediate(resolve));
      reading -= 1;
      return fail('import-unreadable');
    });
    const file = write('MQTTX.db', Buffer.from('SQLite format 3\0'));
    await Promise.all([1, 2, 3].map(() => exchange.open({ file })));
    expect(most).toBe(1);
  });

  it('shows what would come, and no secret', async () => {
    const { exchange, write } = setUp();
    const preview = valueOf(await exchange.open({ file: write('x.json', bytesOf([mqttxConnection()])) }));
    expect(preview.items).toMatchObject([
      {
        name: 'Line 7',
        address: 'mqtts://broker.example:8883',
        folder: '',
        username: 'operator',
        subscriptions: 2,
        charts: 0,
        secrets: ['password', 'authentication-data'],
        files: [
          { kind: 'ca', path: '/home/me/ca.crt', fileName: 'ca.crt' },
          { kind: 'certificate', path: '/home/me/me.crt' },
          { kind: 'key', path: 'C:\\keys\\me.key' }
        ],
        known: null
      }
    ]);
    expect(JSON.stringify(preview)).not.toContain('canary');
  });

  it('brings in what was chosen, and finds the same profiles the next time', async () => {
    const { exchange, write, profiles } = setUp();
    const file = write(explorerPlace, bytesOf(explorerSettings()));
    const first = valueOf(await exchange.open({ file }));
    const outcome = valueOf(await exchange.run(first.ticket, allOf(first).slice(0, 1), false));
    expect(outcome).toMatchObject({ added: 1, updated: 0 });
    expect(outcome.problems.map(({ name, failure: { code } }) => [name, code])).toEqual([
      ['Plant', 'ca-file-invalid'],
      ['Plant', 'certificate-file-invalid'],
      ['Plant', 'key-file-invalid']
    ]);
    expect([...profiles.kept.values()]).toMatchObject([
      { origin: { tool: 'mqtt-explorer', id: '0d5c-uuid' }, secrets: [['password', 'canary-password']] }
    ]);
    const again = valueOf(await exchange.open({ file }));
    expect(again.items.map(({ known }) => known)).toEqual([{ profileId: 'profile-0', name: 'Plant' }, null]);
    expect(valueOf(await exchange.run(again.ticket, allOf(again), false))).toMatchObject({ added: 1, updated: 1 });
    expect(profiles.kept.size).toBe(2);
  });

  it('reads named files only after a yes, and imports the connection without those it cannot read', async () => {
    const { exchange, write, profiles } = setUp();
    const connection = mqttxConnection({ ca: made.path('ca.pem'), cert: made.path('none.pem'), key: 'relative.key' });
    const file = write('x.json', bytesOf([connection]));
    const unread = valueOf(await exchange.open({ file }));
    expect(valueOf(await exchange.run(unread.ticket, allOf(unread), false)).problems).toEqual([]);
    expect(profiles.kept.get('profile-0')?.files).toEqual({});
    const read = valueOf(await exchange.open({ file }));
    const outcome = valueOf(await exchange.run(read.ticket, allOf(read), true));
    expect(outcome.updated).toBe(1);
    expect(outcome.problems.map((problem) => [problem.name, problem.failure.facts.reason])).toEqual([
      ['Line 7', 'file-not-regular'],
      ['Line 7', 'file-path']
    ]);
    expect(Object.keys(profiles.kept.get('profile-0')?.files ?? {})).toEqual(['ca']);
  });

  it('says whose saved password it removed', async () => {
    const { exchange, profiles, write } = setUp();
    profiles.removesSecrets = true;
    const preview = valueOf(await exchange.open({ file: write('a.json', bytesOf([mqttxConnection()])) }));
    expect(valueOf(await exchange.run(preview.ticket, allOf(preview), false)).problems).toMatchObject([
      { failure: { code: 'import-incomplete', facts: { reason: 'secrets-removed' } } }
    ]);
  });

  it('names a connection that could not be saved, and goes on', async () => {
    const { exchange, write, profiles } = setUp();
    const two = [mqttxConnection(), mqttxConnection({ id: 'b', name: 'Other' })];
    const preview = valueOf(await exchange.open({ file: write('x.json', bytesOf(two)) }));
    profiles.refusal = failure('profiles-unwritable');
    const outcome = valueOf(await exchange.run(preview.ticket, allOf(preview), false));
    expect(outcome).toMatchObject({ added: 0, updated: 0 });
    expect(outcome.problems.map(({ name, failure: { code } }) => [name, code])).toEqual([
      ['Line 7', 'profiles-unwritable'],
      ['Other', 'profiles-unwritable']
    ]);
  });

  it('forgets what was run, and the oldest of more than four', async () => {
    const { exchange, write } = setUp();
    const file = write('x.json', bytesOf([mqttxConnection()]));
    const first = valueOf(await exchange.open({ file }));
    await exchange.run(first.ticket, [], false);
    expect(reasonOf(await exchange.run(first.ticket, [], false))).toBe('forgotten');
    const tickets: string[] = [];
    for (let open = 0; open < 5; open += 1) tickets.push(valueOf(await exchange.open({ file })).ticket);
    expect(reasonOf(await exchange.unlock(tickets[0] ?? '', passphrase))).toBe('forgotten');
    expect((await exchange.unlock(tickets[1] ?? '', passphrase)).ok).toBe(true);
  });

  describe('of our own', { timeout: 60_000 }, () => {
    /** A profile with all that is secret of it. */
    async function withProfile() {
      const scene = setUp();
      const connection = mqttxConnection({
        ca: made.path('ca.pem'),
        cert: made.path('ec.pem'),
        key: made.path('ec.key')
      });
      const preview = valueOf(await scene.exchange.open({ file: scene.write('x.json', bytesOf([connection])) }));
      expect(valueOf(await scene.exchange.run(preview.ticket, allOf(preview), true)).problems).toEqual([]);
      const kept = scene.profiles.kept.get('profile-0');
      if (!kept) throw new Error('not kept');
      return { ...scene, kept, file: path.join(scene.home, 'connections.json') };
    }

    it('exports without secrets and finds the same profile again', async () => {
      const { exchange, kept, file } = await withProfile();
      expect(await exchange.export(['profile-0', 'profile-0'], null, file)).toEqual({
        ok: true,
        value: { path: file, profiles: 1, schemasLeftOut: 0 }
      });
      const text = readFileSync(file, 'utf8');
      expect(text).toContain('BEGIN CERTIFICATE');
      expect(text).not.toContain('PRIVATE KEY');
      for (const [, secret] of kept.secrets) {
        expect(text).not.toContain(secret);
        expect(text).not.toContain(Buffer.from(secret).toString('base64').slice(0, 12));
      }
      const preview = valueOf(await exchange.open({ file }));
      expect(preview).toMatchObject({ tool: 'treeline', locked: false });
      expect(preview.items).toMatchObject([
        {
          known: { profileId: 'profile-0' },
          secrets: [],
          files: [{ kind: 'ca', path: null }, { kind: 'certificate' }],
          problems: [{ facts: { reason: 'key-not-exported', name: 'ec.key' } }]
        }
      ]);
    });

    it('carries secrets and keys under a passphrase to another computer', async () => {
      const { exchange, kept, file } = await withProfile();
      valueOf(await exchange.export(['profile-0'], passphrase, file));
      const other = setUp();
      const locked = valueOf(await other.exchange.open({ file }));
      expect(locked).toMatchObject({ locked: true, items: [{ known: null, secrets: [], problems: [] }] });
      const wrong = await other.exchange.unlock(locked.ticket, 'wrong');
      expect(wrong).toMatchObject({ failure: { code: 'passphrase-wrong', facts: { fileName: 'connections.json' } } });
      const unlocked = valueOf(await other.exchange.unlock(locked.ticket, passphrase));
      expect(unlocked).toMatchObject({
        locked: false,
        items: [{ secrets: ['password', 'authentication-data'], problems: [] }]
      });
      const outcome = valueOf(await other.exchange.run(unlocked.ticket, allOf(unlocked), false));
      expect(outcome).toEqual({ added: 1, updated: 0, problems: [] });
      expect(other.profiles.kept.get('profile-0')).toEqual({ ...kept, origin: { tool: 'treeline', id: 'profile-0' } });
    });

    it('imports a locked export without its secrets, and says that the key is missing', async () => {
      const { exchange, file } = await withProfile();
      valueOf(await exchange.export(['profile-0'], passphrase, file));
      const other = setUp();
      const locked = valueOf(await other.exchange.open({ file }));
      const outcome = valueOf(await other.exchange.run(locked.ticket, allOf(locked), false));
      expect(outcome.problems.map((problem) => problem.failure.facts.reason)).toEqual(['key-not-exported']);
      expect(other.profiles.kept.get('profile-0')?.secrets).toEqual([]);
    });

    it('exports nothing if one of the profiles is gone or the file cannot be written', async () => {
      const { exchange, home, file } = await withProfile();
      expect(await exchange.export(['profile-0', 'gone'], null, file)).toMatchObject({
        failure: { code: 'profile-not-found' }
      });
      expect(() => readFileSync(file)).toThrow('ENOENT');
      expect(await exchange.export(['profile-0'], null, path.join(home, 'none', 'x.json'))).toMatchObject({
        failure: { code: 'file-unwritable' }
      });
    });
  });
});
