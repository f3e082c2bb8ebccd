import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer as createHttpServer, type Server as HttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { Aedes } from 'aedes';
import { createWebSocketStream, WebSocketServer } from 'ws';
import type { Protocol } from '../../electron/contract/address';
import { assertNever } from '../../electron/contract/assert-never';
import type { NetworkProtocol } from './network-protocols';

export interface AedesOptions {
  readonly protocols: readonly NetworkProtocol[];
  readonly tls?: { readonly certificateFile: string; readonly keyFile: string };
  /** Filters starting with this are refused with SUBACK 0x80. */
  readonly forbiddenPrefix?: string;
}

/** A running Aedes (MQTT 3.1.1 only) on 127.0.0.1 with one port per protocol. */
export interface AedesBroker {
  readonly aedes: Aedes;
  port(protocol: Protocol): number;
  dispose(): Promise<void>;
}

export async function startAedes(options: AedesOptions): Promise<AedesBroker> {
  const aedes = await Aedes.createBroker();
  const { forbiddenPrefix } = options;
  if (forbiddenPrefix !== undefined) {
    aedes.authorizeSubscribe = (_client, subscription, done) =>
      done(null, subscription.topic.startsWith(forbiddenPrefix) ? null : subscription);
  }
  const sockets = new Set<Socket>();
  const servers = new Map<Protocol, Server>();
  for (const protocol of options.protocols) {
    const server = serverFor(protocol, options, aedes);
    const track = (socket: Socket): void => {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.once('close', () => sockets.delete(socket));
    };
    server.on('connection', track);
    server.on('tlsClientError', () => {});
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    servers.set(protocol, server);
  }
  return {
    aedes,
    port: (protocol) => (servers.get(protocol)?.address() as AddressInfo | undefined)?.port ?? Number.NaN,
    dispose: async () => {
      await new Promise<void>((resolve) => aedes.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      await Promise.all([...servers.values()].map((server) => new Promise((resolve) => server.close(resolve))));
    }
  };
}

function serverFor(protocol: NetworkProtocol, options: AedesOptions, aedes: Aedes): Server {
  const { tls } = options;
  const secure = tls === undefined ? {} : { cert: readFileSync(tls.certificateFile), key: readFileSync(tls.keyFile) };
  switch (protocol) {
    case 'mqtt':
      return createServer((socket) => void aedes.handle(socket));
    case 'mqtts':
      return createTlsServer(secure, (socket) => void aedes.handle(socket));
    case 'ws':
      return overWebSocket(createHttpServer(), aedes);
    case 'wss':
      return overWebSocket(createHttpsServer(secure), aedes);
    default:
      return assertNever(protocol);
  }
}

function overWebSocket(server: HttpServer, aedes: Aedes): Server {
  const upgrader = new WebSocketServer({ server, handleProtocols: () => 'mqtt' });
  upgrader.on('connection', (webSocket) => {
    const stream = createWebSocketStream(webSocket);
    stream.on('error', () => {});
    aedes.handle(stream as unknown as Socket);
  });
  return server;
}
