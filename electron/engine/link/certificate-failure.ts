import type { X509Certificate } from 'node:crypto';
import { failure, type Failure, type FailureFacts } from '#contract/failure';
import { certificateParts } from './certificate-der';
import { attribute, chainFacts, isSelfSigned, shortName, timeFacts, type BrokerChain } from './certificate-facts';
import { isWeak } from './certificate-strength';
import { alsoFacts, leafFaults } from './leaf-faults';

export interface ChainJudgement {
  /** Node's code for what is wrong with the chain; null: nothing. */
  readonly verdict: string | null;
  readonly chain: BrokerChain;
  /** The authorities of the connection's own CA file, where it counts. */
  readonly ownAuthorities: readonly X509Certificate[];
  /** Whether the connection trusts this authority. */
  readonly trusts: (authority: X509Certificate) => boolean;
  /** The name asked for and checked. */
  readonly serverName: string;
  readonly nowMs: number;
  /** Host, port and protocol. */
  readonly facts: FailureFacts;
}

/**
 * What is wrong with the broker's certificate; null: nothing. Pass or fail is Node's verdict; why is read from the chain,
 * as the verdict is the same for an unknown authority and a missing intermediate (mqtt-and-node.md 10). A verdict is one
 * fault, and OpenSSL names another one of several than BoringSSL: what else is wrong with the leaf is in the facts `also…`.
 */
export function certificateFailure(judgement: ChainJudgement): Failure | null {
  const { verdict, chain } = judgement;
  const facts = { ...judgement.facts, ...chainFacts(chain) };
  const faults = leafFaults(chain, judgement.serverName, judgement.nowMs);
  const untrusted = (kind: string, more: FailureFacts = {}): Failure => {
    const also = alsoFacts(faults, kind === 'weak' ? 'weak' : 'trust');
    return failure('certificate-not-trusted', verdict ?? '', { ...facts, kind, ...more, ...also });
  };
  const unknown = (): Failure => {
    const { kind, ...more } = untrustedKind(judgement);
    return untrusted(kind, more);
  };
  const time = { ...timeFacts(chain, judgement.nowMs), ...alsoFacts(faults, 'time') };
  switch (verdict) {
    case null:
      return weakest(chain) === null ? null : untrusted('weak', weakFacts(chain));
    case 'CERT_HAS_EXPIRED':
      // OpenSSL says this of a certificate nobody vouches for, too.
      return isAnchored(judgement) ? failure('certificate-expired', verdict, { ...facts, ...time }) : unknown();
    case 'CERT_NOT_YET_VALID':
      return isAnchored(judgement) ? failure('certificate-not-yet-valid', verdict, { ...facts, ...time }) : unknown();
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return failure('certificate-wrong-host', verdict, { ...facts, ...alsoFacts(faults, 'name') });
    case 'CERT_REVOKED':
      return untrusted('revoked');
    case 'UNABLE_TO_GET_CRL':
    case 'UNABLE_TO_GET_CRL_ISSUER':
      return untrusted('crl-missing');
    case 'CRL_HAS_EXPIRED':
    case 'CRL_NOT_YET_VALID':
      return untrusted('crl-outdated');
    case 'CA_MD_TOO_WEAK':
    case 'EE_KEY_TOO_SMALL':
    case 'CA_KEY_TOO_SMALL':
      return untrusted('weak', weakFacts(chain));
    case 'INVALID_PURPOSE':
      return untrusted(chain.chain.slice(1).every(({ ca }) => ca) ? 'wrong-purpose' : 'invalid-chain');
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
    case 'SELF_SIGNED_CERT_IN_CHAIN':
    case 'UNABLE_TO_GET_ISSUER_CERT':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
    case 'CERT_SIGNATURE_FAILURE':
    case 'CERT_UNTRUSTED':
      return unknown();
    // Node has no name for some: CA_MD_TOO_WEAK comes as UNSPECIFIED.
    default:
      return weakest(chain) === null ? untrusted('invalid-chain') : untrusted('weak', weakFacts(chain));
  }
}

/** The chain ends at an authority that is trusted. */
function isAnchored({ chain: { chain }, trusts }: ChainJudgement): boolean {
  const last = chain.at(-1);
  return last !== undefined && trusts(last);
}

function untrustedKind({ chain: { chain }, ownAuthorities }: ChainJudgement): FailureFacts & { readonly kind: string } {
  const last = chain.at(-1);
  if (last === undefined) return { kind: 'unknown-authority' };
  if (isSelfSigned(last)) {
    if (chain.length === 1) return { kind: 'self-signed', rootFingerprint: last.fingerprint256 };
    return { kind: 'unknown-authority', authority: shortName(last.subject), rootFingerprint: last.fingerprint256 };
  }
  const authority = shortName(last.issuer);
  if (ownAuthorities.some((own) => own.subject === last.issuer)) {
    return { kind: 'unknown-authority', authority, otherKey: 1 };
  }
  if (chain.length === 1 && leadsToAnAuthority(last, ownAuthorities))
    return { kind: 'missing-intermediate', authority };
  return { kind: 'unknown-authority', authority };
}

/**
 * A guess, as what was not sent cannot be seen: public authorities say where the intermediate is (RFC 5280, 4.2.2.1), a
 * company's own ones bear one name of organisation, or the key identifier names the authority above the issuer.
 */
function leadsToAnAuthority(leaf: X509Certificate, authorities: readonly X509Certificate[]): boolean {
  if (/^CA Issuers - URI:/m.test(leaf.infoAccess ?? '')) return true;
  const organisation = attribute(leaf.issuer, 'O') ?? '';
  const identifier = certificateParts(leaf)?.authorityKeyIdentifier ?? '';
  return authorities.some((authority) => {
    if (organisation !== '' && attribute(authority.subject, 'O') === organisation) return true;
    const subject = certificateParts(authority)?.subject ?? '';
    return subject !== '' && identifier.includes(subject);
  });
}

function weakFacts(chain: BrokerChain): FailureFacts {
  const weak = weakest(chain);
  return weak === null
    ? {}
    : { weak: shortName(weak.subject), ...(weak === chain.chain[0] ? {} : { whose: 'authority' }) };
}

function weakest({ chain }: BrokerChain): X509Certificate | null {
  return chain.find((certificate) => isWeak(certificate, isSelfSigned(certificate))) ?? null;
}
