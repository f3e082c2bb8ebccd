import type { Failure } from '#contract/failure';
import { comparedWords } from '#contract/words/diagnosis';

/** The old and the new fingerprint of a certificate that changed; empty for any other failure. */
export function comparedFingerprints({
  code,
  facts
}: Failure): readonly { readonly label: string; readonly fingerprint: string }[] {
  if (code !== 'certificate-changed') return [];
  return [
    { label: comparedWords.trusted, fingerprint: String(facts['oldFingerprint'] ?? '') },
    { label: comparedWords.shown, fingerprint: String(facts['fingerprint'] ?? '') }
  ].filter(({ fingerprint }) => fingerprint !== '');
}
