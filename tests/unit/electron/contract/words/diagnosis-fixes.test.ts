import { describe, expect, it } from 'vitest';
import { failure, failureCodes, type FailureFacts } from '../../../../../electron/contract/failure';
import { fixText } from '../../../../../electron/contract/words/diagnosis-fixes';

const factSets: readonly FailureFacts[] = [
  {},
  { host: 'broker.example', port: 8883, protocol: 'mqtt', step: 'name', fingerprint: 'AA:BB', names: 'a, b' },
  { step: 'tls', kind: 'self-signed', fingerprint: 'AA:BB', refusedByBroker: 1 },
  { step: 'websocket', status: 401, kind: 'revoked' },
  { status: 404, kind: 'weak', speaks: 'plain' },
  { location: 'https://other.example/', kind: 'missing-intermediate', issuer: 'Issuing CA', old: 1 },
  { kind: 'crl-missing', whose: 'authority', path: '/run/mqtt.sock', closed: 1 },
  { kind: 'wrong-purpose' }
];

describe('fixText', () => {
  it.each(failureCodes)('%s: calm sentences, whatever facts are known', (code) => {
    for (const facts of factSets) {
      const text = fixText(failure(code, 'RAW', facts));
      if (!text) continue;
      expect(text.steps.length).toBeGreaterThan(0);
      for (const sentence of [text.fine, ...text.steps.map((step) => step.text)]) {
        expect(sentence).toMatch(/^$|^[A-Z].*[.:]$/);
        expect(sentence).not.toMatch(/undefined|NaN|\bnull|\[object|RAW|!|[Pp]lease\b|[Oo]ops|successfully/);
      }
      for (const { text: sentence, mono } of text.steps) {
        expect(sentence.endsWith(':')).toBe(mono !== undefined);
        expect(mono).not.toBe('');
      }
    }
  });

  it('has none for what no try to connect ends with', () => {
    expect(fixText(failure('refused'))).not.toBeNull();
    expect(fixText(failure('bug'))).toBeNull();
    expect(fixText(failure('certificate-file-invalid'))).toBeNull();
  });

  it('shows the fingerprint before it asks for trust, and never for a certificate that was withdrawn', () => {
    const steps = (kind: string) =>
      fixText(failure('certificate-not-trusted', '', { kind, fingerprint: 'AA:BB' }))?.steps ?? [];
    expect(steps('unknown-authority').map(({ mono }) => mono)).toEqual(['AA:BB', undefined, undefined]);
    expect(steps('revoked').some(({ mono }) => mono === 'AA:BB')).toBe(false);
  });
});
