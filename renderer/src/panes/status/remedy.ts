import { assertNever } from '#contract/assert-never';
import type { FailureCode } from '#contract/failure';

/** What a button can do about a failed connection besides trying again. */
export type Remedy = 'address' | 'signIn' | 'tls' | 'subscriptions' | 'newClientId' | 'edit';

/** Where a failure is mended; null: nowhere in Treeline. */
export function remedyFor(code: FailureCode): Remedy | null {
  switch (code) {
    case 'address-invalid':
    case 'name-not-found':
    case 'refused':
    case 'unreachable':
    case 'no-answer':
    case 'websocket-refused':
    case 'not-mqtt':
    case 'no-mqtt-answer':
      return 'address';
    case 'bad-credentials':
    case 'not-authorised':
    case 'client-id-rejected':
    case 'protocol-version-refused':
    case 'connect-refused':
    case 'secret-unreadable':
      return 'signIn';
    case 'certificate-not-trusted':
    case 'certificate-expired':
    case 'certificate-not-yet-valid':
    case 'certificate-wrong-host':
    case 'client-certificate-required':
    case 'client-certificate-invalid':
    case 'ca-file-invalid':
    case 'tls-failed':
    case 'certificate-file-invalid':
    case 'key-file-invalid':
      return 'tls';
    case 'subscribe-not-authorised':
    case 'subscribe-refused':
    case 'topic-invalid':
      return 'subscriptions';
    case 'taken-over':
      return 'newClientId';
    case 'closed-before-connack':
    case 'closed':
    case 'disconnected-by-broker':
    case 'malformed-packet':
    case 'file-unreadable':
    case 'reset':
      return 'edit';
    case 'server-unavailable':
    case 'keepalive-timeout':
    case 'subscribe-unanswered':
    case 'publish-refused':
    case 'publish-unanswered':
    case 'payload-too-large':
    case 'offline':
    case 'not-kept':
    case 'file-unwritable':
    case 'engine-stopped':
    case 'engine-keeps-stopping':
    case 'demo-failed':
    case 'profile-not-found':
    case 'profiles-unreadable':
    case 'profiles-newer':
    case 'profiles-unwritable':
    case 'settings-unwritable':
    case 'request-invalid':
    case 'bug':
      return null;
    default:
      return assertNever(code);
  }
}
