import { X509Certificate } from 'node:crypto';
import type { Pair } from './certificate-folder';

/** SHA-256 of a pair's certificate, as `AA:BB:…`. */
export function fingerprintOf({ certificatePem }: Pair): string {
  return new X509Certificate(certificatePem).fingerprint256;
}
