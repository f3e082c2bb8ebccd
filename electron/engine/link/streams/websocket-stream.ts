import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { createWebSocketStream, WebSocket } from 'ws';
import { formatAddress, type BrokerAddress } from '#contract/address';

export interface WebSocketRequest {
  readonly socket: Socket;
  readonly address: BrokerAddress;
  readonly maxMessageBytes: number;
}

export interface WebSocketHooks {
  readonly upgraded: (stream: Duplex) => void;
  /** The server answered, but not with 101; `location` where it points elsewhere: never followed. */
  readonly refused: (status: number, location: string | null) => void;
  readonly failed: (error: Error) => void;
}

/** Upgrades a connected socket to WebSocket, subprotocol `mqtt` [MQTT-6.0.0-3]. Throws where the path makes no URL. */
export function openWebSocket(request: WebSocketRequest, hooks: WebSocketHooks): void {
  const webSocket = new WebSocket(formatAddress(request.address), ['mqtt'], {
    createConnection: () => request.socket,
    followRedirects: false,
    perMessageDeflate: false,
    maxPayload: request.maxMessageBytes
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

/** The stream of `ws` stays half open when its socket is gone, and never says `close`: after the last byte it is over. */
function closingStream(webSocket: WebSocket): Duplex {
  const stream = createWebSocketStream(webSocket);
  stream.once('end', () => stream.destroy());
  return stream;
}
