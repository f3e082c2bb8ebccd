import type { ConnectStep } from '#contract/connect-step';
import { failure, type Failure, type FailureFacts } from '#contract/failure';

/** Where a link was when something went wrong; `up` after CONNACK. */
export type LinkPhase = ConnectStep | 'up';

export interface FailureScene {
  readonly phase: LinkPhase;
  /** Host, port and protocol of the address. */
  readonly facts: FailureFacts;
  /** A client certificate is configured. */
  readonly clientCertificate: boolean;
}

const longestText = 1_000;

/** An error of a socket, of TLS or of the WebSocket, as the failure it means. */
export function streamFailure(error: unknown, scene: FailureScene): Failure {
  const code = codeOf(error);
  const raw = code || textOf(error);
  const at = { ...scene.facts, step: scene.phase };
  switch (code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EAI_FAIL':
    case 'EAI_NODATA':
    case 'EAI_NONAME':
      return failure('name-not-found', raw, at);
    case 'ECONNREFUSED':
      return failure('refused', raw, at);
    // Only of a socket in the file system: its path is in the facts.
    case 'ENOENT':
    case 'ENOTDIR':
      return failure('socket-not-found', raw, at);
    case 'EACCES':
    case 'EPERM':
      return failure('unreachable', raw, { ...at, denied: 1 });
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'ENETDOWN':
    case 'EADDRNOTAVAIL':
    case 'EHOSTDOWN':
      return failure('unreachable', raw, at);
    case 'ETIMEDOUT':
      return failure(scene.phase === 'up' ? 'reset' : 'no-answer', raw, at);
    case 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH':
      return failure('payload-too-large', raw, at);
    default:
  }
  if (code.startsWith('WS_ERR_')) return failure('malformed-packet', raw, at);
  // A handshake that agreed is no matter of settings any more: what TLS says now is that the stream is damaged.
  const tls = scene.phase === 'up' ? null : tlsFailure(`${code} ${textOf(error)}`, raw, at, scene);
  if (tls !== null) return tls;
  if (scene.phase === 'tls') return failure('tls-failed', raw, { ...at, closed: 1 });
  if (code === 'ECONNRESET' || code === 'EPIPE' || code === 'ECONNABORTED') return closedFailure(scene, raw);
  // HPE_…: Node's HTTP parser, on an answer that is not HTTP.
  if (scene.phase === 'websocket' && (code === '' || code.startsWith('HPE_'))) {
    if (isTlsAlert(error)) return failure('not-mqtt', 'TLS alert', { ...at, speaks: 'tls' });
    return failure('websocket-refused', raw, { ...at, reason: upgradeProblem(code, raw) });
  }
  return failure('reset', raw, scene.phase === 'up' ? at : { ...at, unknown: 1 });
}

/** The stream ended and nothing said why. */
export function closedFailure(scene: FailureScene, raw = ''): Failure {
  const at = { ...scene.facts, step: scene.phase };
  if (scene.phase === 'up') return failure(raw === '' ? 'closed' : 'reset', raw, at);
  if (scene.phase === 'tls') return failure('tls-failed', raw, { ...at, closed: 1 });
  if (scene.phase === 'mqtt') return failure('closed-before-connack', raw, at);
  return failure('reset', raw, at);
}

/** Node's HTTP parser hands out the bytes it could not read: a TLS port's alert starts like this (RFC 8446, 5.1). */
function isTlsAlert(error: unknown): boolean {
  const bytes: unknown = error instanceof Error && 'rawPacket' in error ? error.rawPacket : null;
  return Buffer.isBuffer(bytes) && bytes[0] === 0x15 && bytes[1] === 0x03;
}

/** What of the upgrade went wrong, out of the words of `ws`: the server broke the WebSocket protocol or chose another one inside. */
function upgradeProblem(code: string, raw: string): string {
  if (code !== '') return 'not-http';
  return /subprotocol/.test(raw) ? 'subprotocol' : 'handshake';
}

/**
 * TLS alerts and handshake errors. OpenSSL and BoringSSL share the reason words (RFC 8446, 6.2), not the codes around them:
 * `ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION` here, `EPROTO … OPENSSL_internal:TLSV1_ALERT_PROTOCOL_VERSION` there.
 */
function tlsFailure(text: string, raw: string, at: FailureFacts, scene: FailureScene): Failure | null {
  if (!/SSL|TLS|EPROTO/i.test(text) || /before secure TLS connection/.test(text)) return null;
  const failed = (facts: FailureFacts): Failure => failure('tls-failed', raw, { ...at, ...facts });
  if (/CERTIFICATE_REQUIRED|certificate required/.test(text)) return failure('client-certificate-required', raw, at);
  if (
    /ALERT_(UNKNOWN_CA|BAD_CERTIFICATE|CERTIFICATE_|NO_CERTIFICATE|UNSUPPORTED_CERTIFICATE|ACCESS_DENIED)/.test(text)
  ) {
    const code = scene.clientCertificate ? 'client-certificate-invalid' : 'client-certificate-required';
    return failure(code, raw, { ...at, refusedByBroker: 1 });
  }
  if (/WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST|HTTPS_PROXY_REQUEST|wrong version number/.test(text)) {
    return failed({ speaks: 'plain' });
  }
  if (/PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL|VERSION_TOO_LOW|INAPPROPRIATE_FALLBACK/.test(text))
    return failed({ old: 1 });
  if (/NO_APPLICATION_PROTOCOL|INVALID_ALPN_PROTOCOL/i.test(text)) return failed({ reason: 'alpn' });
  if (/UNRECOGNIZED_NAME/.test(text)) return failed({ reason: 'server-name' });
  if (/HANDSHAKE_FAILURE|INSUFFICIENT_SECURITY|NO_SHARED_CIPHER|NO_COMMON_SIGNATURE|UNSUPPORTED_SIGNATURE/.test(text)) {
    return failed({ reason: 'nothing-in-common' });
  }
  if (
    /WRONG_CERTIFICATE_TYPE|WRONG_SIGNATURE_TYPE|UNKNOWN_CERTIFICATE_TYPE|CERT_DECODE|DECODE_ERROR.*X509/.test(text)
  ) {
    return failed({ reason: 'certificate-type' });
  }
  if (/ALERT_INTERNAL_ERROR|DECRYPTION_FAILED|BAD_RECORD_MAC|BAD_DECRYPT/.test(text))
    return failed({ reason: 'broken' });
  if (/DH_KEY_TOO_SMALL|BAD_DH_P_LENGTH|EE_KEY_TOO_SMALL|DH_P_TOO/.test(text)) return failed({ reason: 'weak' });
  return failed({});
}

/** Whether an error came from the stream (it has an errno or a TLS code) and not from MQTT.js' parser. */
export function isStreamError(error: unknown): boolean {
  return codeOf(error) !== '';
}

/** Node 18 gives none to the sum of several addresses' errors: there it is the first one's. */
function codeOf(error: unknown): string {
  const code: unknown = typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
  if (typeof code === 'string') return code;
  return error instanceof AggregateError && error.errors.length > 0 ? codeOf(error.errors[0]) : '';
}

/** The text of an error, for the last place in a failure. */
export function textOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, longestText);
}
