import { describe, expect, it } from 'vitest';
import { failure, failureCodes } from '../../../../../../electron/contract/failure';
import { remedyFor } from '../../../../../../renderer/src/panes/status/remedy';

describe('remedyFor', () => {
  it('knows every failure', () => {
    for (const code of failureCodes) expect(() => remedyFor(failure(code))).not.toThrow();
  });

  it.each([
    ['refused', 'address'],
    ['bad-credentials', 'signIn'],
    ['certificate-not-trusted', 'authorities'],
    ['certificate-changed', 'tls'],
    ['client-certificate-required', 'clientCertificate'],
    ['proxy-sign-in-refused', 'proxy'],
    ['protocol-version-refused', 'version'],
    ['client-id-rejected', 'clientId'],
    ['socket-not-found', 'address'],
    ['subscribe-not-authorised', 'subscriptions'],
    ['taken-over', 'newClientId'],
    ['bug', null]
  ] as const)('%s is mended at %s', (code, remedy) => {
    expect(remedyFor(failure(code))).toBe(remedy);
  });

  it.each([
    ['tls-failed', { speaks: 'plain' }, 'address'],
    ['tls-failed', { closed: 1 }, 'address'],
    ['tls-failed', { old: 1 }, 'tls'],
    ['not-mqtt', { speaks: 'http' }, 'address'],
    ['not-mqtt', { speaks: 'tls' }, 'address'],
    ['certificate-wrong-host', { names: 'broker.example' }, 'address'],
    ['closed-before-connack', { protocol: 'mqtt' }, 'address'],
    ['closed-before-connack', { protocol: 'mqtts' }, 'edit'],
    ['reset', { step: 'websocket' }, 'address'],
    ['reset', { step: 'up' }, 'edit'],
    ['secret-unreadable', { what: 'key' }, 'key'],
    ['secret-unreadable', { what: 'proxy-password', why: 'last-run' }, 'proxy-password'],
    ['secret-unreadable', { what: 'header-a' }, 'header-a'],
    ['websocket-refused', { status: 403 }, 'headers'],
    ['websocket-refused', { status: 404 }, 'path'],
    ['flapping', {}, 'newClientId'],
    ['flapping', { randomClientId: 1 }, 'subscriptions'],
    ['secret-unreadable', { what: 'password' }, 'password']
  ] as const)('%s with %j is mended where its words send: %s', (code, facts, remedy) => {
    expect(remedyFor(failure(code, '', facts))).toBe(remedy);
  });
});
