import { X509Certificate } from 'node:crypto';
import { rootCertificates } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { certificateParts } from '../../../../../electron/engine/link/certificate-der';

describe('certificateParts', () => {
  it('reads every bundled authority: its own issuer, with algorithms', () => {
    for (const pem of rootCertificates) {
      const parts = certificateParts(new X509Certificate(pem));
      expect(parts?.issuer).toBe(parts?.subject);
      expect(parts?.signatureOid).toMatch(/^[0-9a-f]{6,}$/);
      expect(parts?.keyOid).toMatch(/^[0-9a-f]{6,}$/);
    }
  });

  it('is never thrown off by damage', () => {
    const { raw } = new X509Certificate(rootCertificates[0] ?? '');
    for (let at = 0; at < raw.length; at += 1) {
      for (const value of [0x00, 0x80, 0x84, 0xff]) {
        const damaged = Buffer.from(raw);
        damaged[at] = value;
        certificateParts({ raw: damaged } as X509Certificate);
      }
      certificateParts({ raw: raw.subarray(0, at) } as X509Certificate);
    }
    expect(certificateParts({ raw: Buffer.alloc(0) } as X509Certificate)).toBeNull();
    expect(certificateParts({ raw: Buffer.alloc(5_000, 0x30) } as X509Certificate)).toBeNull();
  });
});
