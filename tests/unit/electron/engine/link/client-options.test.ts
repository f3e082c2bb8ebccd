import { describe, expect, it } from 'vitest';
import { clientOptions } from '../../../../../electron/engine/link/client-options';
import { connectionConfig } from '../../../../support/connection-config';

const address = { port: 1883 };

describe('clientOptions', () => {
  it('makes a fresh random client id at each connect where none is set', () => {
    const ids = Array.from({ length: 50 }, () => clientOptions(connectionConfig({ address })).clientId);
    expect(new Set(ids).size).toBe(50);
    for (const id of ids) expect(id).toMatch(/^treeline-[0-9a-f]{8}$/);
    expect(clientOptions(connectionConfig({ address, fields: { clientId: 'mine' } })).clientId).toBe('mine');
  });

  it('leaves every reconnect to the supervisor', () => {
    expect(clientOptions(connectionConfig({ address }))).toMatchObject({
      reconnectPeriod: 0,
      resubscribe: false,
      clean: true,
      keepalive: 60,
      protocolVersion: 4
    });
  });

  it('tells an MQTT 5 broker its bounds, and takes no topic aliases', () => {
    const { protocolVersion, properties } = clientOptions(
      connectionConfig({ address, fields: { mqttVersion: '5' }, budgets: { maxPayloadBytes: 10_000 } })
    );
    expect(protocolVersion).toBe(5);
    expect(properties).toEqual({ receiveMaximum: 1_000, maximumPacketSize: 1_010_000 });
  });

  it('never sends a password without a user name [MQTT-3.1.2-22]', () => {
    expect(clientOptions(connectionConfig({ address, password: 'pw' }))).toMatchObject({
      username: '',
      password: 'pw'
    });
    expect(clientOptions(connectionConfig({ address }))).not.toHaveProperty('username');
  });
});
