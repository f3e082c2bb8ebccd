import { X509Certificate } from 'node:crypto';
import type { FailureFacts } from '#contract/failure';

/** What of a broker's chain a sentence names. `chain` is leaf first, as DER, without repeats. */
export interface BrokerChain {
  readonly chain: readonly X509Certificate[];
}

const dayMs = 86_400_000;
const longestFact = 300;

/** The chain out of Node's linked list, where a root points at itself. */
export function readChain(leaf: { raw?: Buffer; issuerCertificate?: unknown } | null): BrokerChain {
  const chain: X509Certificate[] = [];
  const seen = new Set<string>();
  let next: { raw?: Buffer; issuerCertificate?: unknown } | null | undefined = leaf;
  while (next?.raw !== undefined && chain.length < 10) {
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
    names: namesOf(leaf),
    selfSigned: leaf.subject === leaf.issuer ? 1 : 0,
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

/** `CN`, else `O`, else all of a distinguished name; X509Certificate writes one attribute a line. */
function shortName(distinguishedName: string | undefined): string {
  const attributes = (distinguishedName ?? '').split('\n');
  const named = (key: string): string | undefined =>
    attributes.find((attribute) => attribute.startsWith(`${key}=`))?.slice(key.length + 1);
  return (named('CN') ?? named('O') ?? attributes.join(', ')).slice(0, longestFact);
}

function namesOf(certificate: X509Certificate): string {
  const names = (certificate.subjectAltName ?? '')
    .split(', ')
    .map((name) => name.replace(/^(DNS|IP Address|URI|email):/, ''))
    .filter((name) => name !== '');
  return (names.length > 0 ? names.join(', ') : shortName(certificate.subject)).slice(0, longestFact);
}
