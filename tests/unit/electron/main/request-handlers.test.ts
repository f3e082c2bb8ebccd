import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AnswerTo, PickedFile, RequestInput, RequestName } from '#contract/app';
import { succeed, type Result } from '#contract/failure';
import { makeCertificates, type Certificates } from '../../../support/certificates';
import { draft, draftFields, shell } from './shell-example';

let made: Certificates;
beforeAll(() => {
  made = makeCertificates();
});
afterAll(() => made.dispose());

type Shell = Awaited<ReturnType<typeof shell>>;

async function value<N extends RequestName>(main: Shell, name: N, input: RequestInput<N>): Promise<AnswerTo[N]> {
  const answer = await main.handlers[name](input, main.window);
  if (!answer.ok) throw new Error(`${name}: ${answer.failure.code}`);
  return answer.value;
}

async function ticket(main: Shell, kind: 'ca' | 'certificate' | 'key', file: string): Promise<string> {
  main.seen.picked = file;
  const picked = await value(main, 'pickFile', { kind, profileId: null, beside: { kind: 'keep' } });
  if (!picked) throw new Error('nothing picked');
  return picked.ticket;
}

describe('request handlers', () => {
  it('let no saved secret out, whatever is asked and whatever is told', async () => {
    const main = await shell();
    const heard: Result<unknown>[] = [];
    const ask = async <N extends RequestName>(name: N, input: RequestInput<N>): Promise<Result<AnswerTo[N]>> => {
      const answer = await main.handlers[name](input, main.window);
      heard.push(answer);
      return answer;
    };
    const tickets = {
      certificate: await ticket(main, 'certificate', made.client.certificateFile),
      key: await ticket(main, 'key', made.client.keyFile)
    };
    const saved = await ask(
      'saveProfile',
      draft({
        password: { kind: 'set', value: 'hunter2-secret' },
        certificate: { kind: 'set', ticket: tickets.certificate },
        key: { kind: 'set', ticket: tickets.key }
      })
    );
    if (!saved.ok) throw new Error(saved.failure.code);
    const profileId = saved.value.id;
    main.seen.savePath = '/tmp/payload';
    main.seen.picked = made.client.keyFile;

    // Total over the contract: a new request has to be asked here as well.
    const asked: { readonly [N in RequestName]: () => Promise<unknown> } = {
      start: () => ask('start', undefined),
      saveProfile: () => ask('saveProfile', draft({ id: profileId, fields: { ...draftFields, name: 'Edited' } })),
      deleteProfile: () => ask('deleteProfile', { profileId }),
      addAddress: () => ask('addAddress', { address: 'mqtt://ada:hunter2-secret@other.example' }),
      startDemo: () => ask('startDemo', undefined),
      connect: () => ask('connect', { profileId }),
      disconnect: () => ask('disconnect', { profileId }),
      retryNow: () => ask('retryNow', { profileId }),
      show: () => ask('show', { profileId }),
      openPort: () => ask('openPort', { profileId }),
      pickFile: () => ask('pickFile', { kind: 'key', profileId, beside: { kind: 'keep' } }),
      saveBody: () => {
        const answer = ask('saveBody', { profileId, node: 1, seq: null, suggestedName: 'x' });
        setImmediate(() => main.engines[0]?.say({ kind: 'saved', id: 1, result: succeed({ bytes: 1 }) }));
        return answer;
      },
      changeSettings: () => ask('changeSettings', { theme: 'dark' }),
      copyText: () => ask('copyText', { text: 'x' }),
      windowAction: () => ask('windowAction', { action: 'minimise' }),
      treeDrawn: () => ask('treeDrawn', { rows: 1 })
    };
    const { deleteProfile, ...rest } = asked;
    for (const one of [asked.connect, ...Object.values(rest), deleteProfile]) await one();

    expect(heard.filter((answer) => !answer.ok)).toEqual([]);
    const keyBody = made.client.keyPem.split('\n')[1] ?? '';
    expect(keyBody).not.toBe('');
    expect(JSON.stringify(main.engines[0]?.posted)).toContain('hunter2-secret');
    expect(JSON.stringify(main.engines[0]?.posted)).toContain(keyBody);
    const told = JSON.stringify([heard, main.events]);
    expect(told).toContain('"hasPassword":true');
    expect(told).not.toContain('hunter2-secret');
    expect(told).not.toContain(keyBody);
    const files = readdirSync(main.folder).map((name) => readFileSync(path.join(main.folder, name), 'utf8'));
    expect(files.join()).not.toContain('hunter2-secret');
    expect(files.join()).not.toContain(keyBody);
  });

  it('keep, replace and remove secrets and files as the form says', async () => {
    const main = await shell();
    const added = await value(main, 'saveProfile', draft({ password: { kind: 'set', value: 'one' } }));
    expect(added).toMatchObject({ ...draftFields, demo: false, hasPassword: true, ca: null });
    const ca = await ticket(main, 'ca', made.caFile);
    const edited = await value(main, 'saveProfile', draft({ id: added.id, ca: { kind: 'set', ticket: ca } }));
    expect(edited).toMatchObject({ id: added.id, hasPassword: true, ca: { subject: 'Test authority' } });
    const bare = await value(
      main,
      'saveProfile',
      draft({ id: added.id, password: { kind: 'remove' }, ca: { kind: 'remove' } })
    );
    expect(bare).toMatchObject({ hasPassword: false, ca: null });
    expect(await main.handlers.saveProfile(draft({ ca: { kind: 'set', ticket: ca } }), main.window)).toMatchObject({
      failure: { code: 'request-invalid', raw: 'ticket' }
    });
  });

  it('refuse a key that does not belong to the certificate, new or kept', async () => {
    const main = await shell();
    const certificate = {
      kind: 'set',
      ticket: await ticket(main, 'certificate', made.client.certificateFile)
    } as const;
    const wrong = { kind: 'set', ticket: await ticket(main, 'key', made.server.keyFile) } as const;
    const right = { kind: 'set', ticket: await ticket(main, 'key', made.client.keyFile) } as const;
    const mismatch = { ok: false, failure: { code: 'key-file-invalid', facts: { reason: 'other-certificate' } } };
    expect(await main.handlers.saveProfile(draft({ certificate, key: wrong }), main.window)).toMatchObject(mismatch);
    expect(main.profiles.all()).toEqual([]);
    const { id } = await value(main, 'saveProfile', draft({ certificate, key: right }));
    expect(await main.handlers.saveProfile(draft({ id, key: wrong }), main.window)).toMatchObject(mismatch);
    const other = { kind: 'set', ticket: await ticket(main, 'certificate', made.server.certificateFile) } as const;
    expect(await main.handlers.saveProfile(draft({ id, certificate: other }), main.window)).toMatchObject(mismatch);
    expect((await main.handlers.saveProfile(draft({ id, certificate: other, key: wrong }), main.window)).ok).toBe(true);
  });

  it('say of a picked key or certificate whether the two belong together, new or kept', async () => {
    const main = await shell();
    const pick = async (
      kind: 'ca' | 'certificate' | 'key',
      picked: string,
      rest: Partial<RequestInput<'pickFile'>>
    ) => {
      main.seen.picked = picked;
      const answer = await value(main, 'pickFile', { kind, profileId: null, beside: { kind: 'keep' }, ...rest });
      if (!answer) throw new Error('nothing picked');
      return answer;
    };
    const set = ({ ticket }: PickedFile) => ({ kind: 'set', ticket }) as const;
    const differ = { ok: false, failure: { code: 'key-file-invalid', facts: { reason: 'other-certificate' } } };

    const certificate = await pick('certificate', made.client.certificateFile, {});
    expect(certificate.pair).toBeNull();
    const wrong = await pick('key', made.server.keyFile, { beside: set(certificate) });
    expect(wrong.pair).toMatchObject({ ...differ, failure: { ...differ.failure, facts: { fileName: 'server.key' } } });
    const right = await pick('key', made.client.keyFile, { beside: set(certificate) });
    expect(right.pair).toEqual({ ok: true, value: null });
    expect((await pick('ca', made.caFile, { beside: set(right) })).pair).toBeNull();

    const saved = draft({ certificate: set(certificate), key: set(right) });
    const { id: profileId } = await value(main, 'saveProfile', saved);
    expect((await pick('key', made.client.keyFile, { profileId })).pair).toEqual({ ok: true, value: null });
    expect((await pick('key', made.server.keyFile, { profileId })).pair).toMatchObject(differ);
    expect((await pick('key', made.server.keyFile, { profileId, beside: { kind: 'remove' } })).pair).toBeNull();
    expect((await pick('certificate', made.server.certificateFile, { profileId })).pair).toMatchObject(differ);
  });

  it('reuse the profile of an address that is known, and connect it', async () => {
    const main = await shell();
    const first = await value(main, 'addAddress', { address: 'mqtt://broker.example' });
    const second = await value(main, 'addAddress', { address: 'BROKER.example:1883' });
    expect(second.id).toBe(first.id);
    expect(main.profiles.all()).toHaveLength(1);
    expect(main.engines.map((engine) => engine.kinds())).toEqual([['connect', 'connect']]);
    expect(await main.handlers.addAddress({ address: 'mqtt://' }, main.window)).toMatchObject({
      failure: { code: 'address-invalid' }
    });
  });

  it('say once that settings cannot be saved, and keep them for this run', async () => {
    const main = await shell();
    mkdirSync(path.join(main.folder, 'settings.json'));
    for (const railWidthPx of [300, 310]) {
      expect(await value(main, 'changeSettings', { railWidthPx })).toMatchObject({ railWidthPx });
    }
    expect(main.events.filter(({ kind }) => kind === 'notice')).toMatchObject([
      { failure: { code: 'settings-unwritable' } }
    ]);
    expect((await value(main, 'start', undefined)).settings.railWidthPx).toBe(310);
  });

  it('bring what was saved to the connection that is open, and leave it alone for a name', async () => {
    const main = await shell();
    const { id } = await value(main, 'saveProfile', draft());
    await value(main, 'connect', { profileId: id });
    await value(main, 'saveProfile', draft({ id, fields: { ...draftFields, name: 'Renamed' } }));
    expect(main.engines[0]?.kinds()).toEqual(['connect']);
    await value(main, 'saveProfile', draft({ id, password: { kind: 'set', value: 'new' } }));
    expect(main.engines[0]?.kinds()).toEqual(['connect', 'connect']);
    expect(main.engines[0]?.posted.at(-1)?.message).toMatchObject({ config: { password: 'new' } });
  });

  it('delete no profile whose secrets cannot be removed', async () => {
    const main = await shell();
    const { id } = await value(main, 'saveProfile', draft({ password: { kind: 'set', value: 'one' } }));
    const secrets = path.join(main.folder, 'secrets.json');
    rmSync(secrets);
    mkdirSync(secrets);
    expect(await main.handlers.deleteProfile({ profileId: id }, main.window)).toMatchObject({
      failure: { code: 'profiles-unwritable', facts: { file: 'secrets.json' } }
    });
    expect(main.profiles.get(id)).not.toBeNull();
  });

  it('give an address with a very long host a name that fits, and keep no secret of one that cannot be saved', async () => {
    const main = await shell();
    expect((await value(main, 'addAddress', { address: `mqtt://${'h'.repeat(250)}` })).name).toHaveLength(200);
    expect(
      await main.handlers.addAddress({ address: `mqtt://a:hidden@${'h'.repeat(256)}` }, main.window)
    ).toMatchObject({ failure: { code: 'address-invalid' } });
    expect(existsSync(path.join(main.folder, 'secrets.json'))).toBe(false);
  });

  it('keep one demo profile, follow its port, and forget it and its open branches when deleted', async () => {
    const main = await shell();
    const first = await value(main, 'startDemo', undefined);
    main.seen.demoPort = 40_000;
    const second = await value(main, 'startDemo', undefined);
    expect([first.id, first.demo, first.address.port]).toEqual([second.id, true, 18_830]);
    expect(second.address.port).toBe(40_000);
    expect(main.engines).toHaveLength(1);
    await main.starts.demoListensAgain(50_000);
    expect(main.engines[0]?.posted.at(-1)?.message).toMatchObject({
      config: { fields: { address: { port: 50_000 } } }
    });
    await value(main, 'show', { profileId: first.id });
    main.engines[0]?.say({ kind: 'expanded', windowId: 1, paths: ['plant'] });
    expect(main.stores.expansion.get(first.id)).toEqual(['plant']);
    await value(main, 'deleteProfile', { profileId: first.id });
    expect(main.stores.expansion.get(first.id)).toBeNull();
    expect(main.engines[0]?.kinds().at(-1)).toBe('stop');
    const start = await value(main, 'start', undefined);
    expect([start.profiles, start.connections, start.shownProfileId]).toEqual([[], [], null]);
  });

  it('find profiles and their secrets again after a restart', async () => {
    const before = await shell();
    const { id } = await value(before, 'saveProfile', draft({ password: { kind: 'set', value: 'one' } }));
    const after = await shell(before.folder);
    expect((await value(after, 'start', undefined)).profiles).toMatchObject([{ id, hasPassword: true }]);
    expect(after.profiles.ordersFor(id, after.stores.settings.current)).toMatchObject({
      value: { config: { password: 'one' } }
    });
  });

  it('offer a file name that leads nowhere else', async () => {
    const main = await shell();
    const { id } = await value(main, 'saveProfile', draft());
    for (const [suggestedName, offered] of [
      ['../../etc/passwd', '__.._etc_passwd'],
      ['a/b\\c:d*?"<>|\n', 'a_b_c_d_______'],
      ['..', '_'],
      ['', 'payload']
    ] as const) {
      expect(await value(main, 'saveBody', { profileId: id, node: 0, seq: null, suggestedName })).toBeNull();
      expect(main.seen.suggested).toBe(offered);
    }
  });

  it('know no profile that is not there', async () => {
    const main = await shell();
    const profileId = 'nobody';
    for (const name of ['deleteProfile', 'connect', 'retryNow', 'show', 'openPort'] as const) {
      expect(await main.handlers[name]({ profileId }, main.window)).toMatchObject({
        failure: { code: 'profile-not-found' }
      });
    }
    expect(main.connections.reports()).toEqual([]);
  });
});
