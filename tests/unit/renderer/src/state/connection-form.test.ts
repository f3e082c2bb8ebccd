import { describe, expect, it } from 'vitest';
import type { PickedFile, RequestInput } from '../../../../../electron/contract/app';
import type { Diagnosis } from '../../../../../electron/contract/diagnosis';
import { fail, failure, succeed, type Result } from '../../../../../electron/contract/failure';
import type { Profile } from '../../../../../electron/contract/profile';
import { ConnectionForm } from '../../../../../renderer/src/state/connection-form.svelte';
import { profileExample, richFields } from './profile-example';
import { fileFacts } from './file-facts-example';

type Opening = ConstructorParameters<typeof ConnectionForm>[1];

/** A form, with what main answers to each picked file in turn and what it was asked. */
function scene(
  profile: Profile | null = null,
  opening: Partial<Opening> = {},
  picks: Result<PickedFile | null>[] = [],
  unlocks: Result<PickedFile>[] = []
) {
  const tested: RequestInput<'testConnection'>[] = [];
  const none = () => Promise.resolve(succeed(null));
  const form = new ConnectionForm(
    {
      pickFile: () => Promise.resolve(picks.shift() ?? succeed(null)),
      unlockFile: () => {
        const answer = unlocks.shift();
        return answer ? Promise.resolve(answer) : Promise.reject(new Error('not asked'));
      },
      testConnection: (input) => {
        tested.push(input);
        return none();
      },
      cancelTest: none,
      copyText: none
    },
    {
      profile,
      keyStore: true,
      systemTrust: 'system',
      storeUnprotected: () => false,
      setStoreUnprotected: () => undefined,
      otherNames: [],
      folders: [],
      ...opening
    }
  );
  return { form, tested };
}

