import type { Failure, FailureCode } from '../failure';
import { certificateFailures } from './certificate-failures';
import { connectingFailures } from './connecting-failures';
import { FactReader, type FailureEntry, type FailureTable } from './failure-entry';
import { linkFailures } from './link-failures';
import { programFailures } from './program-failures';
import { routeFailures } from './route-failures';
import { fileFailures } from './file-failures';
import { tlsFailures } from './tls-failures';
import { webSocketFailures } from './web-socket-failures';

/** A code without words is a compile error. */
const table: FailureTable<FailureCode> = {
  ...certificateFailures,
  ...connectingFailures,
  ...linkFailures,
  ...programFailures,
  ...routeFailures,
  ...fileFailures,
  ...tlsFailures,
  ...webSocketFailures
};

/**
 * A failure in words (DESIGN.md section 11): what happened (no full stop), what it means, what to do (may be empty). The
 * technical text stays in `failure.raw` and is shown last.
 */
export function failureWords({ code, facts }: Failure): Omit<FailureEntry, 'brief'> {
  const { title, meaning, action } = table[code](new FactReader(facts));
  return { title, meaning, action };
}

/** The same in two to four words, for the rail. */
export function failureBrief({ code, facts }: Failure): string {
  return table[code](new FactReader(facts)).brief;
}
