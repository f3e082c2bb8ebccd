import { tlsFormWords } from '#contract/words/tls-form';

/** How long a certificate still holds: `302 days left`, and how urgent that is (DESIGN.md section 10). */
export function daysLeft(
  validToMs: number,
  nowMs: number
): { readonly text: string; readonly tone: 'moss' | 'amber' | 'red' } {
  const days = Math.floor((validToMs - nowMs) / 86_400_000);
  if (days < 0) return { text: tlsFormWords.expired, tone: 'red' };
  return { text: tlsFormWords.daysLeft(days), tone: days > 60 ? 'moss' : 'amber' };
}