describe('ConnectionForm', () => {
  it('splits a URL that lands in the host, also one of a socket', () => {
    const { form } = scene();
    form.setHost('wss://ops:s%20x@broker.example:8084/ws');
    expect(form.values).toMatchObject({
      protocol: 'wss',
      host: 'broker.example',
      port: '8084',
      path: '/ws',
      username: 'ops',
      password: { typed: 's x' }
    });
    expect(form.address).toBe('wss://broker.example:8084/ws');
    form.setHost('unix:///run/m.sock');
    expect(form.address).toBe('unix:///run/m.sock');
    form.setSocketPath('mqtt://h');
    expect(form.address).toBe('mqtt://h:1883');
  });

  it('leaves a host that is no URL alone, and takes a line that is typed once its field is left', () => {
    const { form } = scene();
    for (const text of ['broker.example', 'mqtts://', 'mosquitto_sub', 'mosquitto_sub -', 'mosquitto_sub -h b']) {
      form.setHost(text);
      expect(form.values.host).toBe(text);
    }
    expect(form.pasted).toBeNull();
    form.leave('host');
    expect(form.values.host).toBe('b');
    expect(form.pasted?.program).toBe('mosquitto_sub');
  });

  it('takes a whole command line, keeps its lines apart from new ones, and says what it did not take', () => {
    const { form } = scene();
    form.setHost("mosquitto_sub -h broker.example -t 'a/#' -t b --cafile ca.pem");
    expect(form.values.host).toBe('broker.example');
    expect(form.pasted).toMatchObject({ program: 'mosquitto_sub', files: ['ca.pem'] });
    form.addFilter('c');
    const lines = form.values.filters.map(({ line }) => line);
    expect(new Set(lines).size).toBe(3);
  });

  it('moves the port along with the transport only while it is the usual one', () => {
    const { form } = scene();
    form.setProtocol('mqtts');
    expect(form.values.port).toBe('8883');
    form.setProtocol('unix');
    form.setProtocol('mqtt');
    expect(form.values.port).toBe('1883');
    form.values.port = '9000';
    form.setProtocol('wss');
    expect(form.values.port).toBe('9000');
    form.setProxyKind('http');
    expect(form.values.proxy.port).toBe('8080');
  });

  it('shows a problem once its field was left, and all of them once saving was tried', () => {
    const { form } = scene();
    form.values.port = '0';
    expect(form.problem('port')).toBeNull();
    form.leave('port');
    expect(form.problem('port')).not.toBeNull();
    expect(form.problem('host')).toBeNull();
    expect(form.draft()).toBeNull();
    expect(form.problem('host')).not.toBeNull();
    expect(form.problemCount('general')).toBe(2);
  });

  it('goes to the section with the problem, and to the problem itself, when saving is tried elsewhere', () => {
    const { form } = scene();
    form.setHost('broker.example');
    form.addFilter();
    form.section = 'tls';
    expect(form.draft()).toBeNull();
    expect(form.section).toBe('subscriptions');
    expect(form.wantedFocus).toEqual({ kind: 'problem' });
  });

  it('says how many fields keep it from being tested, until they are mended', async () => {
    const { form, tested } = scene();
    form.values.port = '0';
    form.section = 'tls';
    await form.runTest();
    expect([form.notTested, form.section, tested.length]).toEqual([2, 'general', 0]);
    form.section = 'will';
    form.goToProblem();
    expect([form.section, form.wantedFocus]).toEqual(['general', { kind: 'problem' }]);
    form.setHost('mqtt://broker.example');
    expect(form.notTested).toBe(0);
    await form.runTest();
    expect([form.notTested, tested.length]).toEqual([0, 1]);
  });

  it('does not begin a test once it is closed', async () => {
    const { form, tested } = scene();
    form.setHost('broker.example');
    const running = form.runTest();
    form.close();
    await running;
    expect(tested).toEqual([]);
  });

  it('unlocks with what was typed before it is tested', async () => {
    const locked: PickedFile = { ticket: 't1', facts: fileFacts('ops.p12'), locked: true, pair: null };
    const { form, tested } = scene(
      null,
      {},
      [succeed(locked)],
      [fail('passphrase-wrong'), succeed({ ...locked, locked: false })]
    );
    form.setHost('mqtts://broker.example');
    form.values.tls.identity = 'pkcs12';
    await form.files.pick('pkcs12');
    form.files.typePassphrase('pkcs12', 'wrong');
    await form.runTest();
    expect([tested.length, form.notTested, form.section]).toEqual([0, 1, 'tls']);
    expect(form.files.passphraseFailure('pkcs12')?.code).toBe('passphrase-wrong');
    form.files.typePassphrase('pkcs12', 'right');
    await form.runTest();
    expect(tested.map(({ draft }) => draft.files)).toEqual([[{ kind: 'pkcs12', ticket: 't1' }]]);
  });

  it('starts with an address that was typed elsewhere taken apart, or as it is where it makes none', () => {
    const { form } = scene(null, { address: 'broker.example:8883/x' });
    expect(form.values).toMatchObject({ protocol: 'mqtt', host: 'broker.example', port: '8883' });
    expect(form.dirty).toBe(true);
    expect(scene(null, { address: 'no address' }).form.values.host).toBe('no address');
    expect(scene(null, { address: '' }).form.dirty).toBe(false);
  });

  it('goes to where the keep alive is on show, which depends on the version', () => {
    const { form } = scene(profileExample({ mqttVersion: 'auto' }));
    form.values.keepAlive = 'x';
    form.section = 'tls';
    expect(form.draft()).toBeNull();
    expect([form.section, form.problemCount('mqtt5'), form.problemCount('general')]).toEqual(['mqtt5', 1, 0]);
    form.values.mqttVersion = '3.1.1';
    expect(form.draft()).toBeNull();
    expect([form.section, form.problemCount('general')]).toEqual(['general', 1]);
  });

  it('counts a file that was refused only where its reason is on show', async () => {
    const { form } = scene(profileExample(), {}, [fail('key-file-invalid')]);
    form.values.tls.identity = 'pem';
    await form.files.pick('key');
    expect(form.problemCount('tls')).toBe(1);
    form.values.tls.identity = 'none';
    expect(form.problemCount('tls')).toBe(0);
  });

  it('saves without a locked key that its format does not show any more', async () => {
    const picked = succeed({ ticket: 'k1', facts: fileFacts('a.key'), locked: true, pair: null });
    const { form } = scene(profileExample(), {}, [picked]);
    form.values.tls.identity = 'pem';
    await form.files.pick('key');
    expect(form.draft()).toBeNull();
    form.values.tls.identity = 'none';
    expect(form.problemCount('tls')).toBe(0);
    expect(form.draft()?.files).toEqual([]);
  });

  it('is dirty from the first change until it is taken back', async () => {
    const picked = succeed({ ticket: 't', facts: fileFacts('ca.pem'), locked: false, pair: null });
    const { form } = scene(profileExample(richFields), {}, [picked]);
    expect(form.dirty).toBe(false);
    form.values.mqtt5.userProperties[0] = { line: 0, name: 'site', value: 'x', added: false };
    expect(form.dirty).toBe(true);
    form.values.mqtt5.userProperties[0] = { line: 0, name: 'site', value: 'leipzig', added: false };
    expect(form.dirty).toBe(false);
    await form.files.pick('ca');
    expect(form.dirty).toBe(true);
  });

  it('saves what was changed, with the files beside it', async () => {
    const picked = succeed({ ticket: 'c1', facts: fileFacts('c.pem'), locked: false, pair: null });
    const { form } = scene(profileExample(), {}, [picked]);
    form.typeSecret(form.values.password, 'x');
    await form.files.pick('crl');
    expect(form.draft()).toMatchObject({
      id: 'leipzig',
      secrets: [{ kind: 'password', value: 'x' }],
      files: [{ kind: 'crl', ticket: 'c1' }]
    });
  });

  it('says at once that a key belongs to another certificate, and does not save it so', async () => {
    const other = failure('key-file-invalid', '', { reason: 'other-certificate', fileName: 'b.key' });
    const picked = succeed({
      ticket: 'k1',
      facts: fileFacts('b.key'),
      locked: false,
      pair: { ok: false, failure: other } as const
    });
    const tls = { ...richFields.tls, trust: 'system', identity: 'pem' } as const;
    const files = { ...profileExample().files, certificate: fileFacts('a.pem'), key: fileFacts('a.key') };
    const { form } = scene(profileExample({ tls, files }), {}, [picked]);
    await form.files.pick('key');
    expect(form.problem('key')).toContain('“b.key” belongs to another certificate.');
    expect(form.problemCount('tls')).toBe(1);
    expect(form.draft()).toBeNull();
  });

  it('moves a header’s value into a secret and back as long as it is known', () => {
    const { form } = scene(profileExample({ headers: richFields.headers, secrets: ['header-h2'] }));
    const [site, token] = form.values.headers;
    if (!site || !token) throw new Error('two headers');
    form.setHeaderSecret(site, true);
    expect([site.value, site.kept.typed]).toEqual(['', 'leipzig']);
    form.setHeaderSecret(site, false);
    expect([site.value, site.kept.typed]).toEqual(['leipzig', '']);
    expect(form.headerStored(token)).toBe(true);
    form.setHeaderSecret(token, false);
    expect(form.draft()?.secrets).toEqual([{ kind: 'header-h2', value: null }]);
  });

  it('tests what it holds, and shows what is wrong instead where it cannot', async () => {
    const { form, tested } = scene();
    await form.runTest();
    expect(tested).toEqual([]);
    expect(form.problem('host')).not.toBeNull();
    form.setHost('broker.example');
    await form.runTest();
    expect(tested.map(({ draft }) => draft.fields.address.host)).toEqual(['broker.example']);
    expect(form.test.running).toBe(true);
  });

  it('says that a test is of other fields once one of them was changed, and not for a name', async () => {
    const { form } = scene(profileExample());
    const found = { startedAtMs: 0, steps: [], chain: [], failure: null, done: true };
    const finish = () => {
      form.test.cancel();
      form.test.diagnosis = found;
    };
    form.values.port = '1';
    expect(form.changedSinceTest).toBe(false);
    await form.runTest();
    finish();
    expect(form.changedSinceTest).toBe(false);
    form.values.name = 'x';
    expect(form.changedSinceTest).toBe(false);
    form.values.port = '2';
    expect(form.changedSinceTest).toBe(true);
    form.values.port = '1';
    expect(form.changedSinceTest).toBe(false);
  });

  it('counts what stopped the last try as a problem of the section that mends it', () => {
    const diagnosis: Diagnosis = {
      startedAtMs: 0,
      steps: [
        { step: 'name', outcome: 'done', durationMs: 1, facts: {} },
        { step: 'tls', outcome: 'failed', durationMs: 1, facts: {} },
        { step: 'mqtt', outcome: 'not-reached', durationMs: null, facts: {} }
      ],
      chain: [],
      failure: failure('tls-failed'),
      done: true
    };
    const { form } = scene(profileExample(), { diagnosis });
    expect([form.problemCount('tls'), form.problemCount('general')]).toEqual([1, 0]);

    // TLS 1.3 tells it where the CONNACK would be.
    const steps: Diagnosis['steps'] = [{ step: 'mqtt', outcome: 'failed', durationMs: 1, facts: {} }];
    const refused = { ...diagnosis, steps, failure: failure('client-certificate-required') };
    const { form: later } = scene(profileExample(), { diagnosis: refused });
    expect([later.problemCount('tls'), later.problemCount('general')]).toEqual([1, 0]);
  });

  it('opens at the field that was asked for, else at the first of its section', () => {
    const opened = (opening: Partial<Opening>, of = profileExample()) => scene(of, opening).form.firstField;
    expect(opened({})).toBe('form-name');
    expect(opened({ firstField: 'form-username' })).toBe('form-username');
    expect(opened({ section: 'subscriptions' })).toBe('form-filter-0');
    expect(opened({ section: 'subscriptions' }, profileExample({ subscriptions: [] }))).toBe('form-filter-add');
    const { form } = scene(profileExample(), { section: 'tls' });
    expect(form.wantedFocus).toEqual({ kind: 'field', field: '' });
    form.goTo('proxy', 'form-proxy-host');
    expect([form.section, form.wantedFocus]).toEqual(['proxy', { kind: 'field', field: 'form-proxy-host' }]);
    form.goTo('subscriptions');
    expect(form.wantedFocus).toEqual({ kind: 'field', field: 'form-filter-0' });
  });

  it('shows no address and no name that nonsense would make, and tells its usual name from the others’', () => {
    const { form } = scene(null, { otherNames: ['h:1884'] });
    form.setHost('broker.example');
    form.values.port = '99999';
    expect([form.address, form.usualName]).toEqual(['', '']);
    form.setHost('mqtts://h:1884');
    expect(form.usualName).toBe('mqtts://h:1884');
    expect(form.draft()?.fields.name).toBe('mqtts://h:1884');
  });

  it('makes client IDs that differ and fit MQTT 3.1.1 [MQTT-3.1.3-5]', () => {
    const { form } = scene();
    form.newClientId();
    const first = form.values.clientId;
    form.newClientId();
    expect(form.values.clientId).not.toBe(first);
    expect(first).toMatch(/^[a-z0-9-]{1,23}$/);
    expect(form.randomSample).toMatch(/^[0-9a-f]{4}$/);
  });

  it('passes the switch for secrets without a key store on to the settings', () => {
    let on = false;
    const { form } = scene(null, {
      keyStore: false,
      storeUnprotected: () => on,
      setStoreUnprotected: (wanted) => (on = wanted)
    });
    form.setStoreUnprotected(true);
    expect(form.storeUnprotected).toBe(true);
  });
});
