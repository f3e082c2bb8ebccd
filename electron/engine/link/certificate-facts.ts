import { X509Certificate } from 'node:crypto';
import type { FailureFacts } from '#contract/failure';

/** What of a broker's chain a sentence names. `chain` is leaf first, without repeats. */
export interface BrokerChain {
  readonly chain: readonly X509Certificate[];
}

const dayMs = 86_400_000;
const longestFact = 300;
const longestChain = 10;
const mostNames = 100;

/**
 * The chain out of Node's linked list, where a root points at itself. What the broker left out and the trust store holds
 * is part of it: Node looks the issuers up there.
 */
export function readChain(leaf: { raw?: Buffer; issuerCertificate?: unknown } | null): BrokerChain {
  const chain: X509Certificate[] = [];
  const seen = new Set<string>();
  let next: { raw?: Buffer; issuerCertificate?: unknown } | null | undefined = leaf;
  while (next?.raw !== undefined && chain.length < longestChain) {
    const certificate = new X509Certificate(next.raw);
    if (seen.has(certificate.fingerprint256)) break;
    seen.add(certificate.fingerprint256);
    chain.push(certificate);
    next = next.issuerCertificate as typeof next;
  }
  return { chain };
}

/** Subject, issuer, fingerprint and names of the broker's own certificate, and how the chain ends. */
export function chainFacts({ chain }: BrokerChain): FailureFacts {
  const leaf = chain[0];
  if (leaf === undefined) return {};
  return {
    subject: shortName(leaf.subject),
    issuer: shortName(leaf.issuer),
    fingerprint: leaf.fingerprint256,
    names: namesOf(leaf).join(', ').slice(0, longestFact),
    selfSigned: isSelfSigned(leaf) ? 1 : 0,
    chainLength: chain.length
  };
}

/** The first certificate of the chain outside its time, seen from `nowMs`. */
export function timeFacts({ chain }: BrokerChain, nowMs: number): FailureFacts {
  for (const [index, certificate] of chain.entries()) {
    const fromMs = Date.parse(certificate.validFrom);
    const toMs = Date.parse(certificate.validTo);
    const whose = { whose: index === 0 ? 'broker' : 'authority', outdated: shortName(certificate.subject) };
    if (nowMs > toMs) return { ...whose, validToMs: toMs, days: Math.floor((nowMs - toMs) / dayMs) };
    if (nowMs < fromMs) return { ...whose, validFromMs: fromMs, days: Math.ceil((fromMs - nowMs) / dayMs) };
  }
  return {};
}

/** By its names; whether the signature is its own is for the trust store to say. */
export function isSelfSigned(certificate: X509Certificate): boolean {
  return certificate.subject === certificate.issuer;
}

/** `CN`, else `O`, else all of a distinguished name; X509Certificate writes one attribute a line. */
export function shortName(distinguishedName: string | undefined): string {
  const name = attribute(distinguishedName, 'CN') ?? attribute(distinguishedName, 'O');
  return (name ?? (distinguishedName ?? '').split('\n').join(', ')).slice(0, longestFact);
}

/** Undefined: the name has no such attribute. */
export function attribute(distinguishedName: string | undefined, key: string): string | undefined {
  const attributes = (distinguishedName ?? '').split('\n');
  return attributes.find((line) => line.startsWith(`${key}=`))?.slice(key.length + 1);
}

/** What a certificate is for: its subject alternative names, else its common name, which Node then goes by. */
export function namesOf(certificate: X509Certificate): readonly string[] {
  const names: string[] = [];
  // Node writes names that could be mistaken for several as JSON strings (CVE-2021-44532).
  const pattern = /(?:^|, )[A-Za-z ]+:("(?:[^"\\]|\\.)*"|[^,]*)/g;
  for (const [, name = ''] of (certificate.subjectAltName ?? '').matchAll(pattern)) {
    if (name !== '' && names.length < mostNames) names.push(name.slice(0, longestFact));
  }
  return names.length > 0 ? names : [shortName(certificate.subject)];
}
