import type { FailureCode } from '#contract/failure';

/** What no field of a connection mends: sending, keeping, the disk and Treeline itself. */
const elsewhere = [
  'publish-refused',
  'publish-unanswered',
  'payload-too-large',
  'offline',
  'read-only',
  'not-kept',
  'decode-ended',
  'copy-too-large',
  'file-unwritable',
  'import-unreadable',
  'import-incomplete',
  'engine-stopped',
  'engine-keeps-stopping',
  'demo-failed',
  'profile-not-found',
  'undo-expired',
  'profiles-unreadable',
  'profiles-newer',
  'profiles-unwritable',
  'settings-unwritable',
  'request-invalid',
  'bug'
] as const satisfies readonly FailureCode[];

type ElsewhereCode = (typeof elsewhere)[number];
const all: ReadonlySet<FailureCode> = new Set(elsewhere);

/** Narrows, so that a switch over the rest is still total over all codes. */
export function isMendedElsewhere(code: FailureCode): code is ElsewhereCode {
  return all.has(code);
}
