import { describe, expect, it } from 'vitest';
import type { PickedFile, RequestInput } from '../../../../../electron/contract/app';
import { fail, failure, succeed, type Result } from '../../../../../electron/contract/failure';
import type { Profile } from '../../../../../electron/contract/profile';
import { ConnectionForm } from '../../../../../renderer/src/state/connection-form.svelte';

const picked: PickedFile = {
  ticket: 't1',
  facts: { fileName: 'ca.pem', subject: 'CN Root', validToMs: 1 },
  pair: null
};
const newOne = { profile: null, keyStore: true, otherNames: [] };
const form = (pickFile = () => Promise.resolve(succeed<PickedFile | null>(picked))) =>
  new ConnectionForm({ pickFile }, newOne);

const profile: Profile = {
  id: 'plant',
  name: 'Plant',
  address: { protocol: 'mqtts', host: 'broker.example', port: 8883, path: '/' },
  clientId: '',
  username: '',
  mqttVersion: '5',
  verifyCertificate: true,
  subscriptions: [{ filter: '#', qos: 0 }],
  demo: false,
  hasPassword: false,
  secretsForThisRunOnly: false,
  ca: null,
  certificate: { fileName: 'ops.pem', subject: 'ops', validToMs: 1 },
  key: { fileName: 'ops.key', subject: null, validToMs: null }
};

/** A form of a saved connection, with what main answers to each file in turn. */
function editing(answers: Result<PickedFile | null>[]) {
  const asked: RequestInput<'pickFile'>[] = [];
  const pickFile = (input: RequestInput<'pickFile'>) => {
    asked.push(input);
    return Promise.resolve(answers.shift() ?? succeed(null));
  };
  return { asked, edited: new ConnectionForm({ pickFile }, { ...newOne, profile, section: 'tls' }) };
}

const file = (ticket: string, fileName: string, pair: PickedFile['pair']): Result<PickedFile> =>
  succeed({ ticket, facts: { fileName, subject: null, validToMs: null }, pair });
const otherCertificate = {
  ok: false,
  failure: failure('key-file-invalid', '', { reason: 'other-certificate', fileName: 'b.key' })
} as const;

