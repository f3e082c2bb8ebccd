import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { undoDeleteMs } from '#contract/limits';
import { makeCertificates, type Certificates } from '../../../support/certificates';
import { answerOf, draft, draftFields, pickedFile, shell } from './shell-example';

let made: Certificates;
beforeAll(() => {
  made = makeCertificates();
});
afterAll(() => made.dispose());

const password = [{ kind: 'password', value: 'hunter2' } as const];
const elsewhere = { ...draftFields, address: { ...draftFields.address, host: 'attacker.example' } };

describe('profile requests', () => {
  it('keep, replace and remove secrets as the form says', async () => {
    const main = await shell();
    const added = await answerOf(main, 'saveProfile', draft({ secrets: password }));
    expect(added).toMatchObject({ ...draftFields, demo: false, secrets: ['password'], rememberedVersion: null });
    const { id } = added;
    const kept = await answerOf(main, 'saveProfile', draft({ id }));
    expect(kept.secrets).toEqual(['password']);
    const bare = await answerOf(main, 'saveProfile', draft({ id, secrets: [{ kind: 'password', value: null }] }));
    expect(bare.secrets).toEqual([]);
  });

  it('take no private key from a page but as a file', async () => {
    const main = await shell();
    const { secrets } = await answerOf(main, 'saveProfile', draft({ secrets: [{ kind: 'key', value: 'PEM' }] }));
    expect(secrets).toEqual([]);
  });

  it('make the value of a secret header a secret, and forget it with its header', async () => {
    const main = await shell();
    const header = { id: 'h1', name: 'X-Token', value: 'header-secret', secret: true };
    const headers = [header, { ...header, id: 'h2', secret: false, value: 'seen' }];
    const saved = await answerOf(main, 'saveProfile', draft({ fields: { ...draftFields, headers } }));
    expect(saved.headers.map(({ value }) => value)).toEqual(['', 'seen']);
    expect(saved.secrets).toEqual(['header-h1']);
    expect(main.stores.secrets.read(saved.id, 'header-h1')).toEqual({ ok: true, value: 'header-secret' });
    const open = [{ ...header, value: 'seen too', secret: false }];
    const after = await answerOf(main, 'editProfile', { profileId: saved.id, changes: { headers: open } });
    expect([after.secrets, after.headers]).toEqual([[], open]);
  });

  it('bring what was saved to the connection that is open, and leave it alone for a name', async () => {
    const main = await shell();
    const { id } = await answerOf(main, 'saveProfile', draft());
    await answerOf(main, 'connect', { profileId: id });
    await answerOf(main, 'editProfile', {
      profileId: id,
      changes: { name: 'Renamed', folder: 'Works', colour: 'red' }
    });
    expect(main.engines[0]?.kinds()).toEqual(['connect']);
    await answerOf(main, 'saveProfile', draft({ id, secrets: password }));
    await new Promise((resolve) => setImmediate(resolve));
    expect(main.engines[0]?.kinds()).toEqual(['connect', 'connect']);
    expect(main.engines[0]?.posted.at(-1)?.message).toMatchObject({ config: { password: 'hunter2' } });
  });

  it('trust a certificate by itself for its host only', async () => {
    const main = await shell();
    const trusted = { fingerprint: Array.from({ length: 32 }, () => 'AB').join(':'), subject: 'x', atMs: 1 };
    const fields = { ...draftFields, tls: { ...draftFields.tls, trusted } };
    const { id } = await answerOf(main, 'saveProfile', draft({ fields }));
    const renamed = await answerOf(main, 'editProfile', { profileId: id, changes: { name: 'Other' } });
    expect(renamed.tls.trusted).toEqual(trusted);
    const other = { ...fields, address: elsewhere.address };
    expect((await answerOf(main, 'saveProfile', draft({ id, fields: other }))).tls.trusted).toBeNull();
    const anew = { ...trusted, fingerprint: trusted.fingerprint.replaceAll('AB', 'CD') };
    const third = {
      ...other,
      address: { ...other.address, host: 'third.example' },
      tls: { ...fields.tls, trusted: anew }
    };
    expect((await answerOf(main, 'saveProfile', draft({ id, fields: third }))).tls.trusted).toEqual(anew);
  });

  describe('when saved secrets would go to another address', () => {
    it('change nothing until a person says so in a dialog of main’s own', async () => {
      const main = await shell();
      const { id } = await answerOf(main, 'saveProfile', draft({ secrets: password }));
      const testId = 'a0000000-0000-4000-8000-000000000001';
      for (const refused of [
        await main.handlers.saveProfile(draft({ id, fields: elsewhere }), main.window),
        await main.handlers.editProfile({ profileId: id, changes: { address: elsewhere.address } }, main.window),
        await main.handlers.testConnection({ testId, draft: draft({ id, fields: elsewhere }) }, main.window)
      ]) {
        expect(refused).toMatchObject({
          failure: {
            code: 'secret-kept-back',
            facts: { from: 'mqtts://broker.example:8883', to: 'mqtts://attacker.example:8883' }
          }
        });
      }
      expect(main.profiles.get(id)?.address.host).toBe('broker.example');
      expect(main.probes).toEqual([]);
      expect(main.seen.moves).toHaveLength(3);
      expect(main.seen.moves[0]).toMatchObject({ name: 'Plant' });
    });

    it('ask in one line, whatever the page wrote into the address', async () => {
      const main = await shell();
      const { id } = await answerOf(main, 'saveProfile', draft({ secrets: [{ kind: 'password', value: 'old' }] }));
      const host = `broker.example${'\n'.repeat(50)}\u202eelpmaxe`;
      const proxy = {
        kind: 'socks5',
        host: 'attacker.example',
        port: 1_080,
        username: '',
        namesAtProxy: true
      } as const;
      const fields = { ...draftFields, address: { ...draftFields.address, host }, proxy };
      await main.handlers.saveProfile(draft({ id, fields }), main.window);
      expect(main.seen.moves[0]?.to).toBe('mqtts://broker.example elpmaxe:8883 through socks5://attacker.example:1080');
    });

    it('send them there once a person agreed, and do not ask again', async () => {
      const main = await shell();
      const { id } = await answerOf(main, 'saveProfile', draft({ secrets: password }));
      main.seen.moveAnswer = 'send';
      const testId = 'a0000000-0000-4000-8000-000000000001';
      await answerOf(main, 'testConnection', { testId, draft: draft({ id, fields: elsewhere }) });
      expect(main.probes[0]?.posted[0]?.message).toMatchObject({ config: { password: 'hunter2' } });
      await answerOf(main, 'saveProfile', draft({ id, fields: elsewhere }));
      expect(main.seen.moves).toHaveLength(1);
      expect(main.profiles.get(id)?.secrets).toEqual(['password']);
    });

    it('remove them where a person wants that', async () => {
      const main = await shell();
      const { id } = await answerOf(main, 'saveProfile', draft({ secrets: password }));
      main.seen.moveAnswer = 'leave-out';
      expect((await answerOf(main, 'saveProfile', draft({ id, fields: elsewhere }))).secrets).toEqual([]);
    });

    it('leave a proxy’s own password alone while the proxy stays, and ask for it when both move', async () => {
      const main = await shell();
      const proxy = { ...draftFields.proxy, kind: 'http' as const, host: 'proxy.example', port: 3128 };
      const secrets = [{ kind: 'proxy-password', value: 'proxy' } as const];
      const { id } = await answerOf(main, 'saveProfile', draft({ fields: { ...draftFields, proxy }, secrets }));
      await answerOf(main, 'saveProfile', draft({ id, fields: { ...elsewhere, proxy } }));
      expect(main.seen.moves).toEqual([]);
      const both = { ...draftFields, proxy: { ...proxy, host: 'attacker.example' } };
      expect((await main.handlers.saveProfile(draft({ id, fields: both }), main.window)).ok).toBe(false);
    });

    it('ask for a proxy in between, for another port and protocol, but not where nothing is sent that was saved before', async () => {
      const main = await shell();
      const proxy = { ...draftFields.proxy, kind: 'http' as const, host: 'proxy.example', port: 3128 };
      const { address } = draftFields;
      const { id } = await answerOf(main, 'saveProfile', draft({ secrets: password }));
      for (const changed of [
        { ...draftFields, proxy },
        { ...draftFields, address: { ...address, port: 1 } },
        { ...draftFields, address: { ...address, protocol: 'mqtt' as const } }
      ]) {
        expect((await main.handlers.saveProfile(draft({ id, fields: changed }), main.window)).ok).toBe(false);
      }
      expect(main.seen.moves.map(({ to }) => to)).toEqual([
        'mqtts://broker.example:8883 through http://proxy.example:3128',
        'mqtts://broker.example:1',
        'mqtt://broker.example:8883'
      ]);
      const upperCase = { ...draftFields, address: { ...address, host: 'BROKER.example' } };
      await answerOf(main, 'saveProfile', draft({ id, fields: upperCase }));
      await answerOf(main, 'saveProfile', draft({ id, fields: elsewhere, secrets: password }));
      const { id: without } = await answerOf(main, 'saveProfile', draft());
      await answerOf(main, 'saveProfile', draft({ id: without, fields: elsewhere }));
      expect(main.seen.moves).toHaveLength(3);
    });
  });

  it('duplicate a connection behind the original, with its files and secrets', async () => {
    const main = await shell();
    const files = [
      await pickedFile(main, 'certificate', made.client.certificateFile),
      await pickedFile(main, 'key', made.client.keyFile)
    ];
    const fields = { ...draftFields, autoConnect: true };
    const original = await answerOf(main, 'saveProfile', draft({ fields, secrets: password, files }));
    await answerOf(main, 'saveProfile', draft({ fields: { ...draftFields, name: 'Last' } }));
    const copy = await answerOf(main, 'duplicateProfile', { profileId: original.id });
    const second = await answerOf(main, 'duplicateProfile', { profileId: original.id });
    expect(main.profiles.all().map(({ name }) => name)).toEqual(['Plant', 'Plant copy 2', 'Plant copy', 'Last']);
    expect(copy).toEqual({ ...original, id: copy.id, name: 'Plant copy', autoConnect: false });
    expect(copy.secrets).toEqual(['password', 'key']);
    await answerOf(main, 'deleteProfile', { profileId: original.id });
    expect(main.stores.secrets.read(second.id, 'password')).toEqual({ ok: true, value: 'hunter2' });
  });

  it('bring a deleted connection back in its place with its secrets, for ten minutes', async () => {
    const main = await shell();
    const ids: string[] = [];
    for (const name of ['a', 'b', 'c']) {
      const saved = await answerOf(main, 'saveProfile', draft({ fields: { ...draftFields, name }, secrets: password }));
      ids.push(saved.id);
    }
    const [, profileId = ''] = ids;
    const before = main.profiles.get(profileId);
    await answerOf(main, 'deleteProfile', { profileId });
    expect(main.stores.secrets.kinds(profileId)).toEqual([]);
    main.seen.nowMs = undoDeleteMs;
    expect(await answerOf(main, 'undoDelete', { profileId })).toEqual(before);
    expect(main.profiles.all().map(({ id }) => id)).toEqual(ids);
    expect(main.stores.secrets.read(profileId, 'password')).toEqual({ ok: true, value: 'hunter2' });

    const expired = { failure: { code: 'undo-expired' } };
    expect(await main.handlers.undoDelete({ profileId }, main.window)).toMatchObject(expired);
    await answerOf(main, 'deleteProfile', { profileId });
    main.seen.nowMs += undoDeleteMs + 1;
    expect(await main.handlers.undoDelete({ profileId }, main.window)).toMatchObject(expired);
  });

  it('connect a connection again that is brought back, if it was up or on its way there', async () => {
    const main = await shell();
    const profiles: string[] = [];
    for (const name of ['up', 'disconnected', 'never']) {
      profiles.push((await answerOf(main, 'saveProfile', draft({ fields: { ...draftFields, name } }))).id);
    }
    const [up = '', disconnected = '', never = ''] = profiles;
    for (const profileId of [up, disconnected]) await answerOf(main, 'connect', { profileId });
    await answerOf(main, 'disconnect', { profileId: disconnected });
    for (const profileId of profiles) await answerOf(main, 'deleteProfile', { profileId });
    const before = main.engines.length;
    for (const profileId of [never, disconnected, up]) await answerOf(main, 'undoDelete', { profileId });
    await vi.waitFor(() => expect(main.engines).toHaveLength(before + 1));
    expect((await answerOf(main, 'start', undefined)).connections.map(({ profileId }) => profileId)).toEqual([up]);

    // Disconnected since, it stays so at the next delete and undo.
    await answerOf(main, 'disconnect', { profileId: up });
    await answerOf(main, 'deleteProfile', { profileId: up });
    await answerOf(main, 'undoDelete', { profileId: up });
    expect((await answerOf(main, 'start', undefined)).connections).toEqual([]);
  });

  it('delete no profile whose secrets cannot be removed', async () => {
    const main = await shell();
    const { id } = await answerOf(main, 'saveProfile', draft({ secrets: password }));
    const secrets = path.join(main.folder, 'secrets.json');
    rmSync(secrets);
    mkdirSync(secrets);
    expect(await main.handlers.deleteProfile({ profileId: id }, main.window)).toMatchObject({
      failure: { code: 'profiles-unwritable', facts: { file: 'secrets.json' } }
    });
    expect(main.profiles.get(id)).not.toBeNull();
  });

  it('take back a secret whose profile could not be saved, new or edited', async () => {
    const main = await shell();
    const { id } = await answerOf(main, 'saveProfile', draft({ secrets: password }));
    const profiles = path.join(main.folder, 'profiles.json');
    const good = readFileSync(profiles, 'utf8');
    rmSync(profiles);
    mkdirSync(profiles);
    const unwritable = { failure: { code: 'profiles-unwritable', facts: { file: 'profiles.json' } } };
    const secrets = [{ kind: 'password', value: 'never saved' } as const];
    expect(await main.handlers.saveProfile(draft({ id, secrets }), main.window)).toMatchObject(unwritable);
    expect(await main.handlers.saveProfile(draft({ secrets }), main.window)).toMatchObject(unwritable);
    expect(main.stores.secrets.read(id, 'password')).toEqual({ ok: true, value: 'hunter2' });
    rmSync(profiles, { recursive: true });
    writeFileSync(profiles, good);
    expect(readFileSync(path.join(main.folder, 'secrets.json'), 'utf8').match(/"profileId"/g)).toHaveLength(1);
  });

  it('put connections in order and into folders in one save', async () => {
    const main = await shell();
    const { id: a } = await answerOf(main, 'saveProfile', draft({ fields: { ...draftFields, name: 'a' } }));
    const { id: b } = await answerOf(main, 'saveProfile', draft({ fields: { ...draftFields, name: 'b' } }));
    const order = [
      { profileId: b, folder: 'Works' },
      { profileId: a, folder: '' }
    ];
    await answerOf(main, 'arrangeProfiles', { order });
    const again = await shell(main.folder);
    expect(again.profiles.all().map(({ name, folder }) => [name, folder])).toEqual([
      ['b', 'Works'],
      ['a', '']
    ]);
  });
});
