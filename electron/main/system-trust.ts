import { existsSync } from 'node:fs';
import tls from 'node:tls';
import type { SystemTrust } from '#contract/app';

/** The same files an engine reads (engine/link/streams/trust-store). */
const linuxBundles = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/pki/tls/cacert.pem',
  '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem',
  '/etc/ssl/cert.pem'
];

/** What `system store` means here. An engine runs on the same Node and so finds the same. */
export function systemTrust(platform: string): SystemTrust {
  if (typeof Reflect.get(tls, 'getCACertificates') === 'function') return 'system';
  return platform === 'linux' && linuxBundles.some((file) => existsSync(file)) ? 'linux-bundle' : 'bundled';
}