describe('ConnectionForm', () => {
  it('splits a URL that lands in the host', () => {
    const edited = form();
    edited.setHost('wss://ops:s%20x@broker.example:8084/ws');
    expect(edited.values).toMatchObject({
      protocol: 'wss',
      host: 'broker.example',
      port: '8084',
      path: '/ws',
      username: 'ops',
      password: 's x'
    });
    expect(edited.address).toBe('wss://broker.example:8084/ws');
  });

  it('leaves a host that is no URL alone, also while a URL is being typed', () => {
    const edited = form();
    edited.setHost('broker.example');
    expect(edited.values.host).toBe('broker.example');
    edited.setHost('mqtts://');
    expect(edited.values.host).toBe('mqtts://');
  });

  it('moves the port along with the transport only while it is the usual one', () => {
    const edited = form();
    edited.setProtocol('mqtts');
    expect(edited.values.port).toBe('8883');
    edited.values.port = '9000';
    edited.setProtocol('wss');
    expect(edited.values.port).toBe('9000');
  });

  it('shows a problem once its field was left, and all of them once saving was tried', () => {
    const edited = form();
    edited.values.port = '0';
    expect(edited.problem('port')).toBeNull();
    edited.leave('port');
    expect(edited.problem('port')).not.toBeNull();
    expect(edited.problem('host')).toBeNull();
    expect(edited.draft()).toBeNull();
    expect(edited.problem('host')).not.toBeNull();
    expect(edited.problemCount('general')).toBe(2);
  });

  it('goes to the section with the problem when saving is tried elsewhere', () => {
    const edited = form();
    edited.setHost('broker.example');
    edited.addFilter();
    edited.section = 'tls';
    expect(edited.draft()).toBeNull();
    expect(edited.section).toBe('subscriptions');
  });

  it('is dirty from the first change until it is taken back', () => {
    const edited = form();
    expect(edited.dirty).toBe(false);
    edited.values.name = 'x';
    expect(edited.dirty).toBe(true);
    edited.values.name = '';
    expect(edited.dirty).toBe(false);
  });

  it('holds the ticket of a picked file, keeps what was there when the dialog is closed, and says why a file is refused', async () => {
    const edited = form();
    await edited.pickFile('ca');
    expect(edited.values.files.ca).toEqual({ change: { kind: 'set', ticket: 't1' }, facts: picked.facts });

    const closed = form(() => Promise.resolve(succeed(null)));
    await closed.pickFile('ca');
    expect(closed.values.files.ca).toEqual({ change: { kind: 'keep' }, facts: null });

    const refused = form(() => Promise.resolve(fail('certificate-file-invalid')));
    await refused.pickFile('ca');
    expect(refused.fileFailure('ca')).toContain('is no certificate');
    refused.removeFile('ca');
    expect(refused.fileFailure('ca')).toBeNull();
  });

  it('asks main about a key beside its certificate, and says at once that they differ', async () => {
    const { asked, edited } = editing([file('k1', 'b.key', otherCertificate), file('c1', 'b.pem', succeed(null))]);
    await edited.pickFile('key');
    expect(asked).toEqual([{ kind: 'key', profileId: 'plant', beside: { kind: 'keep' } }]);
    expect(edited.values.files.key.facts?.fileName).toBe('b.key');
    expect(edited.problem('key')).toContain('“b.key” belongs to another certificate.');
    expect(edited.problemCount('tls')).toBe(1);
    expect(edited.draft()).toBeNull();

    await edited.pickFile('certificate');
    expect(asked[1]).toEqual({ kind: 'certificate', profileId: 'plant', beside: { kind: 'set', ticket: 'k1' } });
    expect(edited.problem('key')).toBeNull();
    expect(edited.keyMatches).toBe(true);
    expect(edited.problemCount('tls')).toBe(0);
    expect(edited.draft()).toMatchObject({ key: { ticket: 'k1' }, certificate: { ticket: 'c1' } });
    edited.removeFile('certificate');
    expect(edited.keyMatches).toBe(false);
  });

  it('says what to do about a locked key, that the one before stays, and counts it without standing in the way', async () => {
    const locked = fail<PickedFile>('key-file-invalid', '', { reason: 'encrypted', fileName: 'locked.key' });
    const { edited } = editing([locked]);
    await edited.pickFile('key');
    expect(edited.fileFailure('key')).toBe(
      '“locked.key” is locked with a passphrase. Treeline cannot unlock keys yet. Choose a copy of it without a passphrase. “ops.key” stays chosen.'
    );
    expect(edited.problemCount('tls')).toBe(1);
    expect(edited.draft()).toMatchObject({ key: { kind: 'keep' } });
  });

  it('opens at the field that was asked for, else at the first of its section', () => {
    const { edited } = editing([]);
    const opened = (section: 'general' | 'tls' | 'subscriptions', of: Profile, firstField: string | null = null) =>
      new ConnectionForm(
        { pickFile: () => Promise.resolve(succeed(null)) },
        { ...newOne, profile: of, section, firstField }
      ).firstField;
    expect(edited.firstField).toBe('form-ca');
    expect(opened('general', profile)).toBe('form-name');
    expect(opened('general', profile, 'form-username')).toBe('form-username');
    expect(opened('subscriptions', profile)).toBe('form-filter-0');
    expect(opened('subscriptions', { ...profile, subscriptions: [] })).toBe('form-filter-add');
  });

  it('shows no address and no name that nonsense would make', () => {
    const edited = form();
    edited.setHost('broker.example');
    edited.values.port = '99999';
    expect([edited.address, edited.usualName]).toEqual(['', '']);
    edited.values.port = '1884';
    expect([edited.address, edited.usualName]).toEqual(['mqtt://broker.example:1884', 'broker.example:1884']);
    edited.setHost('my broker');
    expect([edited.address, edited.usualName]).toEqual(['', '']);
  });

  it('tells its usual name from the others’', () => {
    const edited = new ConnectionForm(
      { pickFile: () => Promise.resolve(succeed(null)) },
      { ...newOne, otherNames: ['h:1884'] }
    );
    edited.setHost('mqtts://h:1884');
    expect(edited.usualName).toBe('mqtts://h:1884');
    expect(edited.draft()?.fields.name).toBe('mqtts://h:1884');
  });

  it('makes client IDs that differ and fit MQTT 3.1.1 [MQTT-3.1.3-5]', () => {
    const edited = form();
    edited.newClientId();
    const first = edited.values.clientId;
    edited.newClientId();
    expect(edited.values.clientId).not.toBe(first);
    expect(first).toMatch(/^[a-z0-9-]{1,23}$/);
  });
});
