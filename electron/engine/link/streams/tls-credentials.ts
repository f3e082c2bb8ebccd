import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import { createSecureContext, rootCertificates, type SecureContext } from 'node:tls';
import { fail, succeed, type FailureFacts, type Result } from '#contract/failure';
import type { LinkConfig } from '../link-config';

const pemBlock = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

/**
 * Trust and identity for TLS. A CA file is added to the bundled roots.
 * Everything is checked one by one first: Node ignores a garbage CA silently, and throws for a bad key with texts that
 * differ between OpenSSL and BoringSSL (mqtt-and-node.md 7).
 * Failures: ca-file-invalid, certificate-file-invalid, key-file-invalid, client-certificate-invalid.
 */
export function tlsCredentials(config: LinkConfig, facts: FailureFacts): Result<SecureContext> {
  const { caPem, certificatePem, keyPem } = config;
  if (caPem !== null && readCertificates(caPem) === null) return fail('ca-file-invalid', '', facts);
  if ((certificatePem === null) !== (keyPem === null)) {
    return fail('client-certificate-invalid', '', { ...facts, reason: keyPem === null ? 'no-key' : 'no-certificate' });
  }
  if (certificatePem !== null && keyPem !== null) {
    const certificate = readCertificates(certificatePem)?.[0];
    if (certificate === undefined) return fail('certificate-file-invalid', '', facts);
    const key = readKey(keyPem);
    if (key === null) {
      return fail('key-file-invalid', '', { ...facts, reason: keyPem.includes('ENCRYPTED') ? 'encrypted' : 'damaged' });
    }
    if (!certificate.checkPrivateKey(key))
      return fail('client-certificate-invalid', '', { ...facts, reason: 'other-certificate' });
  }
  try {
    return succeed(
      createSecureContext({
        ...(caPem === null ? {} : { ca: [...rootCertificates, caPem] }),
        ...(certificatePem === null || keyPem === null ? {} : { cert: certificatePem, key: keyPem })
      })
    );
  } catch {
    return fail('client-certificate-invalid', '', facts);
  }
}

function readCertificates(pem: string): X509Certificate[] | null {
  const blocks = pem.match(pemBlock);
  try {
    return blocks?.map((block) => new X509Certificate(block)) ?? null;
  } catch {
    return null;
  }
}

function readKey(pem: string): KeyObject | null {
  try {
    return createPrivateKey(pem);
  } catch {
    return null;
  }
}
