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
    ['ESOMETHINGNEW', 'tcp', 'reset'],
    ['ESOMETHINGNEW', 'up', 'reset']
  ])('%s while %s is %s', (code, phase, expected) => {
    const found = streamFailure(coded(code), { phase, facts, clientCertificate: false });
    expect(found).toMatchObject({ code: expected, raw: code, facts });
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

describe('reason codes', () => {
  it('keep the broker’s own text, bounded', () => {
    const found = connackFailure({ reasonCode: 0x97, reasonString: 'x'.repeat(70_000) }, facts);
    expect(found).toMatchObject({ code: 'server-unavailable', raw: 'CONNACK 0x97' });
    expect(found.facts.brokerSays).toHaveLength(1_000);
  });

  it('every unknown CONNACK code is a refusal with its number', () => {
    for (const reasonCode of [0x06, 0x7f, 0x80, 0xff]) {
      expect(connackFailure({ reasonCode }, facts)).toMatchObject({ code: 'connect-refused', facts: { reasonCode } });
    }
  });

  it('SUBACK and PUBACK name filter and topic', () => {
    expect(subscribeFailure('a/#', { reasonCode: 0x80 }, false)).toMatchObject({
      code: 'subscribe-not-authorised',
      facts: { filter: 'a/#' }
    });
    expect(subscribeFailure('a/#', { reasonCode: 0x80 }, true).code).toBe('subscribe-refused');
    expect(subscribeFailure('a/#', { reasonCode: 0x87 }, true).code).toBe('subscribe-not-authorised');
    expect(subscribeFailure('a/#', { reasonCode: 0x97 }, true).code).toBe('subscribe-refused');
    expect(publishFailure('a', { reasonCode: 0x99 })).toMatchObject({ raw: 'PUBACK 0x99', facts: { topic: 'a' } });
  });

  it('are told from errnos', () => {
    expect(reasonCodeOf(Object.assign(new Error('x'), { code: 151 }))).toBe(151);
    expect(reasonCodeOf(coded('ECONNRESET'))).toBeNull();
    expect(isStreamError(coded('ECONNRESET'))).toBe(true);
    expect(isStreamError(Object.assign(new Error('x'), { code: 130 }))).toBe(false);
    expect(isStreamError(new Error('Packet must not have both QoS bits set to 1'))).toBe(false);
  });
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
