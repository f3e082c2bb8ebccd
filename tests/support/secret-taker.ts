import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { generate, parser, type IConnectPacket, type Packet } from 'mqtt-packet';
import { createWebSocketStream, WebSocketServer } from 'ws';

/** Every secret of one connection, as the other side got it. */
export interface TakenSecrets {
  readonly proxyPassword: string;
  readonly header: string;
  readonly password: string;
  readonly authenticationData: string;
}

export interface SecretTaker {
  readonly port: number;
  /** By user name. */
  readonly taken: ReadonlyMap<string, TakenSecrets>;
  dispose(): Promise<void>;
}

/** The header whose value is a secret. */
export const secretHeader = 'x-canary';

/** An HTTP proxy, a WebSocket server and an MQTT 5 broker in one, on one port: takes any sign-in and notes what it was given. */
export async function startSecretTaker(): Promise<SecretTaker> {
  const taken = new Map<string, TakenSecrets>();
  const sockets = new Set<Socket>();
  const proxyPasswords = new Map<Socket, string>();
  const server = createServer();
  const webSockets = new WebSocketServer({ noServer: true, handleProtocols: () => 'mqtt' });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    socket.on('error', () => {});
  });
  server.on('connect', (request: IncomingMessage, socket: Socket) => {
    const [, credentials = ''] = (request.headers['proxy-authorization'] ?? '').split(' ');
    proxyPasswords.set(
      socket,
      Buffer.from(credentials, 'base64')
        .toString()
        .replace(/^[^:]*:/, '')
    );
    socket.write('HTTP/1.1 200 OK\r\n\r\n');
    server.emit('connection', socket);
  });
  server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
    webSockets.handleUpgrade(request, socket, head, (webSocket) => {
      const stream = createWebSocketStream(webSocket);
      stream.on('error', () => {});
      const answer = (packet: Packet): boolean => stream.write(generate(packet, { protocolVersion: 5 }));
      const reader = parser();
      reader.on('packet', (packet: Packet) => {
        if (packet.cmd === 'connect') {
          const { username, password, properties } = packet as IConnectPacket;
          taken.set(username?.toString() ?? '', {
            proxyPassword: proxyPasswords.get(socket) ?? '',
            header: String(request.headers[secretHeader] ?? ''),
            password: password?.toString() ?? '',
            authenticationData: properties?.authenticationData?.toString() ?? ''
          });
          answer({ cmd: 'connack', reasonCode: 0, sessionPresent: false });
        } else if (packet.cmd === 'subscribe') {
          answer({ cmd: 'suback', messageId: packet.messageId ?? 0, granted: packet.subscriptions.map(() => 0) });
        } else if (packet.cmd === 'pingreq') answer({ cmd: 'pingresp' });
      });
      reader.on('error', () => {});
      stream.on('data', (bytes: Buffer) => void reader.parse(bytes));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    taken,
    dispose: async () => {
      for (const socket of sockets) socket.destroy();
      webSockets.close();
      await new Promise((resolve) => server.close(resolve));
    }
  };
}
