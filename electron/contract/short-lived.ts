import type { Failure } from './failure';

/** A link that ended sooner than this, without a reason, may have been pushed out by another client (faults.md row 9). */
export const shortLivedMs = 5_000;

/** The broker said nothing about why it ended the link. */
export function isUnexplained({ code }: Failure): boolean {
  return code === 'closed' || code === 'reset';
}
