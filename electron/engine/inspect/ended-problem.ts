import { decodeProblemCodes, type DecodeProblem } from '#contract/decoding';
import type { Failure } from '#contract/failure';
import { payloadFormats } from '#contract/payload-format';

/** What to say of a payload whose decoder was ended; null: the failure is another one. */
export function endedProblem({ code, facts }: Failure): DecodeProblem | null {
  if (code !== 'decode-ended') return null;
  const format = payloadFormats.find((known) => known === facts['format']) ?? 'text';
  const why = decodeProblemCodes.find((known) => known === facts['code']) ?? 'too-slow';
  return { code: why, format, byte: null, facts: {}, raw: '' };
}
