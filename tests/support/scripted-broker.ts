import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { generate, parser, type IConnectPacket, type Packet } from 'mqtt-packet';

/** What one connection to a scripted broker can do; `send` takes packets and raw bytes. */
export interface ScriptedConnection {
  readonly socket: Socket;
  /** Counts from 1. */
  readonly number: number;
  send(what: Packet | Uint8Array): void;
}

export interface BrokerScript {
  connected?(connection: ScriptedConnection): void;
  /** Each chunk, as it came. */
  bytes?(bytes: Buffer, connection: ScriptedConnection): void;
  packet?(packet: Packet, connection: ScriptedConnection): void;
}

export interface ScriptedBroker {
  readonly port: number;
  connections(): number;
  /** To the newest connection, unasked. */
  say(what: Packet | Uint8Array): void;
  /** Ends the newest connection without a word. */
  hangUp(): void;
  dispose(): Promise<void>;
}

/** A broker that does exactly what the test says, and nothing it does not: bytes over plain TCP. */
export async function startScriptedBroker(script: BrokerScript): Promise<ScriptedBroker> {
  const sockets = new Set<Socket>();
  let connections = 0;
  let newest: ScriptedConnection | null = null;
  const server = createServer((socket) => {
    connections += 1;
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    socket.on('error', () => {});
    let version = 4;
    const connection: ScriptedConnection = {
      socket,
      number: connections,
      send: (what) =>
        void socket.write(what instanceof Uint8Array ? what : generate(what, { protocolVersion: version }))
    };
    newest = connection;
    const reader = parser();
    reader.on('packet', (packet) => {
      if (packet.cmd === 'connect') version = (packet as IConnectPacket).protocolVersion ?? 4;
      script.packet?.(packet, connection);
    });
    reader.on('error', () => {});
    socket.on('data', (bytes) => {
      script.bytes?.(bytes, connection);
      reader.parse(bytes);
    });
    script.connected?.(connection);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    connections: () => connections,
    say: (what) => newest?.send(what),
    hangUp: () => void newest?.socket.end(),
    dispose: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    }
  };
}

/** CONNACK to CONNECT, SUBACK to SUBSCRIBE, PINGRESP to PINGREQ: what a test does not care about. */
export function politeAnswer(packet: Packet, connection: ScriptedConnection): void {
  if (packet.cmd === 'connect')
    connection.send({ cmd: 'connack', returnCode: 0, reasonCode: 0, sessionPresent: false });
  if (packet.cmd === 'subscribe') {
    connection.send({
      cmd: 'suback',
      messageId: packet.messageId ?? 0,
      granted: packet.subscriptions.map((s) => s.qos)
    });
  }
  if (packet.cmd === 'pingreq') connection.send({ cmd: 'pingresp' });
}
