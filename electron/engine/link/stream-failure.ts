import type { ConnectStep } from '#contract/connect-step';
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

/** Whether an error came from the stream (it has an errno or a TLS code) and not from MQTT.js' parser. */
export function isStreamError(error: unknown): boolean {
  return codeOf(error) !== '';
}

function codeOf(error: unknown): string {
  const code: unknown = typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
  return typeof code === 'string' ? code : '';
}

/** The text of an error, for the last place in a failure. */
export function textOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, longestText);
}
