import { X509Certificate } from 'node:crypto';
import { rootCertificates } from 'node:tls';
import { expect, it } from 'vitest';
import { systemAuthorities } from '../../../../../../electron/engine/link/streams/trust-store';

it('holds the bundled authorities and the system’s, each once, and is read once', () => {
  const authorities = systemAuthorities();
  const fingerprints = authorities.map((pem) => new X509Certificate(pem).fingerprint256);
  expect(new Set(fingerprints).size).toBe(fingerprints.length);
  const bundled = rootCertificates.map((pem) => new X509Certificate(pem).fingerprint256);
  expect(bundled.filter((fingerprint) => !fingerprints.includes(fingerprint))).toEqual([]);
  expect(systemAuthorities()).toBe(authorities);
});
