/**
 * Every expected failure in Treeline, by code. Words for each code live in words/failures.ts and nowhere else;
 * library errors become codes in engine/link/link-failure.ts (and one file per other room), nowhere else.
 */
export const failureCodes = [
  // address and network
  'address-invalid',
  'name-not-found',
  'refused',
  'unreachable',
  'no-answer',
  'reset',
  'socket-not-found',
  'proxy-unreachable',
  'proxy-sign-in-refused',
  'proxy-refused',
  // the way up: TLS, WebSocket, MQTT
  'certificate-not-trusted',
  'certificate-expired',
  'certificate-not-yet-valid',
  'certificate-wrong-host',
  'certificate-changed',
  'client-certificate-required',
  'client-certificate-invalid',
  'ca-file-invalid',
  'tls-failed',
  'websocket-refused',
  'not-mqtt',
  'no-mqtt-answer',
  'closed-before-connack',
  // CONNACK refusals
  'bad-credentials',
  'not-authorised',
  'client-id-rejected',
  'protocol-version-refused',
  'server-unavailable',
  'connect-refused',
  'authentication-challenge',
  // a link that was up
  'closed',
  'flapping',
  'taken-over',
  'disconnected-by-broker',
  'keepalive-timeout',
  'malformed-packet',
  // subscribing and publishing
  'subscribe-not-authorised',
  'subscribe-refused',
  'subscribe-unanswered',
  'topic-invalid',
  'publish-refused',
  'publish-unanswered',
  'payload-too-large',
  'offline',
  'read-only',
  // bodies and files
  'not-kept',
  'decode-ended',
  'copy-too-large',
  'file-unreadable',
  'file-unwritable',
  'certificate-file-invalid',
  'key-file-invalid',
  'pkcs12-file-invalid',
  'crl-file-invalid',
  'passphrase-wrong',
  'import-unreadable',
  'import-incomplete',
  // our own processes and disk
  'engine-stopped',
  'engine-keeps-stopping',
  'demo-failed',
  'profile-not-found',
  'undo-expired',
  'profiles-unreadable',
  'profiles-newer',
  'profiles-unwritable',
  'settings-unwritable',
  'secret-unreadable',
  'secret-kept-back',
  'request-invalid',
  'bug'
] as const;

export type FailureCode = (typeof failureCodes)[number];

/** Facts a sentence may name: the port, the host, a fingerprint, a reason code. Never a secret. */
export type FailureFacts = Readonly<Record<string, string | number>>;

/** An expected failure as a value. `raw` is the technical text shown last: an errno, a TLS code, "CONNACK 0x87". */
export interface Failure {
  readonly code: FailureCode;
  readonly facts: FailureFacts;
  readonly raw: string;
}

export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure };

export function failure(code: FailureCode, raw = '', facts: FailureFacts = {}): Failure {
  return { code, facts, raw };
}

export function succeed<T>(value: T): Result<T> {
  return { ok: true, value };
}

export function fail<T = never>(code: FailureCode, raw = '', facts: FailureFacts = {}): Result<T> {
  return { ok: false, failure: failure(code, raw, facts) };
}
