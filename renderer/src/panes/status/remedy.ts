import { assertNever } from '#contract/assert-never';
import type { Failure } from '#contract/failure';

/** What a button can do about a failed connection besides trying again. */
export type Remedy = 'address' | 'signIn' | 'tls' | 'subscriptions' | 'newClientId' | 'edit';

/** Where a failure is mended, which is where its words (contract/words) send a person; null: nowhere in Treeline. */
export function remedyFor({ code, facts }: Failure): Remedy | null {
  switch (code) {
    case 'address-invalid':
    case 'name-not-found':
    case 'refused':
    case 'unreachable':
    case 'no-answer':
    case 'websocket-refused':
    case 'not-mqtt':
    case 'no-mqtt-answer':
    case 'certificate-wrong-host':
      return 'address';
    case 'bad-credentials':
    case 'not-authorised':
    case 'client-id-rejected':
    case 'protocol-version-refused':
    case 'connect-refused':
      return 'signIn';
    case 'secret-unreadable':
      return facts['what'] === 'key' ? 'tls' : 'signIn';
    case 'certificate-not-trusted':
    case 'certificate-expired':
    case 'certificate-not-yet-valid':
    case 'client-certificate-required':
    case 'client-certificate-invalid':
    case 'ca-file-invalid':
    case 'certificate-file-invalid':
    case 'key-file-invalid':
      return 'tls';
    case 'tls-failed':
      return facts['speaks'] === 'plain' || facts['closed'] !== undefined ? 'address' : 'tls';
    case 'subscribe-not-authorised':
    case 'subscribe-refused':
    case 'topic-invalid':
      return 'subscriptions';
    case 'taken-over':
      return 'newClientId';
    case 'closed-before-connack':
      return facts['protocol'] === 'mqtt' ? 'address' : 'edit';
    case 'reset':
      return facts['step'] === 'websocket' ? 'address' : 'edit';
    case 'closed':
    case 'disconnected-by-broker':
    case 'malformed-packet':
    case 'file-unreadable':
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
