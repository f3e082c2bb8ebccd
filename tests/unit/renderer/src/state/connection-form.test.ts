import { describe, expect, it } from 'vitest';
import { fail, succeed } from '../../../../../electron/contract/failure';
import { ConnectionForm } from '../../../../../renderer/src/state/connection-form.svelte';

const picked = { ticket: 't1', facts: { fileName: 'ca.pem', subject: 'CN Root', validToMs: 1 } };
const form = (pickFile = () => Promise.resolve(succeed<typeof picked | null>(picked))) =>
  new ConnectionForm({ pickFile }, null, true);

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
    expect(refused.fileFailure('ca')?.code).toBe('certificate-file-invalid');
    refused.removeFile('ca');
    expect(refused.fileFailure('ca')).toBeNull();
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
