import { describe, expect, it } from 'vitest';
import type { FailureCode } from '../../../../../electron/contract/failure';
import {
  closedFailure,
  isStreamError,
  streamFailure,
  type LinkPhase
} from '../../../../../electron/engine/link/stream-failure';

const facts = { host: 'broker.example', port: 8883, protocol: 'mqtts' };

function coded(code: string, message = ''): Error {
  return Object.assign(new Error(message), { code });
}

describe('streamFailure', () => {
  it.each<[string, LinkPhase, FailureCode]>([
    ['ENOTFOUND', 'name', 'name-not-found'],
    ['EAI_AGAIN', 'name', 'name-not-found'],
    ['ECONNREFUSED', 'tcp', 'refused'],
    ['EHOSTUNREACH', 'tcp', 'unreachable'],
    ['ENETUNREACH', 'tcp', 'unreachable'],
    ['ETIMEDOUT', 'tcp', 'no-answer'],
    ['ETIMEDOUT', 'up', 'reset'],
    ['ECONNRESET', 'tcp', 'reset'],
    ['ECONNRESET', 'tls', 'tls-failed'],
    ['ECONNRESET', 'websocket', 'reset'],
    ['', 'websocket', 'websocket-refused'],
    ['ECONNRESET', 'mqtt', 'closed-before-connack'],
    ['EPIPE', 'up', 'reset'],
    ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', 'mqtt', 'client-certificate-required'],
    ['ERR_SSL_TLSV1_ALERT_UNKNOWN_CA', 'mqtt', 'client-certificate-required'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'tls', 'tls-failed'],
    ['ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION', 'tls', 'tls-failed'],
    ['WS_ERR_UNSUPPORTED_MESSAGE_LENGTH', 'up', 'payload-too-large'],
    ['WS_ERR_INVALID_OPCODE', 'up', 'malformed-packet'],
    ['HPE_INVALID_CONSTANT', 'websocket', 'websocket-refused'],
    ['HPE_INVALID_CONSTANT', 'up', 'reset'],
    ['ENOENT', 'tcp', 'socket-not-found'],
    ['EACCES', 'tcp', 'unreachable'],
    ['ESOMETHINGNEW', 'tcp', 'reset'],
    ['ESOMETHINGNEW', 'up', 'reset']
  ])('%s while %s is %s', (code, phase, expected) => {
    const found = streamFailure(coded(code), { phase, facts, clientCertificate: false });
    expect(found).toMatchObject({ code: expected, raw: code, facts });
  });

  it.each([
    'ERR_SSL_WRONG_VERSION_NUMBER',
    'ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC',
    'ERR_SSL_TLSV1_ALERT_INTERNAL_ERROR'
  ])('%s on a link that was up is a cut, not settings that do not fit', (code) => {
    const found = streamFailure(coded(code), { phase: 'up', facts, clientCertificate: true });
    expect(found).toEqual({ code: 'reset', raw: code, facts: { ...facts, step: 'up' } });
  });

  it('an alert about our certificate is about the one we sent', () => {
    const error = coded('ERR_SSL_TLSV1_ALERT_UNKNOWN_CA');
    const found = streamFailure(error, { phase: 'mqtt', facts, clientCertificate: true });
    expect(found.code).toBe('client-certificate-invalid');
  });

  it('knows BoringSSL by its words', () => {
    const message = 'write EPROTO 123:error:10000416:SSL routines:OPENSSL_internal:SSLV3_ALERT_CERTIFICATE_UNKNOWN';
    const found = streamFailure(coded('EPROTO', message), { phase: 'tls', facts, clientCertificate: true });
    expect(found.code).toBe('client-certificate-invalid');
    const plain = coded('EPROTO', 'error:100000f7:SSL routines:OPENSSL_internal:WRONG_VERSION_NUMBER');
    expect(streamFailure(plain, { phase: 'tls', facts, clientCertificate: false }).facts.speaks).toBe('plain');
  });

  it.each<[string, string | undefined, object]>([
    ['ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL', undefined, { reason: 'alpn' }],
    ['ERR_SSL_TLSV1_UNRECOGNIZED_NAME', undefined, { reason: 'server-name' }],
    ['ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE', undefined, { reason: 'nothing-in-common' }],
    ['EPROTO', 'OPENSSL_internal:SSLV3_ALERT_HANDSHAKE_FAILURE', { reason: 'nothing-in-common' }],
    ['EPROTO', 'OPENSSL_internal:WRONG_CERTIFICATE_TYPE', { reason: 'certificate-type' }],
    ['EPROTO', 'OPENSSL_internal:UNSUPPORTED_PROTOCOL', { old: 1 }],
    ['ERR_SSL_DH_KEY_TOO_SMALL', undefined, { reason: 'weak' }],
    ['ERR_SSL_TLSV1_ALERT_INTERNAL_ERROR', undefined, { reason: 'broken' }],
    ['EPROTO', 'Cipher functions:OPENSSL_internal:BAD_DECRYPT', { reason: 'broken' }]
  ])('what TLS says (%s %s) has a reason', (code, message, expected) => {
    const found = streamFailure(coded(code, message), { phase: 'tls', facts, clientCertificate: false });
    expect(found).toMatchObject({ code: 'tls-failed', facts: expected });
  });

  it.each([
    ['Server sent no subprotocol', 'subprotocol'],
    ['Invalid Upgrade header', 'handshake']
  ])('a WebSocket that is none (%s)', (message, reason) => {
    const found = streamFailure(new Error(message), { phase: 'websocket', facts, clientCertificate: false });
    expect(found).toMatchObject({ code: 'websocket-refused', facts: { reason } });
  });

  it('all addresses of a name that fail are the failure of the first', () => {
    const all = new AggregateError([coded('ECONNREFUSED'), coded('EHOSTUNREACH')]);
    expect(streamFailure(all, { phase: 'tcp', facts, clientCertificate: false }).code).toBe('refused');
  });

  it('does not blame the network for what it does not know', () => {
    const scene = { facts, clientCertificate: false };
    expect(streamFailure(coded('EODD'), { ...scene, phase: 'tcp' }).facts.unknown).toBe(1);
    expect(streamFailure(coded('EODD'), { ...scene, phase: 'up' }).facts.unknown).toBeUndefined();
  });

  it('takes anything as an error', () => {
    for (const odd of [null, undefined, 'text', 5, {}, { code: 7 }]) {
      expect(streamFailure(odd, { phase: 'up', facts, clientCertificate: false }).code).toBe('reset');
    }
  });
});

it('tells errors of a stream from those of MQTT.js', () => {
  expect(isStreamError(coded('ECONNRESET'))).toBe(true);
  expect(isStreamError(Object.assign(new Error('x'), { code: 130 }))).toBe(false);
  expect(isStreamError(new Error('Packet must not have both QoS bits set to 1'))).toBe(false);
});

describe('closedFailure', () => {
  it.each<[LinkPhase, FailureCode]>([
    ['tcp', 'reset'],
    ['tls', 'tls-failed'],
    ['websocket', 'reset'],
    ['mqtt', 'closed-before-connack'],
    ['up', 'closed']
  ])('while %s is %s', (phase, code) => {
    expect(closedFailure({ phase, facts, clientCertificate: false }).code).toBe(code);
  });
});
