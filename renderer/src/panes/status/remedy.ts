import { assertNever } from '#contract/assert-never';
import type { Failure } from '#contract/failure';
import { isMendedElsewhere } from '../../state/mended-elsewhere';
import { secretPlace, type FormPlace } from '../../state/form-place';

/** What a button can do about a failed connection besides trying again: open the form at a place (state/form-place), or mend it at once. */
export type Remedy = FormPlace | 'newClientId';

/** Where a failure is mended, which is where its words (contract/words) send a person; null: nowhere in Treeline. */
export function remedyFor({ code, facts }: Failure): Remedy | null {
  if (isMendedElsewhere(code)) return null;
  switch (code) {
    case 'address-invalid':
    case 'name-not-found':
    case 'refused':
    case 'unreachable':
    case 'no-answer':
    case 'socket-not-found':
    case 'not-mqtt':
    case 'no-mqtt-answer':
    case 'certificate-wrong-host':
      return 'address';
    case 'websocket-refused':
      return facts['status'] === 401 || facts['status'] === 403 ? 'headers' : 'path';
    case 'bad-credentials':
    case 'not-authorised':
    case 'connect-refused':
    case 'authentication-challenge':
      return 'signIn';
    case 'client-id-rejected':
      return 'clientId';
    case 'protocol-version-refused':
      return 'version';
    case 'proxy-unreachable':
    case 'proxy-sign-in-refused':
    case 'proxy-refused':
      return 'proxy';
    case 'secret-unreadable':
      return secretPlace(facts);
    case 'secret-kept-back':
      return 'signIn';
    case 'certificate-not-trusted':
    case 'ca-file-invalid':
      return 'authorities';
    case 'certificate-expired':
    case 'certificate-not-yet-valid':
    case 'certificate-changed':
    case 'crl-file-invalid':
      return 'tls';
    case 'client-certificate-required':
    case 'client-certificate-invalid':
    case 'certificate-file-invalid':
    case 'key-file-invalid':
    case 'pkcs12-file-invalid':
    case 'passphrase-wrong':
      return 'clientCertificate';
    case 'tls-failed':
      return facts['speaks'] === 'plain' || facts['closed'] !== undefined ? 'address' : 'tls';
    case 'subscribe-not-authorised':
    case 'subscribe-refused':
    case 'topic-invalid':
      return 'subscriptions';
    case 'taken-over':
      return 'newClientId';
    case 'flapping':
      return facts['randomClientId'] === undefined ? 'newClientId' : 'subscriptions';
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
      return null;
    default:
      return assertNever(code);
  }
}
