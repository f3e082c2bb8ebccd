import { describe, expect, it } from 'vitest';
import type { PickedFile, RequestInput } from '../../../../../electron/contract/app';
import type { ChainCertificate } from '../../../../../electron/contract/diagnosis';
import { succeed } from '../../../../../electron/contract/failure';
import { applyFix } from '../../../../../renderer/src/state/apply-fix';
import { ConnectionForm } from '../../../../../renderer/src/state/connection-form.svelte';
import type { Fix } from '../../../../../renderer/src/state/failure-fixes';

const certificate: ChainCertificate = {
  subject: 'broker',
  issuer: 'broker',
  selfSigned: true,
  names: [],
  fingerprint: Array.from({ length: 32 }, () => 'AB').join(':'),
  keyType: 'RSA 2048',
  validFromMs: 0,
  validToMs: 1,
  flaws: [],
  byFingerprint: false
};
const picked: PickedFile = {
  ticket: 't1',
  facts: {
    fileName: 'ca.pem',
    subject: 'Plant CA',
    validToMs: null,
    validFromMs: null,
    issuer: null,
    names: [],
    fingerprint: null,
    keyType: null,
    count: 1
  },
  locked: false,
  pair: null
};

/** A form of a new connection to `address`, and the tests main was asked for. */
function world(address: string, file: PickedFile | null = picked) {
  const tested: RequestInput<'testConnection'>[] = [];
  const done = () => Promise.resolve(succeed(null));
  const form = new ConnectionForm(
    {
      pickFile: () => Promise.resolve(succeed(file)),
      unlockFile: () => Promise.resolve(succeed(picked)),
      testConnection: (input) => {
        tested.push(input);
        return done();
      },
      cancelTest: done,
      copyText: done
    },
    {
      profile: null,
      keyStore: true,
      systemTrust: 'system',
      storeUnprotected: () => false,
      setStoreUnprotected: () => undefined,
      otherNames: [],
      folders: []
    }
  );
  form.setHost(address);
  const opened: string[] = [];
  const apply = (fix: Fix) => applyFix(form, fix, (place) => opened.push(place));
  return { form, tested, opened, apply };
}

describe('applyFix', () => {
  it('changes the transport, and keeps the port unless it is told another', async () => {
    const { form, tested, apply } = world('mqtt://broker.example:1883');
    await apply({ kind: 'transport', protocol: 'mqtts', port: null });
    expect(form.address).toBe('mqtts://broker.example:1883');
    await apply({ kind: 'transport', protocol: 'mqtts', port: 8883 });
    expect(form.address).toBe('mqtts://broker.example:8883');
    expect(tested.map(({ draft }) => draft.fields.address.port)).toEqual([1883, 8883]);
  });

  it('pins a certificate for this profile, and lets it go again', async () => {
    const { form, tested, apply } = world('mqtts://broker.example');
    await apply({ kind: 'trust', certificate, renewed: false });
    expect(tested[0]?.draft.fields.tls.trusted).toMatchObject({
      fingerprint: certificate.fingerprint,
      subject: 'broker'
    });
    await apply({ kind: 'stopTrusting' });
    expect(form.values.tls.trusted).toBeNull();
    expect(tested).toHaveLength(2);
  });

  it('takes a chosen authority beside the system’s, and tests only once there is one', async () => {
    const closed = world('mqtts://broker.example', null);
    await closed.apply({ kind: 'chooseCa' });
    expect(closed.form.values.tls.trust).toBe('system');
    expect(closed.tested).toEqual([]);
    const { form, tested, apply } = world('mqtts://broker.example');
    await apply({ kind: 'chooseCa' });
    expect(form.values.tls.trust).toBe('system-and-file');
    expect(tested[0]?.draft.files).toEqual([{ kind: 'ca', ticket: 't1' }]);
  });

  it('does not widen a trust that a person narrowed', async () => {
    const { form, apply } = world('mqtts://broker.example');
    form.values.tls.trust = 'file';
    await apply({ kind: 'chooseCa' });
    expect(form.values.tls.trust).toBe('file');
  });

  it.each<[Fix, Record<string, unknown>]>([
    [{ kind: 'port', port: 1234 }, { port: '1234' }],
    [{ kind: 'path', path: '/ws' }, { path: '/ws' }],
    [{ kind: 'version', version: '3.1.1' }, { mqttVersion: '3.1.1' }],
    [{ kind: 'newClientId' }, { clientId: '' }],
    [{ kind: 'testAgain' }, { host: 'broker.example' }]
  ])('%j, then a test', async (fix, values) => {
    const { form, tested, apply } = world('wss://broker.example/mqtt');
    form.values.clientId = 'ops';
    await apply(fix);
    expect(form.values).toMatchObject(values);
    expect(tested).toHaveLength(1);
  });

  it('checks the certificate for another name, or takes an older TLS', async () => {
    const { form, apply } = world('mqtts://10.0.0.1');
    await apply({ kind: 'serverName', name: 'broker.example' });
    await apply({ kind: 'allowTls', version: 'TLSv1' });
    expect(form.values.tls).toMatchObject({ serverName: 'broker.example', minVersion: 'TLSv1' });
  });

  it('leaves to a person what only a person knows', async () => {
    const { tested, opened, apply } = world('mqtts://broker.example');
    await apply({ kind: 'open', place: 'signIn' });
    expect(opened).toEqual(['signIn']);
    expect(tested).toEqual([]);
  });
});
