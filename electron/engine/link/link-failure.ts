import type { ConnectStep } from '#contract/connection';
import { failure, type Failure, type FailureFacts } from '#contract/failure';
import { chainFacts, timeFacts, type BrokerChain } from './certificate-facts';

/** Where a link was when something went wrong; `up` after CONNACK. */
export type LinkPhase = ConnectStep | 'up';

export interface FailureScene {
  readonly phase: LinkPhase;
  /** Host, port and protocol of the address. */
  readonly facts: FailureFacts;
  /** A client certificate is configured. */
  readonly clientCertificate: boolean;
}

/** What a broker's refusing packet says; `reasonString` is the broker's own text [MQTT5 3.2.2.3.9]. */
export interface BrokerReason {
  readonly reasonCode: number;
  readonly reasonString?: string | undefined;
  readonly serverReference?: string | undefined;
}

const longestReason = 1_000;

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
  const tls = tlsFailure(`${code} ${textOf(error)}`, raw, at, scene);
  if (tls !== null) return tls;
  if (scene.phase === 'tls') return failure('tls-failed', raw, { ...at, closed: 1 });
  if (code === 'ECONNRESET' || code === 'EPIPE' || code === 'ECONNABORTED') return closedFailure(scene, raw);
  // HPE_…: Node's HTTP parser, on an answer that is not HTTP.
  if (scene.phase === 'websocket' && (code === '' || code.startsWith('HPE_'))) {
    return failure('websocket-refused', raw, at);
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

/** TLS alerts and handshake errors; OpenSSL and BoringSSL share the reason words, not the codes around them. */
function tlsFailure(text: string, raw: string, at: FailureFacts, scene: FailureScene): Failure | null {
  if (!/SSL|TLS|EPROTO/i.test(text) || /before secure TLS connection/.test(text)) return null;
  if (/CERTIFICATE_REQUIRED|certificate required/.test(text)) return failure('client-certificate-required', raw, at);
  if (/ALERT_(UNKNOWN_CA|BAD_CERTIFICATE|CERTIFICATE_|UNSUPPORTED_CERTIFICATE|ACCESS_DENIED)/.test(text)) {
    const code = scene.clientCertificate ? 'client-certificate-invalid' : 'client-certificate-required';
    return failure(code, raw, { ...at, refusedByBroker: 1 });
  }
  if (/WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST|wrong version number/.test(text)) {
    return failure('tls-failed', raw, { ...at, speaks: 'plain' });
  }
  if (/PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL/.test(text)) return failure('tls-failed', raw, { ...at, old: 1 });
  return failure('tls-failed', raw, at);
}

/** Node's verdict on the broker's certificate (`authorizationError`) and the chain it was reached on. */
export function certificateFailure(verdict: string, chain: BrokerChain, nowMs: number, scene: FailureScene): Failure {
  const facts = { ...scene.facts, ...chainFacts(chain) };
  switch (verdict) {
    case 'CERT_HAS_EXPIRED':
      return failure('certificate-expired', verdict, { ...facts, ...timeFacts(chain, nowMs) });
    case 'CERT_NOT_YET_VALID':
      return failure('certificate-not-yet-valid', verdict, { ...facts, ...timeFacts(chain, nowMs) });
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return failure('certificate-wrong-host', verdict, facts);
    case 'CERT_REVOKED':
      return failure('certificate-not-trusted', verdict, { ...facts, kind: 'revoked' });
    case 'CA_MD_TOO_WEAK':
    case 'EE_KEY_TOO_SMALL':
    case 'CA_KEY_TOO_SMALL':
      return failure('certificate-not-trusted', verdict, { ...facts, kind: 'weak' });
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
      return failure('certificate-not-trusted', verdict, { ...facts, kind: 'self-signed' });
    default:
      return failure('certificate-not-trusted', verdict, { ...facts, kind: 'unknown-authority' });
  }
}

/** A CONNACK that refuses. Version 3.1.1 codes 1 to 5 [MQTT-3.2.2.3], version 5 codes from 0x80 [MQTT5 3.2.2.2]. */
export function connackFailure(reason: BrokerReason, facts: FailureFacts): Failure {
  const raw = `CONNACK ${hex(reason.reasonCode)}`;
  const all = { ...facts, ...reasonFacts(reason) };
  switch (reason.reasonCode) {
    case 0x01:
    case 0x84:
      return failure('protocol-version-refused', raw, all);
    case 0x02:
    case 0x85:
      return failure('client-id-rejected', raw, all);
    case 0x03:
    case 0x88:
    case 0x89:
    case 0x97:
    case 0x9f:
      return failure('server-unavailable', raw, all);
    // 3.1.1 calls 5 "not authorised", and brokers send it for a wrong password as well.
    case 0x04:
    case 0x05:
    case 0x86:
      return failure('bad-credentials', raw, all);
    case 0x87:
      return failure('not-authorised', raw, all);
    default:
      return failure('connect-refused', raw, all);
  }
}

/** A DISCONNECT the broker sent [MQTT5 3.14.2.1]. */
export function disconnectFailure(reason: BrokerReason, facts: FailureFacts): Failure {
  const raw = `DISCONNECT ${hex(reason.reasonCode)}`;
  const code = reason.reasonCode === 0x8e ? 'taken-over' : 'disconnected-by-broker';
  return failure(code, raw, { ...facts, ...reasonFacts(reason) });
}

/** A filter's refusal in a SUBACK [MQTT-3.9.3]; 0x80 is all 3.1.1 can say, and it mostly means "not allowed". */
export function subscribeFailure(filter: string, reason: BrokerReason, version5: boolean): Failure {
  const notAllowed = reason.reasonCode === 0x87 || (reason.reasonCode === 0x80 && !version5);
  const code = notAllowed ? 'subscribe-not-authorised' : 'subscribe-refused';
  return failure(code, `SUBACK ${hex(reason.reasonCode)}`, { filter, ...reasonFacts(reason) });
}

/** A PUBACK, PUBREC or PUBCOMP that refuses [MQTT5 3.4.2.1]. */
export function publishFailure(topic: string, reason: BrokerReason): Failure {
  return failure('publish-refused', `PUBACK ${hex(reason.reasonCode)}`, { topic, ...reasonFacts(reason) });
}

/** Bytes that are no MQTT, found by MQTT.js' parser: its text is all there is. */
export function malformedFailure(error: unknown, facts: FailureFacts): Failure {
  return failure('malformed-packet', textOf(error), facts);
}

/** The numeric reason code on an error of MQTT.js, where it has one. */
export function reasonCodeOf(error: unknown): number | null {
  const code: unknown = typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
  return typeof code === 'number' ? code : null;
}

/** Whether an error came from the stream (it has an errno or a TLS code) and not from MQTT.js' parser. */
export function isStreamError(error: unknown): boolean {
  return codeOf(error) !== '';
}

function reasonFacts(reason: BrokerReason): FailureFacts {
  return {
    reasonCode: reason.reasonCode,
    ...(reason.reasonString ? { brokerSays: reason.reasonString.slice(0, longestReason) } : {}),
    ...(reason.serverReference ? { serverReference: reason.serverReference.slice(0, longestReason) } : {})
  };
}

function hex(code: number): string {
  return `0x${code.toString(16).toUpperCase().padStart(2, '0')}`;
}

function codeOf(error: unknown): string {
  const code: unknown = typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
  return typeof code === 'string' ? code : '';
}

function textOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, longestReason);
}
