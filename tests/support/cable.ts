import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A TCP connection that can be cut, or go silent, between a client and a broker on 127.0.0.1. */
export interface Cable {
  readonly port: number;
  connections(): number;
  /** Nothing gets through any more, in both directions; connections stay open. New ones are silent, too. */
  silence(): void;
  /** New connections get through again; those that were silent never do. */
  heal(): void;
  /** Ends all connections at once. */
  cut(): void;
  dispose(): Promise<void>;
}

export async function startCable(brokerPort: number): Promise<Cable> {
  const sockets = new Set<Socket>();
  let connections = 0;
  let silent = false;
  const keep = (socket: Socket): void => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.once('close', () => sockets.delete(socket));
  };
  const server = createServer((client) => {
    connections += 1;
    keep(client);
    if (silent) return;
    const broker = connect(brokerPort, '127.0.0.1');
    keep(broker);
    client.pipe(broker).pipe(client);
    client.once('close', () => broker.destroy());
    broker.once('close', () => client.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    connections: () => connections,
    silence: () => {
      silent = true;
      for (const socket of sockets) {
        socket.unpipe();
        socket.pause();
      }
    },
    heal: () => (silent = false),
    cut: () => {
      for (const socket of sockets) socket.destroy();
    },
    dispose: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    }
  };
}
