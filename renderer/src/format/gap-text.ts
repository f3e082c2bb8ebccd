import type { Gap } from '#contract/message';
import { inspectorWords } from '#contract/words/inspector';
import { formatSeconds } from './times';

/** Why messages may be missing here, and when: `Not connected 14:31:37 – 14:31:57`. */
export function gapText({ cause, fromMs, toMs }: Gap): string {
  return inspectorWords.gap(cause, formatSeconds(fromMs), formatSeconds(toMs));
}
