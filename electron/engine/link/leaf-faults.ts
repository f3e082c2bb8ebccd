import type { X509Certificate } from 'node:crypto';
import { checkServerIdentity } from 'node:tls';
import type { FailureFacts } from '#contract/failure';
import { isSelfSigned, namesOf, type BrokerChain } from './certificate-facts';
import { isWeak } from './certificate-strength';

const dayMs = 86_400_000;
const longestFact = 300;

/** What is wrong with the broker's own certificate by itself, whoever signed it: TLS names one fault and hides the others. */
export interface LeafFaults {
  /** Whole days since its end; null: it has not ended. */
  readonly expiredDays: number | null;
  /** Epoch ms of its start, where that is still to come. */
  readonly validFromMs: number | null;
  /** The names it is for, where the one that was asked for is not among them. */
  readonly otherNames: string | null;
  readonly weak: boolean;
}

/** `serverName`: asked for and checked. */
export function leafFaults({ chain }: BrokerChain, serverName: string, nowMs: number): LeafFaults {
  const leaf = chain[0];
  if (leaf === undefined) return { expiredDays: null, validFromMs: null, otherNames: null, weak: false };
  const fromMs = Date.parse(leaf.validFrom);
  const toMs = Date.parse(leaf.validTo);
  return {
    expiredDays: nowMs > toMs ? Math.floor((nowMs - toMs) / dayMs) : null,
    validFromMs: nowMs < fromMs ? fromMs : null,
    otherNames: isFor(leaf, serverName) ? null : namesOf(leaf).join(', ').slice(0, longestFact),
    weak: isWeak(leaf, isSelfSigned(leaf))
  };
}

/** The facts that name what is wrong besides `told`, which a sentence says already. */
export function alsoFacts(faults: LeafFaults, told: 'trust' | 'time' | 'name' | 'weak'): FailureFacts {
  const { expiredDays, validFromMs, otherNames, weak } = faults;
  return {
    ...(expiredDays === null || told === 'time' ? {} : { alsoExpired: expiredDays }),
    ...(validFromMs === null || told === 'time' ? {} : { alsoFromMs: validFromMs }),
    ...(otherNames === null || told === 'name' ? {} : { alsoNames: otherNames }),
    ...(weak && told !== 'weak' ? { alsoWeak: 1 } : {})
  };
}

/** By Node's own rules, so that it is the verdict that TLS would give (RFC 9525). */
function isFor(leaf: X509Certificate, serverName: string): boolean {
  return checkServerIdentity(serverName, leaf.toLegacyObject()) === undefined;
}
