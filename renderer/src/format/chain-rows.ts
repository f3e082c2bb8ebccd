import type { ChainCertificate } from '#contract/diagnosis';
import { chainWords } from '#contract/words/tls-form';
import { formatCertificateDay } from './certificate-dates';
import { daysLeft } from './days-left';

interface ChainTag {
  readonly text: string;
  readonly tone: 'moss' | 'amber' | 'red';
}

/** One certificate of a chain as it is drawn. */
export interface ChainRow {
  readonly certificate: ChainCertificate;
  /** Steps to the right: 0 is the one nearest to the root. */
  readonly depth: number;
  /** What it is, in one line. */
  readonly about: string;
  /** What stands at its end, the worst first. */
  readonly tags: readonly ChainTag[];
  /** Its last day. */
  readonly until: string;
  /** The used part of its lifetime, 0 to 100. */
  readonly usedPercent: number;
  readonly expired: boolean;
}

/** The chain as a broker sends it, leaf first, as rows from root to leaf. */
export function chainRows(chain: readonly ChainCertificate[], nowMs: number): readonly ChainRow[] {
  const down = chain.toReversed();
  return down.map((certificate, depth) => ({
    certificate,
    depth,
    about: about(certificate, down[depth - 1] ?? null, depth === down.length - 1 && down.length > 1),
    tags: tagsOf(certificate, nowMs),
    until: formatCertificateDay(certificate.validToMs),
    usedPercent: usedPercent(certificate, nowMs),
    expired: certificate.validToMs < nowMs
  }));
}

function about(certificate: ChainCertificate, above: ChainCertificate | null, leaf: boolean): string {
  const { subject, issuer, keyType, selfSigned } = certificate;
  const others = certificate.names.filter((name) => name !== subject);
  if (leaf && others.length > 0) return chainWords.alsoValidFor(others.join(', '));
  if (selfSigned) return chainWords.selfSigned(keyType);
  if (above?.subject !== issuer) return chainWords.signedBy(issuer, keyType);
  return above.selfSigned ? chainWords.signedByRoot(keyType) : chainWords.signedByAbove(keyType);
}

function tagsOf({ flaws, byFingerprint, validToMs }: ChainCertificate, nowMs: number): readonly ChainTag[] {
  const wrong = flaws.map((flaw): ChainTag => ({ text: chainWords.flaws[flaw], tone: 'red' }));
  return [
    ...(wrong.length > 0 ? wrong : [daysLeft(validToMs, nowMs)]),
    ...(byFingerprint ? [{ text: chainWords.byFingerprint, tone: 'amber' } as const] : [])
  ];
}

function usedPercent({ validFromMs, validToMs }: ChainCertificate, nowMs: number): number {
  const life = validToMs - validFromMs;
  if (!(life > 0)) return 100;
  return Math.min(100, Math.max(0, ((nowMs - validFromMs) / life) * 100));
}
