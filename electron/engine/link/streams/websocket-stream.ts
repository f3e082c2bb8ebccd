import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { createWebSocketStream, WebSocket } from 'ws';
import { formatAddress, type BrokerAddress } from '#contract/address';

export interface WebSocketRequest {
  readonly socket: Socket;
  readonly address: BrokerAddress;
  /** In order; a name may come more than once. */
  readonly headers: readonly UpgradeHeader[];
  readonly maxMessageBytes: number;
}

/** A header as it is sent; its value may be a secret. */
export interface UpgradeHeader {
  readonly name: string;
  readonly value: string;
}

export interface WebSocketHooks {
  readonly upgraded: (stream: Duplex) => void;
  /** The server answered, but not with 101; `location` where it points elsewhere: never followed. */
  readonly refused: (status: number, location: string | null) => void;
  readonly failed: (error: Error) => void;
}

/**
 * Upgrades a connected socket to WebSocket, subprotocol `mqtt` [MQTT-6.0.0-3]. The URL, and with it the Host header, is the
 * broker's also behind a proxy. Throws where the path makes no URL.
 */
export function openWebSocket(request: WebSocketRequest, hooks: WebSocketHooks): void {
  const webSocket = new WebSocket(formatAddress(request.address), ['mqtt'], {
    createConnection: () => request.socket,
    followRedirects: false,
    perMessageDeflate: false,
    maxPayload: request.maxMessageBytes,
    headers: headerRecord(request.headers)
  });
  webSocket.on('error', hooks.failed);
  webSocket.once('unexpected-response', (outgoing, incoming) => {
    hooks.refused(incoming.statusCode ?? 0, incoming.headers.location ?? null);
    outgoing.destroy();
  });
  webSocket.once('open', () => {
    webSocket.off('error', hooks.failed);
    hooks.upgraded(closingStream(webSocket));
  });
}

/** By name, without regard to capitals, as Node would otherwise keep only the last of a name; a record without prototype. */
function headerRecord(headers: readonly UpgradeHeader[]): Record<string, string | string[]> {
  const byName = new Map<string, { readonly name: string; readonly values: string[] }>();
  for (const { name, value } of headers) {
    const known = byName.get(name.toLowerCase());
    if (known) known.values.push(value);
    else byName.set(name.toLowerCase(), { name, values: [value] });
  }
  const record = Object.create(null) as Record<string, string | string[]>;
  for (const { name, values } of byName.values()) {
    const [first = ''] = values;
    // Cookies are one header with `; ` between them (RFC 6265, 5.4).
    record[name] = name.toLowerCase() === 'cookie' ? values.join('; ') : values.length === 1 ? first : values;
  }
  return record;
}

/** The stream of `ws` stays half open when its socket is gone, and never says `close`: after the last byte it is over. */
function closingStream(webSocket: WebSocket): Duplex {
  const stream = createWebSocketStream(webSocket);
  stream.once('end', () => stream.destroy());
  return stream;
}
