import { createHash } from 'node:crypto';
import type { ProfileFields } from '#contract/profile';

/**
 * Whom secrets would be told: the broker, the proxy, and what makes sure of them. The rest of an export may be edited by
 * hand; with another of these the sealed secrets stay behind, or who edits the file would be sent the password.
 */
export function sealBinding({ address, proxy, tls, verifyCertificate }: ProfileFields, caPem: string): string {
  const told = [
    ...[address.protocol, address.host, address.port, address.path],
    ...[proxy.kind, proxy.host, proxy.port],
    ...[verifyCertificate, tls.trust, tls.serverName, tls.trusted?.fingerprint ?? '', caPem]
  ];
  return createHash('sha256').update(JSON.stringify(told)).digest('hex');
}
