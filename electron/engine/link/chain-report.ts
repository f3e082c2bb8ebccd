import type { ChainCertificate } from '#contract/diagnosis';
import type { Failure } from '#contract/failure';
import { isSelfSigned, namesOf, shortName, type BrokerChain } from './certificate-facts';
import { isWeak, keyTypeOf } from './certificate-strength';

/** The chain as it is drawn. `problem` is what certificateFailure found, also where it is let pass. */
export function chainReport({ chain }: BrokerChain, problem: Failure | null, nowMs: number): ChainCertificate[] {
  return chain.map((certificate, index) => {
    const validFromMs = Date.parse(certificate.validFrom);
    const validToMs = Date.parse(certificate.validTo);
    const ownFlaw = nowMs > validToMs ? 'expired' : nowMs < validFromMs ? 'not-yet-valid' : null;
    const selfSigned = isSelfSigned(certificate);
    return {
      subject: shortName(certificate.subject),
      issuer: shortName(certificate.issuer),
      selfSigned,
      names: index === 0 ? namesOf(certificate) : [],
      fingerprint: certificate.fingerprint256,
      keyType: keyTypeOf(certificate),
      validFromMs,
      validToMs,
      flaw: chainFlaw(problem, index, chain.length) ?? ownFlaw ?? (isWeak(certificate, selfSigned) ? 'weak' : null)
    };
  });
}

/** What the whole chain suffers from, at the certificate it is seen on. */
function chainFlaw(problem: Failure | null, index: number, length: number): ChainCertificate['flaw'] {
  if (problem?.code === 'certificate-wrong-host') return index === 0 ? 'wrong-host' : null;
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
