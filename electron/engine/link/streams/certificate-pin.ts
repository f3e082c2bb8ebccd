import { failure, type Failure, type FailureFacts } from '#contract/failure';
import type { TlsOptions } from '#contract/tls-options';
import { chainFacts, type BrokerChain } from '../certificate-facts';

/** A certificate trusted by its fingerprint passes whatever its chain says, and no other does. Null: it is the one. */
export function pinnedVerdict(
  trusted: NonNullable<TlsOptions['trusted']>,
  chain: BrokerChain,
  facts: FailureFacts
): Failure | null {
  const leaf = chain.chain[0];
  if (leaf?.fingerprint256 === trusted.fingerprint) return null;
  return failure('certificate-changed', '', {
    ...facts,
    ...chainFacts(chain),
    oldFingerprint: trusted.fingerprint,
    oldSubject: trusted.subject
  });
}
