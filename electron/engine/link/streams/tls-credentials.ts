import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import { createSecureContext, type SecureContext, type SecureContextOptions } from 'node:tls';
import { fail, succeed, type FailureFacts, type Result } from '#contract/failure';
import type { LinkConfig } from '../link-config';
import { systemAuthorities } from './trust-store';

const pemBlock = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;
const crlBlock = /-----BEGIN X509 CRL-----[\s\S]+?-----END X509 CRL-----/g;
/** OpenSSL speaks TLS before 1.2 only without its security level; BoringSSL does not know levels and refuses the word. */
const oldCiphers = 'DEFAULT:@SECLEVEL=0';

export interface TlsCredentials {
  readonly secureContext: SecureContext;
  /** The authorities of the CA file, where the connection trusts it. */
  readonly ownAuthorities: readonly X509Certificate[];
  /** Whether this authority is one of them, or of the system's where the connection trusts those. */
  readonly trusts: (authority: X509Certificate) => boolean;
}

/**
 * Trust and identity for TLS. Everything is checked one by one first: Node ignores a garbage CA silently, and throws for a
 * bad key with texts that differ between OpenSSL and BoringSSL (mqtt-and-node.md 7).
 * Failures: ca-file-invalid, crl-file-invalid, certificate-file-invalid, key-file-invalid, client-certificate-invalid.
 */
export function tlsCredentials(config: LinkConfig, facts: FailureFacts): Result<TlsCredentials> {
  const { crlPem, certificatePem, keyPem } = config;
  const { trust, minVersion } = config.fields.tls;
  const caPem = trust === 'system' ? null : config.caPem;
  const ownAuthorities = caPem === null ? [] : readCertificates(caPem);
  if (ownAuthorities === null) return fail('ca-file-invalid', '', facts);
  const lists = crlPem === null ? [] : readLists(crlPem);
  if (lists === null) return fail('crl-file-invalid', '', facts);
  const identity = checkIdentity(certificatePem, keyPem, facts);
  if (!identity.ok) return identity;
  const ca = [...(trust === 'file' ? [] : systemAuthorities()), ...ownAuthorities.map(String)];
  const options: SecureContextOptions = {
    ca,
    minVersion,
    ...(lists.length === 0 ? {} : { crl: lists }),
    ...(certificatePem === null || keyPem === null ? {} : { cert: certificatePem, key: keyPem })
  };
  const old = minVersion === 'TLSv1' || minVersion === 'TLSv1.1';
  const secureContext = (old ? tryContext({ ...options, ciphers: oldCiphers }) : null) ?? tryContext(options);
  if (secureContext === null) return fail('client-certificate-invalid', '', facts);
  const trusts = (authority: X509Certificate): boolean => {
    const wanted = withoutSpace(authority.toString());
    return ca.some((pem) => withoutSpace(pem) === wanted);
  };
  return succeed({ secureContext, ownAuthorities, trusts });
}

function withoutSpace(pem: string): string {
  return pem.replace(/\s+/g, '');
}

function checkIdentity(certificatePem: string | null, keyPem: string | null, facts: FailureFacts): Result<null> {
  if (certificatePem === null && keyPem === null) return succeed(null);
  if (certificatePem === null || keyPem === null) {
    return fail('client-certificate-invalid', '', { ...facts, reason: keyPem === null ? 'no-key' : 'no-certificate' });
  }
  const certificate = readCertificates(certificatePem)?.[0];
  if (certificate === undefined) return fail('certificate-file-invalid', '', facts);
  const key = readKey(keyPem);
  if (key === null) {
    return fail('key-file-invalid', '', { ...facts, reason: keyPem.includes('ENCRYPTED') ? 'encrypted' : 'damaged' });
  }
  if (!certificate.checkPrivateKey(key))
    return fail('client-certificate-invalid', '', { ...facts, reason: 'other-certificate' });
  return succeed(null);
}

function tryContext(options: SecureContextOptions): SecureContext | null {
  try {
    return createSecureContext(options);
  } catch {
    return null;
  }
}

/** One by one: of a text with several lists Node reads the first only. */
function readLists(pem: string): string[] | null {
  const lists = pem.match(crlBlock);
  return lists?.every((list) => tryContext({ crl: list }) !== null) === true ? [...lists] : null;
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
