import type { Failure } from '#contract/failure';
import { inspectorWords } from '#contract/words/inspector';

/** In one line. `describe`: words for any other failure. */
export function whyNotCopied(failure: Failure, describe: (failure: Failure) => string): string {
  if (failure.code !== 'copy-too-large') return describe(failure);
  const { what } = failure.facts;
  return what === 'user-properties' ? inspectorWords.tooManyToCopy : inspectorWords.tooLargeToCopy;
}
