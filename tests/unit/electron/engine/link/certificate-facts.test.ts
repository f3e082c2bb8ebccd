import type { X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { attribute, namesOf, shortName, timeFacts } from '../../../../../electron/engine/link/certificate-facts';

function certificate(
  parts: Partial<Record<'subject' | 'subjectAltName' | 'validFrom' | 'validTo', string>>
): X509Certificate {
  return { subject: 'O=Somebody\nCN=localhost', issuer: 'CN=x', ...parts } as unknown as X509Certificate;
}

describe('names of a certificate', () => {
  it.each([
    ['DNS:localhost, IP Address:127.0.0.1', ['localhost', '127.0.0.1']],
    // How Node writes a name that would look like two (CVE-2021-44532).
    ['DNS:"good.example, DNS:evil.example", DNS:b', ['"good.example, DNS:evil.example"', 'b']],
    ['', ['localhost']]
  ])('%j', (subjectAltName, expected) => {
    expect(namesOf(certificate({ subjectAltName }))).toEqual(expected);
  });

  it('are bounded in number and length', () => {
    const many = Array.from({ length: 5_000 }, (_, index) => `DNS:${index}.example`).join(', ');
    expect(namesOf(certificate({ subjectAltName: many }))).toHaveLength(100);
    expect(namesOf(certificate({ subjectAltName: `DNS:${'x'.repeat(9_000)}` }))[0]).toHaveLength(300);
  });

  it('of people are the common name, else the organisation, else all', () => {
    expect(shortName('O=Somebody\nCN=localhost')).toBe('localhost');
    expect(shortName('C=DE\nO=Somebody')).toBe('Somebody');
    expect(shortName('C=DE\nL=Ulm')).toBe('C=DE, L=Ulm');
    expect(shortName(undefined)).toBe('');
    expect(attribute('O=Somebody', 'CN')).toBeUndefined();
  });
});

describe('timeFacts', () => {
  const dayMs = 86_400_000;
  const now = Date.parse('2026-11-21T00:00:00Z');
  const valid = { validFrom: 'Nov  1 00:00:00 2026 GMT', validTo: 'Dec  1 00:00:00 2026 GMT' };

  it('names the first one outside its time', () => {
    const old = certificate({ ...valid, subject: 'CN=Old authority', validTo: 'Nov 18 00:00:00 2026 GMT' });
    expect(timeFacts({ chain: [certificate(valid), old] }, now)).toEqual({
      whose: 'authority',
      outdated: 'Old authority',
      validToMs: now - 3 * dayMs,
      days: 3
    });
    const early = certificate({ ...valid, validFrom: 'Nov 23 00:00:00 2026 GMT' });
    expect(timeFacts({ chain: [early] }, now)).toMatchObject({ whose: 'broker', days: 2 });
    expect(timeFacts({ chain: [certificate(valid)] }, now)).toEqual({});
  });
});
