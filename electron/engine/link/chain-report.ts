import type { ChainCertificate, ChainFlaw } from '#contract/diagnosis';
import type { Failure } from '#contract/failure';
import { isSelfSigned, namesOf, shortName, type BrokerChain } from './certificate-facts';
import { isWeak, keyTypeOf } from './certificate-strength';
import type { LeafFaults } from './leaf-faults';

interface ChainScene {
  /** What certificateFailure found, also where it is let pass. */
  readonly problem: Failure | null;
  readonly faults: LeafFaults;
  /** The leaf is trusted by itself, so that nobody has to vouch for it. */
  readonly byFingerprint: boolean;
  readonly nowMs: number;
}

/** The worst first. */
const bySeriousness: readonly ChainFlaw[] = [
  'revoked',
  'expired',
  'not-yet-valid',
  'wrong-host',
  'weak',
  'not-trusted'
];

/** The chain as it is drawn. */
export function chainReport({ chain }: BrokerChain, scene: ChainScene): ChainCertificate[] {
  const { problem, faults, byFingerprint, nowMs } = scene;
  return chain.map((certificate, index) => {
    const validFromMs = Date.parse(certificate.validFrom);
    const validToMs = Date.parse(certificate.validTo);
    const selfSigned = isSelfSigned(certificate);
    const found = new Set<ChainFlaw | null>([
      chainFlaw(problem, index, chain.length),
      nowMs > validToMs ? 'expired' : null,
      nowMs < validFromMs ? 'not-yet-valid' : null,
      index === 0 && faults.otherNames !== null ? 'wrong-host' : null,
      isWeak(certificate, selfSigned) ? 'weak' : null
    ]);
    if (byFingerprint) found.delete('not-trusted');
    return {
      subject: shortName(certificate.subject),
      issuer: shortName(certificate.issuer),
      selfSigned,
      names: index === 0 ? namesOf(certificate) : [],
      fingerprint: certificate.fingerprint256,
      keyType: keyTypeOf(certificate),
      validFromMs,
      validToMs,
      flaws: bySeriousness.filter((flaw) => found.has(flaw)),
      byFingerprint: byFingerprint && index === 0
    };
  });
}

/** What the whole chain suffers from, at the certificate it is seen on. */
function chainFlaw(problem: Failure | null, index: number, length: number): ChainFlaw | null {
  if (problem?.code !== 'certificate-not-trusted') return null;
  switch (problem.facts.kind) {
    case 'revoked':
      return index === 0 ? 'revoked' : null;
    case 'self-signed':
    case 'unknown-authority':
    case 'missing-intermediate':
      return index === length - 1 ? 'not-trusted' : null;
    case 'wrong-purpose':
    case 'invalid-chain':
    case 'crl-missing':
    case 'crl-outdated':
      return index === 0 ? 'not-trusted' : null;
    default:
      return null;
  }
}
