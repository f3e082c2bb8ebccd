import { isIP, type Socket } from 'node:net';
import { connect, type SecureContext, type TLSSocket } from 'node:tls';
import { readChain, type BrokerChain } from '../certificate-facts';

export interface TlsRequest {
  readonly socket: Socket;
  readonly host: string;
  readonly secureContext: SecureContext;
}

export interface TlsHooks {
  /** The handshake is done; `verdict` null: the certificate is good, else Node's code for what is wrong with it. */
  readonly secured: (verdict: string | null, chain: BrokerChain) => void;
  readonly failed: (error: Error) => void;
}

/**
 * Runs TLS over a connected socket. Node is told not to reject by itself: it would destroy the socket before the chain
 * could be read. The caller sends nothing before it has judged the verdict.
 */
export function openTlsSocket(request: TlsRequest, hooks: TlsHooks): TLSSocket {
  const { host, socket, secureContext } = request;
  const tlsSocket = connect({
    socket,
    host,
    secureContext,
    // RFC 6066, 3: a server name is a DNS name, never an address.
    ...(isIP(host) === 0 ? { servername: host } : {}),
    rejectUnauthorized: false
  });
  tlsSocket.once('secureConnect', () => {
    // Typed as Error, in truth the error's code (node:_tls_wrap, onConnectSecure).
    const verdict: unknown = tlsSocket.authorizationError;
    const chain = readChain(tlsSocket.getPeerCertificate(true));
    hooks.secured(tlsSocket.authorized ? null : codeOf(verdict), chain);
  });
  tlsSocket.on('error', hooks.failed);
  return tlsSocket;
}

function codeOf(verdict: unknown): string {
  if (verdict instanceof Error && 'code' in verdict) return String(verdict.code);
  return String(verdict);
}
