import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AnswerTo, RequestInput, RequestName } from '#contract/app';
import { succeed, type Result } from '#contract/failure';
import type { Cipher } from '../../../../electron/storage/cipher';
import { makeCertificates, type Certificates } from '../../../support/certificates';
import { temporaryFolder } from '../storage/temporary-folder';
import { answerOf, draft, draftFields, pickedFile, shell } from './shell-example';

let made: Certificates;
beforeAll(() => {
  made = makeCertificates();
});
afterAll(() => made.dispose());

const everything = (folder: string): string =>
  readdirSync(folder)
    .map((name) => readFileSync(path.join(folder, name), 'utf8'))
    .join();

describe('request handlers', () => {
  it('let no saved secret out, whatever is asked and whatever is told', async () => {
    const main = await shell();
    const heard: Result<unknown>[] = [];
    const ask = async <N extends RequestName>(name: N, input: RequestInput<N>): Promise<Result<AnswerTo[N]>> => {
      const answer = await main.handlers[name](input, main.window);
      heard.push(answer);
      return answer;
    };
    const secrets = {
      password: 'hunter2-secret',
      'authentication-data': 'token-secret',
      'proxy-password': 'proxy-secret',
      'header-h1': 'header-secret'
    };
    const fields = {
      ...draftFields,
      address: { ...draftFields.address, protocol: 'wss' as const },
      signIn: 'enhanced' as const,
      tls: { ...draftFields.tls, identity: 'pem' as const },
      proxy: { ...draftFields.proxy, kind: 'socks5' as const, host: 'proxy' },
      headers: [{ id: 'h1', name: 'X-Token', value: '', secret: true }]
    };
    const files = [
      await pickedFile(main, 'certificate', made.client.certificateFile),
      await pickedFile(main, 'key', made.client.keyFile)
    ];
    const changes = Object.entries(secrets).map(([kind, value]) => ({ kind: kind as keyof typeof secrets, value }));
    const saved = await ask('saveProfile', draft({ fields, secrets: changes, files }));
    if (!saved.ok) throw new Error(saved.failure.code);
    const profileId = saved.value.id;
    const exported = path.join(main.folder, 'exported.json');
    main.seen.savePath = exported;
    main.seen.picked = made.client.keyFile;
    main.seen.import = exported;
    const testId = 'a0000000-0000-4000-8000-000000000001';

    const written = <T>(id: number, answer: Promise<T>): Promise<T> => {
      setImmediate(() => main.engines[0]?.say({ kind: 'saved', id, result: succeed({ bytes: 1 }) }));
      return answer;
    };

    // Total over the contract: a new request has to be asked here as well.
    const asked: { readonly [N in RequestName]: () => Promise<unknown> } = {
      start: () => ask('start', undefined),
      saveProfile: () => ask('saveProfile', draft({ id: profileId, fields: { ...fields, name: 'Edited' } })),
      editProfile: () => ask('editProfile', { profileId, changes: { colour: 'red' } }),
      duplicateProfile: () => ask('duplicateProfile', { profileId }),
      arrangeProfiles: () => ask('arrangeProfiles', { order: [{ profileId, folder: 'Works' }] }),
      testConnection: () => ask('testConnection', { testId, draft: draft({ id: profileId, fields }) }),
      cancelTest: () => ask('cancelTest', { testId }),
      deleteProfile: () => ask('deleteProfile', { profileId }),
      undoDelete: () => ask('undoDelete', { profileId }),
      addAddress: () => ask('addAddress', { address: 'mqtt://ada:hunter2-secret@other.example' }),
      startDemo: () => ask('startDemo', undefined),
      connect: () => ask('connect', { profileId }),
      disconnect: () => ask('disconnect', { profileId }),
      retryNow: () => ask('retryNow', { profileId }),
      show: () => ask('show', { profileId }),
      openPort: () => ask('openPort', { profileId }),
      pickFile: () => ask('pickFile', { kind: 'key', profileId, beside: [] }),
      unlockFile: async () => {
        const key = await pickedFile(main, 'key', made.client.keyFile);
        await ask('unlockFile', { ticket: key.ticket ?? '', passphrase: 'x', profileId, beside: [] });
      },
      findImports: () => ask('findImports', undefined),
      openImport: () => ask('openImport', { sourceId: null }),
      unlockImport: async () => {
        const opened = await answerOf(main, 'openImport', { sourceId: null });
        await main.handlers.unlockImport({ ticket: opened?.ticket ?? '', passphrase: 'x' }, main.window);
      },
      runImport: async () => {
        const opened = await answerOf(main, 'openImport', { sourceId: null });
        const items = (opened?.items ?? []).map(({ id }) => id);
        await ask('runImport', { ticket: opened?.ticket ?? '', items, readFiles: false });
      },
      exportProfiles: () => ask('exportProfiles', { profileIds: [profileId], passphrase: null }),
      saveBody: () => written(1, ask('saveBody', { profileId, node: 1, seq: null, suggestedName: 'x' })),
      saveHistory: () =>
        written(
          2,
          ask('saveHistory', { profileId, list: 1, format: 'csv', columns: [], ranges: null, suggestedName: 'x' })
        ),
      saveChart: () => written(3, ask('saveChart', { profileId, chart: 1, fromMs: 0, toMs: 1, suggestedName: 'x' })),
      savePicture: () =>
        ask('savePicture', { png: Uint8Array.of(137, 80, 78, 71, 13, 10, 26, 10), suggestedName: 'x' }),
      pickSchemas: () => ask('pickSchemas', { profileId }),
      removeSchema: () => ask('removeSchema', { profileId, fileName: 'none' }),
      changeSettings: () => ask('changeSettings', { theme: 'dark' }),
      copyText: () => ask('copyText', { text: 'x' }),
      windowAction: () => ask('windowAction', { action: 'minimise' }),
      treeDrawn: () => ask('treeDrawn', { rows: 1 })
    };
    const { deleteProfile, undoDelete, ...rest } = asked;
    for (const one of [asked.exportProfiles, asked.connect, ...Object.values(rest), deleteProfile, undoDelete]) {
      await one();
    }

    expect(heard.filter((answer) => !answer.ok)).toEqual([]);
    // What an engine is told of a key is PKCS#8; only the middle of it is the same in every dress.
    const posted = JSON.stringify([main.engines[0]?.posted, main.probes[0]?.posted]);
    const told = JSON.stringify([heard, main.events]);
    const keyPem = main.stores.secrets.read(profileId, 'key');
    const keyBody = keyPem.ok ? (keyPem.value?.split('\n')[3] ?? '') : '';
    expect(keyBody.length).toBeGreaterThan(40);
    const disk = everything(main.folder);
    for (const secret of [...Object.values(secrets), keyBody]) {
      expect(posted).toContain(secret);
      expect(told).not.toContain(secret);
      expect(disk).not.toContain(secret);
      expect(disk).not.toContain(Buffer.from(secret).toString('base64'));
    }
    expect(told).toContain('"secrets":["password","authentication-data","proxy-password","header-h1","key"]');
    expect(JSON.stringify(main.probes[0]?.posted)).toContain('header-secret');
  });

  it('say once that settings cannot be saved, and keep them for this run', async () => {
    const main = await shell();
    mkdirSync(path.join(main.folder, 'settings.json'));
    for (const railWidthPx of [300, 310]) {
      expect(await answerOf(main, 'changeSettings', { railWidthPx })).toMatchObject({ railWidthPx });
    }
    expect(main.events.filter(({ kind }) => kind === 'notice')).toMatchObject([
      { failure: { code: 'settings-unwritable' } }
    ]);
    expect((await answerOf(main, 'start', undefined)).settings.railWidthPx).toBe(310);
  });

  it('find profiles and their secrets again after a restart', async () => {
    const before = await shell();
    const { id } = await answerOf(before, 'saveProfile', draft({ secrets: [{ kind: 'password', value: 'one' }] }));
    const after = await shell(before.folder);
    expect((await answerOf(after, 'start', undefined)).profiles).toMatchObject([{ id, secrets: ['password'] }]);
    expect(await after.orders.forProfile(id)).toMatchObject({ value: { config: { password: 'one' } } });
  });

  describe('without a key store', () => {
    const none: Cipher = {
      scheme: 'none',
      available: () => false,
      encrypt: () => new Uint8Array(),
      decrypt: () => ''
    };
    const hidden = Buffer.from('hunter2').toString('base64');
    const password = [{ kind: 'password' as const, value: 'hunter2' }];

    it('keep secrets for this run, write them when a person allows it, and take them off again', async () => {
      const main = await shell(temporaryFolder(), none);
      const { id, secretsForThisRunOnly } = await answerOf(main, 'saveProfile', draft({ secrets: password }));
      expect(secretsForThisRunOnly).toBe(true);
      expect(everything(main.folder)).not.toContain(hidden);
      await answerOf(main, 'changeSettings', { storeSecretsUnprotected: true });
      expect(main.profiles.get(id)?.secretsForThisRunOnly).toBe(false);
      expect(main.events.at(-1)).toMatchObject({ kind: 'profiles', profiles: [{ secretsForThisRunOnly: false }] });
      const again = await shell(main.folder, none);
      expect(await again.orders.forProfile(id)).toMatchObject({ value: { config: { password: 'hunter2' } } });
      await answerOf(again, 'changeSettings', { storeSecretsUnprotected: false });
      expect(everything(main.folder)).not.toContain(hidden);
      expect(again.profiles.get(id)).toMatchObject({ secrets: ['password'], secretsForThisRunOnly: true });
    });

    it('leave what was written unprotected alone when the settings cannot be read', async () => {
      const main = await shell(temporaryFolder(), none);
      await answerOf(main, 'changeSettings', { storeSecretsUnprotected: true });
      const { id } = await answerOf(main, 'saveProfile', draft({ secrets: password }));
      for (const name of ['settings.json', 'settings.json.bak']) writeFileSync(path.join(main.folder, name), '');
      const again = await shell(main.folder, none);
      expect(again.profiles.get(id)?.secrets).toEqual(['password']);
      expect(everything(main.folder)).toContain(hidden);
    });
  });
});
