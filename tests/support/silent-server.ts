import { once } from 'node:events';
import { createServer, type AddressInfo, type ListenOptions, type Socket } from 'node:net';

/** A server that answers each connection as told, and keeps count of those that are open. */
export interface SilentServer {
  readonly port: number;
  /** What was received, as text, connection by connection. */
  readonly received: readonly string[];
  readonly open: () => number;
  dispose(): Promise<void>;
}

/** Without `answer` it takes connections and says nothing. */
export async function startSilentServer(
  answer: (socket: Socket, bytes: Buffer) => void = () => {},
  listen: ListenOptions = { host: '127.0.0.1', port: 0 }
): Promise<SilentServer> {
  const sockets = new Set<Socket>();
  const received: string[] = [];
  const server = createServer((socket) => {
    sockets.add(socket);
    const index = received.push('') - 1;
    socket.on('error', () => {});
    socket.once('close', () => sockets.delete(socket));
    socket.on('data', (bytes) => {
      received[index] += bytes.toString('latin1');
      answer(socket, bytes);
    });
  });
  server.listen(listen);
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo | null)?.port ?? Number.NaN,
    received,
    open: () => sockets.size,
    dispose: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    }
  };
}
