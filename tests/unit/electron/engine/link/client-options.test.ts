import { describe, expect, it } from 'vitest';
import type { ConnectionConfig } from '../../../../../electron/contract/engine-control';
import type { SpokenVersion } from '../../../../../electron/contract/profile';
import { clientOptions } from '../../../../../electron/engine/link/client-options';
import { connectionConfig } from '../../../../support/connection-config';

const address = { port: 1883 };

function optionsOf(config: ConnectionConfig, version: SpokenVersion = '3.1.1') {
  const options = clientOptions(config, version);
  if (!options.ok) throw new Error(options.failure.code);
  return options.value;
}

const { will, mqtt5 } = connectionConfig({ address }).fields;

describe('clientOptions', () => {
  it.each([
    ['', /^treeline-[0-9a-f]{8}$/],
    ['line-{random}', /^line-[0-9a-f]{4}$/],
    ['{random}{random}', /^[0-9a-f]{8}$/]
  ])('makes a fresh random client id at each connect of %j', (clientId, pattern) => {
    const config = connectionConfig({ address, fields: { clientId } });
    const ids = Array.from({ length: 20 }, () => optionsOf(config).clientId);
    expect(new Set(ids).size).toBeGreaterThan(15);
    for (const id of ids) expect(id).toMatch(pattern);
  });

  it('takes a fixed client id as it is', () => {
    expect(optionsOf(connectionConfig({ address, fields: { clientId: 'mine' } })).clientId).toBe('mine');
  });

  it('leaves every reconnect to the supervisor', () => {
    const fields = { keepAliveSeconds: 0, cleanStart: false };
    expect(optionsOf(connectionConfig({ address, fields }))).toMatchObject({
      reconnectPeriod: 0,
      resubscribe: false,
      clean: false,
      keepalive: 0,
      protocolVersion: 4
    });
  });

  it('tells an MQTT 5 broker how large a packet may be, and nothing a person did not ask for', () => {
    const { protocolVersion, properties } = optionsOf(
      connectionConfig({ address, budgets: { maxPayloadBytes: 10_000 } }),
      '5'
    );
    expect(protocolVersion).toBe(5);
    expect(properties).toEqual({ maximumPacketSize: 1_010_000 });
  });

  it('never sends a password without a user name [MQTT-3.1.2-22]', () => {
    expect(optionsOf(connectionConfig({ address, password: 'pw' }))).toMatchObject({ username: '', password: 'pw' });
    expect(optionsOf(connectionConfig({ address }))).not.toHaveProperty('username');
  });

  it.each(['certificate', 'none'] as const)('signs in without name and password by %s', (signIn) => {
    const options = optionsOf(connectionConfig({ address, password: 'pw', fields: { signIn, username: 'ada' } }));
    expect(options).not.toHaveProperty('username');
    expect(options).not.toHaveProperty('password');
  });

  it('sends a method and its data only where the sign-in is of that kind', () => {
    const fields = { username: 'ada', mqtt5: { ...mqtt5, authenticationMethod: 'TOKEN' } };
    const config = connectionConfig({ address, authenticationData: 'data', fields });
    expect(optionsOf(config, '5').properties).not.toHaveProperty('authenticationMethod');
    const enhanced = { ...config, fields: { ...config.fields, signIn: 'enhanced' as const } };
    expect(optionsOf(enhanced, '5')).toMatchObject({
      username: 'ada',
      properties: { authenticationMethod: 'TOKEN', authenticationData: Buffer.from('data') }
    });
    expect(optionsOf(enhanced)).not.toHaveProperty('properties');
  });

  it('says what it cannot send, before a stream dies of it', () => {
    const long = 'ä'.repeat(33_000);
    const fields = (more: object) => connectionConfig({ address, password: null, fields: more });
    expect(clientOptions(fields({ username: long }), '5')).toMatchObject({
      ok: false,
      failure: { code: 'connect-refused', facts: { unsendable: 'username' } }
    });
    expect(clientOptions({ ...fields({}), password: long }, '5')).toMatchObject({
      failure: { facts: { unsendable: 'password' } }
    });
    for (const topic of ['', 'a/#', 'a\0b']) {
      expect(clientOptions(fields({ will: { ...will, on: true, topic } }), '5')).toMatchObject({
        failure: { code: 'topic-invalid', facts: { will: 1 } }
      });
    }
    expect(clientOptions(fields({ will: { ...will, on: false, topic: 'a/#' } }), '5').ok).toBe(true);
  });

  it('leaves the rest of a will to MQTT 5', () => {
    const config = connectionConfig({ address, fields: { will: { ...will, on: true, topic: 'w', delaySeconds: 5 } } });
    expect(optionsOf(config).will).toEqual({ topic: 'w', payload: Buffer.alloc(0), qos: 0, retain: false });
    expect(optionsOf(config, '5').will?.properties).toEqual({ willDelayInterval: 5 });
  });
});
