import { assertNever } from '#contract/assert-never';
import type { ConnectionState } from '#contract/connection';
import { failureBrief } from '#contract/words/failures';
import { publishWords } from '#contract/words/publish';

/** Why nothing can be published now, and what would change it; null: it can. */
export function publishAbsence(connection: ConnectionState): string | null {
  switch (connection.kind) {
    case 'online':
      return null;
    case 'idle':
      return publishWords.idle;
    case 'connecting':
      return connection.failure === null ? publishWords.connecting : publishWords.waiting;
    case 'waiting':
      return publishWords.waiting;
    case 'failed':
      return publishWords.failed(failureBrief(connection.failure));
    default:
      return assertNever(connection);
  }
}
