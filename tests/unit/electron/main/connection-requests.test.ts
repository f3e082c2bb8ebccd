import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { waitUntil } from '../../../support/wait-until';
import { answerOf, draft, shell } from './shell-example';

describe('connection requests', () => {
  it('reuse the profile of an address that is known, and connect it', async () => {
    const main = await shell();
    const first = await answerOf(main, 'addAddress', { address: 'mqtt://broker.example' });
    const second = await answerOf(main, 'addAddress', { address: 'BROKER.example:1883' });
    expect(second.id).toBe(first.id);
    expect(main.profiles.all()).toHaveLength(1);
    expect(main.engines.map((engine) => engine.kinds())).toEqual([['connect', 'connect']]);
    expect(await main.handlers.addAddress({ address: 'mqtt://' }, main.window)).toMatchObject({
      failure: { code: 'address-invalid' }
    });
  });

  it('give an address with a very long host a name that fits, and keep no secret of one that cannot be saved', async () => {
    const main = await shell();
    expect((await answerOf(main, 'addAddress', { address: `mqtt://${'h'.repeat(250)}` })).name).toHaveLength(200);
    expect(
      await main.handlers.addAddress({ address: `mqtt://a:hidden@${'h'.repeat(256)}` }, main.window)
    ).toMatchObject({ failure: { code: 'address-invalid' } });
    expect(existsSync(path.join(main.folder, 'secrets.json'))).toBe(false);
  });

  it('keep one demo profile, follow its port, and forget it and its open branches when deleted', async () => {
    const main = await shell();
    const first = await answerOf(main, 'startDemo', undefined);
    main.seen.demoPort = 40_000;
    const second = await answerOf(main, 'startDemo', undefined);
    expect([first.id, first.demo, first.address.port]).toEqual([second.id, true, 18_830]);
    expect(second.address.port).toBe(40_000);
    expect(main.engines).toHaveLength(1);
    await main.starts.demoListensAgain(50_000);
    expect(main.engines[0]?.posted.at(-1)?.message).toMatchObject({
      config: { fields: { address: { port: 50_000 } } }
    });
    await answerOf(main, 'show', { profileId: first.id });
    main.engines[0]?.say({ kind: 'expanded', windowId: 1, paths: ['plant'] });
    expect(main.stores.expansion.get(first.id)).toEqual(['plant']);
    await answerOf(main, 'deleteProfile', { profileId: first.id });
    expect(main.stores.expansion.get(first.id)).toBeNull();
    expect(main.engines[0]?.kinds().at(-1)).toBe('stop');
    const start = await answerOf(main, 'start', undefined);
    expect([start.profiles, start.connections, start.shownProfileId]).toEqual([[], [], null]);
  });

  it('connect by themselves at start what is to be there, each as well as it can', async () => {
    const main = await shell();
    const { fields } = draft();
    await answerOf(main, 'saveProfile', draft({ fields: { ...fields, autoConnect: true } }));
    await answerOf(main, 'saveProfile', draft());
    await answerOf(main, 'saveProfile', draft({ fields: { ...fields, name: 'Second', autoConnect: true } }));
    await main.starts.automatic();
    const connected = main.engines.map((engine) => engine.posted[0]?.message);
    expect(connected).toMatchObject([
      { config: { fields: { name: 'Plant' } } },
      { config: { fields: { name: 'Second' } } }
    ]);
  });

  it('remember what a broker speaks, until the address or the version changes', async () => {
    const main = await shell();
    const fields = { ...draft().fields, mqttVersion: 'auto' as const };
    const { id } = await answerOf(main, 'saveProfile', draft({ fields }));
    await answerOf(main, 'connect', { profileId: id });
    main.engines[0]?.say({ kind: 'versionFound', version: '3.1.1' });
    await waitUntil('the version to be kept', () => main.profiles.get(id)?.rememberedVersion === '3.1.1');
    await answerOf(main, 'saveProfile', draft({ id, fields: { ...fields, name: 'Renamed' } }));
    expect(main.profiles.get(id)?.rememberedVersion).toBe('3.1.1');
    expect(main.engines[0]?.kinds()).toEqual(['connect']);
    await answerOf(main, 'connect', { profileId: id });
    expect(main.engines[0]?.posted.at(-1)?.message).toMatchObject({ config: { rememberedVersion: '3.1.1' } });
    await answerOf(main, 'editProfile', { profileId: id, changes: { address: { ...fields.address, port: 8884 } } });
    expect(main.profiles.get(id)?.rememberedVersion).toBeNull();
  });

  it('offer a file name that leads nowhere else', async () => {
    const main = await shell();
    const { id } = await answerOf(main, 'saveProfile', draft());
    for (const [suggestedName, offered] of [
      ['../../etc/passwd', '__.._etc_passwd'],
      ['a/b\\c:d*?"<>|\n', 'a_b_c_d_______'],
      ['..', 'payload'],
      ['', 'payload']
    ] as const) {
      expect(await answerOf(main, 'saveBody', { profileId: id, node: 0, seq: null, suggestedName })).toBeNull();
      expect(main.seen.suggested).toBe(offered);
    }
  });

  it('know no profile that is not there', async () => {
    const main = await shell();
    const profileId = 'nobody';
    for (const name of ['deleteProfile', 'duplicateProfile', 'connect', 'retryNow', 'show', 'openPort'] as const) {
      expect(await main.handlers[name]({ profileId }, main.window)).toMatchObject({
        failure: { code: 'profile-not-found' }
      });
    }
    expect(main.connections.reports()).toEqual([]);
  });
});
