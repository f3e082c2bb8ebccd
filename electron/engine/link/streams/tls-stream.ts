import { isIP, type Socket } from 'node:net';
import { connect, type SecureContext, type TLSSocket } from 'node:tls';
import { readChain, type BrokerChain } from '../certificate-facts';

export interface TlsRequest {
  readonly socket: Socket;
  /** The name asked for (SNI) and checked. */
  readonly serverName: string;
  /** Empty: none offered. */
  readonly alpn: readonly string[];
  readonly secureContext: SecureContext;
}

/** What the two sides agreed on. */
export interface TlsSession {
  readonly version: string;
  readonly cipher: string;
  /** Null: the broker picked none. */
  readonly alpn: string | null;
}

export interface TlsHooks {
  /** The handshake is done; `verdict` null: the certificate is good, else Node's code for what is wrong with it. */
  readonly secured: (verdict: string | null, chain: BrokerChain, session: TlsSession) => void;
  readonly failed: (error: Error) => void;
}

/**
 * Runs TLS over a connected socket. Node is told not to reject by itself: it would destroy the socket before the chain
 * could be read. The caller sends nothing before it has judged the verdict.
 */
export function openTlsSocket(request: TlsRequest, hooks: TlsHooks): TLSSocket {
  const { serverName, socket, secureContext, alpn } = request;
  const tlsSocket = connect({
    socket,
    host: serverName,
    secureContext,
    // RFC 6066, 3: a server name is a DNS name, never an address.
    ...(isIP(serverName) === 0 ? { servername: serverName } : {}),
    ...(alpn.length > 0 ? { ALPNProtocols: [...alpn] } : {}),
    rejectUnauthorized: false
  });
  tlsSocket.once('secureConnect', () => {
    // Typed as Error, in truth the error's code (node:_tls_wrap, onConnectSecure).
    const verdict: unknown = tlsSocket.authorizationError;
    const chain = readChain(tlsSocket.getPeerCertificate(true));
    hooks.secured(tlsSocket.authorized ? null : codeOf(verdict), chain, {
      version: tlsSocket.getProtocol() ?? '',
      cipher: tlsSocket.getCipher().name,
      alpn: tlsSocket.alpnProtocol || null
    });
  });
  tlsSocket.on('error', hooks.failed);
  return tlsSocket;
}

function codeOf(verdict: unknown): string {
  if (verdict instanceof Error && 'code' in verdict) return String(verdict.code);
  return String(verdict);
}
