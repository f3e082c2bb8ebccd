import { describe, expect, it } from 'vitest';
import type { ChainCertificate, Diagnosis } from '../../../../../electron/contract/diagnosis';
import { failure, failureCodes, type FailureCode, type FailureFacts } from '../../../../../electron/contract/failure';
import { fixesFor, isLeading, type Fix, type FixScene } from '../../../../../renderer/src/state/failure-fixes';

const leaf: ChainCertificate = {
  subject: 'broker',
  issuer: 'Plant CA',
  selfSigned: false,
  names: ['*.example', 'broker.example'],
  fingerprint: 'AA:BB',
  keyType: 'RSA 2048',
  validFromMs: 0,
  validToMs: 1,
  flaws: [],
  byFingerprint: false
};
const diagnosis: Diagnosis = { startedAtMs: 0, steps: [], chain: [leaf], failure: null, done: true };
const scene: FixScene = {
  protocol: 'mqtts',
  port: 8883,
  path: '/mqtt',
  clientId: '',
  mqttVersion: 'auto',
  diagnosis
};
const fixes = (code: FailureCode, facts: FailureFacts = {}, news: Partial<FixScene> = {}): readonly Fix[] =>
  fixesFor(failure(code, '', facts), { ...scene, ...news });
const trust: Fix = { kind: 'trust', certificate: leaf, renewed: false };

describe('fixesFor', () => {
  it('knows every failure, whatever the form holds', () => {
    for (const code of failureCodes) {
      for (const protocol of ['mqtt', 'mqtts', 'ws', 'wss', 'unix'] as const) {
        expect(() => fixes(code, {}, { protocol })).not.toThrow();
      }
    }
  });

  it.each([
    ['a broker behind TLS', 'refused', {}, { port: 1234 }, { kind: 'port', port: 8883 }],
    ['a port that speaks TLS', 'not-mqtt', { speaks: 'tls' }, plain(1884), transport('mqtts', null)],
    ['TLS on the plain port', 'not-mqtt', { speaks: 'tls' }, plain(1883), transport('mqtts', null)],
    ['a web server', 'not-mqtt', { speaks: 'http' }, plain(8083), transport('ws', null)],
    ['a web server over TLS', 'not-mqtt', { speaks: 'http' }, {}, transport('wss', null)],
    ['a plain port', 'tls-failed', { speaks: 'plain' }, { port: 1883 }, transport('mqtt', null)],
    ['a silent end at the plain port', 'closed-before-connack', {}, plain(1883), transport('mqtts', 8883)],
    ['an MQTT port behind ws', 'reset', { step: 'websocket' }, { protocol: 'ws' as const }, transport('mqtt', null)],
    ['an old broker', 'tls-failed', { old: 1 }, {}, { kind: 'allowTls', version: 'TLSv1' }],
    ['a wrong path', 'websocket-refused', { status: 404 }, { path: '/' }, { kind: 'path', path: '/mqtt' }],
    ['a path that is usual', 'websocket-refused', { status: 404 }, {}, { kind: 'path', path: '/' }],
    ['a token', 'websocket-refused', { status: 401 }, {}, { kind: 'open', place: 'headers' }],
    ['a company’s authority', 'certificate-not-trusted', { kind: 'unknown-authority' }, {}, trust],
    ['a broker of one’s own', 'certificate-not-trusted', { kind: 'self-signed' }, {}, trust],
    ['half a chain', 'certificate-not-trusted', { kind: 'missing-intermediate' }, {}, { kind: 'chooseCa' }],
    ['an old certificate', 'certificate-expired', { whose: 'broker' }, {}, trust],
    ['a new certificate', 'certificate-changed', {}, {}, { ...trust, renewed: true }],
    ['another name', 'certificate-wrong-host', {}, {}, { kind: 'serverName', name: 'broker.example' }],
    ['a wrong password', 'bad-credentials', {}, {}, { kind: 'open', place: 'signIn' }],
    ['a proxy’s password', 'proxy-sign-in-refused', {}, {}, { kind: 'open', place: 'proxy' }],
    [
      'a key that is locked away',
      'secret-unreadable',
      { what: 'pkcs12-key' },
      {},
      { kind: 'open', place: 'pkcs12-key' }
    ],
    ['a forbidden filter', 'subscribe-not-authorised', {}, {}, { kind: 'open', place: 'subscriptions' }],
    ['a taken client ID', 'taken-over', {}, {}, { kind: 'newClientId' }],
    ['a version', 'protocol-version-refused', {}, { mqttVersion: '5' as const }, { kind: 'version', version: '3.1.1' }]
  ] as const)('%s: the first button mends it', (_, code, facts, news, first) => {
    expect(fixes(code, facts, news)[0]).toEqual(first);
  });

  it('trusts no certificate that was withdrawn, and none that it has not seen', () => {
    expect(fixes('certificate-not-trusted', { kind: 'revoked' })).toEqual([]);
    const unseen = { diagnosis: { ...diagnosis, chain: [] } };
    for (const code of failureCodes) {
      expect(fixes(code, {}, unseen).some(({ kind }) => kind === 'trust')).toBe(false);
    }
    expect(fixes('certificate-expired', { whose: 'authority' }).some(({ kind }) => kind === 'trust')).toBe(false);
  });

  it('offers no version where both were tried, no client ID where it is fresh, no port that is set', () => {
    expect(fixes('protocol-version-refused')).toEqual([{ kind: 'open', place: 'version' }]);
    expect(fixes('client-id-rejected')).toEqual([{ kind: 'open', place: 'clientId' }]);
    expect(fixes('refused')).toEqual([{ kind: 'open', place: 'address' }]);
    expect(fixes('closed-before-connack', {}, { protocol: 'unix' }).some(({ kind }) => kind === 'transport')).toBe(
      false
    );
  });
});

describe('isLeading', () => {
  it('leads to trusting a certificate only where nothing but its authority is in doubt', () => {
    const leads = (code: FailureCode, facts: FailureFacts): boolean => isLeading(trust, failure(code, '', facts));
    expect(leads('certificate-not-trusted', { kind: 'unknown-authority' })).toBe(true);
    expect(leads('certificate-changed', {})).toBe(true);
    expect(leads('certificate-expired', { days: 3 })).toBe(false);
    for (const also of ['alsoExpired', 'alsoFromMs', 'alsoNames', 'alsoWeak'])
      expect(leads('certificate-not-trusted', { kind: 'self-signed', [also]: 1 })).toBe(false);
    expect(isLeading({ kind: 'chooseCa' }, failure('certificate-not-trusted', '', { alsoExpired: 1 }))).toBe(true);
  });
});

function plain(port: number): { readonly protocol: 'mqtt'; readonly port: number } {
  return { protocol: 'mqtt', port };
}

function transport(protocol: 'mqtt' | 'mqtts' | 'ws' | 'wss', port: number | null): Fix {
  return { kind: 'transport', protocol, port };
}
