import { describe, expect, it } from 'vitest';
import type { ChainCertificate } from '../../../../../electron/contract/diagnosis';
import { chainRows } from '../../../../../renderer/src/format/chain-rows';

const dayMs = 86_400_000;
const nowMs = Date.UTC(2026, 2, 14);

function certificate(news: Partial<ChainCertificate>): ChainCertificate {
  return {
    subject: 'broker.example',
    issuer: 'Issuing CA',
    selfSigned: false,
    names: ['broker.example', 'mqtt.example', '10.20.4.17'],
    fingerprint: 'AA:BB',
    keyType: 'ECDSA P-256',
    validFromMs: nowMs - 100 * dayMs,
    validToMs: nowMs + 100.5 * dayMs,
    flaws: [],
    byFingerprint: false,
    ...news
  };
}

const leaf = certificate({});
const issuing = certificate({ subject: 'Issuing CA', issuer: 'Root CA', names: [], validToMs: nowMs + 47.5 * dayMs });
const root = certificate({
  subject: 'Root CA',
  issuer: 'Root CA',
  selfSigned: true,
  names: [],
  keyType: 'RSA 4096',
  flaws: ['not-trusted']
});

describe('chainRows', () => {
  it('goes from the root down to the broker, and says how each follows from the one above', () => {
    const rows = chainRows([leaf, issuing, root], nowMs);
    expect(rows.map(({ depth, about }) => [depth, about])).toEqual([
      [0, 'Self-signed, RSA 4096'],
      [1, 'Signed by the root above, ECDSA P-256'],
      [2, 'Also valid for mqtt.example, 10.20.4.17']
    ]);
    expect(rows.map(({ certificate: { subject } }) => subject)).toEqual(['Root CA', 'Issuing CA', 'broker.example']);
  });

  it('has a word and a colour for each: a flaw before days', () => {
    expect(chainRows([leaf, issuing, root], nowMs).flatMap(({ tags }) => tags)).toEqual([
      { text: 'not trusted', tone: 'red' },
      { text: '47 days left', tone: 'amber' },
      { text: '100 days left', tone: 'moss' }
    ]);
    expect(chainRows([certificate({ flaws: ['revoked'] })], nowMs)[0]?.tags).toEqual([
      { text: 'revoked', tone: 'red' }
    ]);
    expect(chainRows([certificate({ validToMs: nowMs - 1 })], nowMs)[0]).toMatchObject({
      tags: [{ text: 'expired', tone: 'red' }],
      expired: true,
      usedPercent: 100
    });
  });

  it('shows everything that is wrong with one, and that it is trusted in spite of it', () => {
    const texts = (news: Partial<ChainCertificate>): unknown =>
      chainRows([certificate(news)], nowMs)[0]?.tags.map(({ text }) => text);
    expect(texts({ flaws: ['expired', 'wrong-host', 'not-trusted'] })).toEqual([
      'expired',
      'other name',
      'not trusted'
    ]);
    expect(texts({ flaws: ['expired'], byFingerprint: true })).toEqual(['expired', 'trusted by fingerprint']);
    expect(texts({ byFingerprint: true })).toEqual(['100 days left', 'trusted by fingerprint']);
  });

  it('names the issuer where the chain does not hold it', () => {
    expect(chainRows([certificate({ names: ['broker.example'] })], nowMs)[0]?.about).toBe(
      'Signed by Issuing CA, ECDSA P-256'
    );
    expect(chainRows([leaf, certificate({ subject: 'Other', names: [] })], nowMs)[0]?.about).toBe(
      'Signed by Issuing CA, ECDSA P-256'
    );
    const below = certificate({ issuer: 'Issuing CA', names: [] });
    expect(chainRows([below, issuing], nowMs)[1]?.about).toBe('Signed by the one above, ECDSA P-256');
  });

  it('shows the used part of a lifetime, also of one that makes no sense', () => {
    const halfway = certificate({ validFromMs: nowMs - 50 * dayMs, validToMs: nowMs + 50 * dayMs });
    expect(chainRows([halfway], nowMs)[0]?.usedPercent).toBe(50);
    expect(chainRows([certificate({ validFromMs: nowMs + dayMs })], nowMs)[0]?.usedPercent).toBe(0);
    expect(chainRows([certificate({ validFromMs: 2, validToMs: 1 })], nowMs)[0]?.usedPercent).toBe(100);
    expect(chainRows([certificate({ validFromMs: Number.NaN })], nowMs)[0]?.usedPercent).toBe(100);
  });
});
