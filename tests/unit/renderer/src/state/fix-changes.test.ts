import { describe, expect, it } from 'vitest';
import type { Fix } from '../../../../../renderer/src/state/failure-fixes';
import { fixChanges } from '../../../../../renderer/src/state/fix-changes';
import { namedProfile } from './named-profile';

const address = { protocol: 'mqtt', host: 'broker.example', port: 8084, path: '/' } as const;
const profile = { ...namedProfile('a'), address, clientId: 'line-7' };

describe('fixChanges', () => {
  it.each<[Fix, unknown]>([
    [{ kind: 'transport', protocol: 'mqtts', port: 8883 }, { address: { ...address, protocol: 'mqtts', port: 8883 } }],
    [{ kind: 'transport', protocol: 'wss', port: null }, { address: { ...address, protocol: 'wss', path: '/mqtt' } }],
    [{ kind: 'port', port: 1883 }, { address: { ...address, port: 1883 } }],
    [{ kind: 'path', path: '/x' }, { address: { ...address, path: '/x' } }],
    [{ kind: 'version', version: '3.1.1' }, { mqttVersion: '3.1.1' }],
    [{ kind: 'newClientId' }, { clientId: '' }],
    [{ kind: 'testAgain' }, null],
    [{ kind: 'allowTls', version: 'TLSv1' }, null]
  ])('%j', (fix, changes) => {
    expect(fixChanges(fix, profile)).toEqual(changes);
  });

  it('keeps the path between two transports of WebSocket, and changes no random ID', () => {
    const overWs = { ...profile, clientId: '', address: { ...address, protocol: 'ws' as const, path: '/' } };
    expect(fixChanges({ kind: 'transport', protocol: 'wss', port: null }, overWs)).toMatchObject({
      address: { protocol: 'wss', path: '/' }
    });
    expect(fixChanges({ kind: 'newClientId' }, overWs)).toBeNull();
  });
});
