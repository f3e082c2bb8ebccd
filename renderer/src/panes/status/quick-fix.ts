import { isSecure } from '#contract/address';
import type { LinkEnd } from '#contract/connection';
import type { Failure } from '#contract/failure';
import type { Profile } from '#contract/profile';
import { isUnexplained, shortLivedMs } from '#contract/short-lived';
import { fixesFor, type Fix } from '../../state/failure-fixes';
import { fixChanges } from '../../state/fix-changes';

/** The likeliest mend of a live connection, where it is one change of its profile; null: a person has to look first. */
export function quickFix(failure: Failure, profile: Profile): Fix | null {
  if (profile.demo || failure.facts['wasOnline'] !== undefined) return null;
  const fix = likeliest(failure, profile);
  if (fix === null || fixChanges(fix, profile) === null) return null;
  if (fix.kind === 'newClientId' && failure.facts['randomClientId'] !== undefined) return null;
  return dropsTls(fix, profile) && !isPlain(failure) ? null : fix;
}

/**
 * The failure with the fact `clientIdSuspected` where a second link in a row ended right after it opened: too few to call
 * it flapping, but another client with this fixed ID is the first thing to think of.
 */
export function withSuspicion(failure: Failure, ends: readonly LinkEnd[]): Failure {
  const lastTwo = ends.slice(-2);
  const suspected =
    lastTwo.length === 2 &&
    isUnexplained(failure) &&
    failure.facts['randomClientId'] === undefined &&
    lastTwo.every((end) => end.livedMs !== null && end.livedMs < shortLivedMs && isUnexplained(end.failure));
  return suspected ? { ...failure, facts: { ...failure.facts, clientIdSuspected: 1 } } : failure;
}

function likeliest(failure: Failure, profile: Profile): Fix | null {
  if (failure.facts['clientIdSuspected'] !== undefined) return { kind: 'newClientId' };
  const { address, clientId, mqttVersion } = profile;
  // Of the diagnosis only the chain is asked, and nothing about a certificate is mended here.
  const diagnosis = { startedAtMs: 0, steps: [], chain: [], failure, done: true };
  return fixesFor(failure, { ...address, clientId, mqttVersion, diagnosis })[0] ?? null;
}

/** Not for a broker that only stays silent: whoever can make it silent would have a person send the password in the clear. */
function dropsTls(fix: Fix, { address }: Profile): boolean {
  return fix.kind === 'transport' && isSecure(address.protocol) && !isSecure(fix.protocol);
}

function isPlain({ code, facts }: Failure): boolean {
  return code === 'tls-failed' && facts['speaks'] === 'plain';
}
