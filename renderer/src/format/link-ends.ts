import type { LinkEnd } from '#contract/connection';
import type { Failure } from '#contract/failure';
import { failureBrief } from '#contract/words/failures';
import { linkEndWords } from '#contract/words/status';
import { formatTenths } from './numbers';
import { formatGap, formatTime } from './times';

/** A link that lived shorter than this closed right after it opened. */
const shortMs = 10_000;

/** One earlier end of a connection as a banner lists it. */
export interface EndLine {
  readonly clock: string;
  readonly text: string;
  readonly raw: string;
}

/**
 * The ends that say more than the newest failure does: those of links that come up and go again. A broker that cannot be
 * reached is told once, and nothing in the window moves while it is tried again.
 */
export function endsWorthTelling(ends: readonly LinkEnd[]): readonly LinkEnd[] {
  return ends.filter(({ livedMs }) => livedMs !== null && livedMs < shortMs).length >= 2 ? ends : [];
}

/** Oldest first, as they happened. `failure`: what the connection is told to suffer from now. */
export function endLines(ends: readonly LinkEnd[], failure: Failure): readonly EndLine[] {
  return ends.map((end, index) => {
    const newest = index === ends.length - 1;
    const told = endText(end);
    return {
      clock: formatTime(end.atMs),
      text: newest && failure.code === 'flapping' ? `${told}. ${linkEndWords.waitingLonger}` : told,
      raw: end.failure.raw
    };
  });
}

function endText({ livedMs, failure }: LinkEnd): string {
  if (livedMs === null) return linkEndWords.neverUp(failureBrief(failure));
  if (livedMs < shortMs) return linkEndWords.short(formatTenths(livedMs / 1_000));
  return linkEndWords.long(failureBrief(failure), formatGap(livedMs));
}
