import { createServer, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import { Aedes } from 'aedes';
import type { DemoMessage } from './demo-message';

/** An MQTT 3.1.1 broker on the loopback interface, with a door for messages from inside the process. */
export interface Broker {
  readonly port: number;
  /** Settles when the broker has passed the message on. */
  publish(message: DemoMessage): Promise<void>;
  /** Messages from clients, not those of `publish`. */
  onReceived(listener: (topic: string, payload: Uint8Array) => void): void;
  /** Ends every client and the server. */
  close(): Promise<void>;
}

const HOST = '127.0.0.1';
/** A subscriber that stops reading makes messages wait here; beyond this, what is not retained is dropped. */
const MAX_PENDING = 2_000;

/** Listens on the first port of the list that is free; 0 is any free one. Throws when none is. */
export async function startBroker(ports: readonly number[]): Promise<Broker> {
  const aedes = await Aedes.createBroker();
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    aedes.handle(socket);
  });
  let pending = 0;

  const close = async (): Promise<void> => {
    const serverClosed = server.listening ? once(server, 'close') : undefined;
    server.close();
    await new Promise<void>((resolve) => aedes.close(resolve));
    // Those that never sent CONNECT are unknown to Aedes
    for (const socket of sockets) socket.destroy();
    await serverClosed;
  };

  let port: number;
  try {
    port = await listen(server, ports);
  } catch (cause) {
    await close();
    throw cause;
  }

  return {
    port,
    publish({ topic, payload, qos, retain }) {
      if (pending >= MAX_PENDING && !retain) return Promise.resolve();
      pending += 1;
      return new Promise((resolve, reject) => {
        const bytes = Buffer.from(payload);
        aedes.publish({ cmd: 'publish', topic, payload: bytes, qos, retain, dup: false }, (cause) => {
          pending -= 1;
          // Closed meanwhile: nobody is there to tell
          if (cause && !aedes.closed) reject(cause);
          else resolve();
        });
      });
    },
    onReceived(listener) {
      aedes.on('publish', (packet, client) => {
        if (client !== null) listener(packet.topic, Buffer.from(packet.payload));
      });
    },
    close
  };
}

async function listen(server: Server, ports: readonly number[]): Promise<number> {
  let refused: unknown = new Error('no port to listen on');
  for (const port of ports) {
    try {
      server.listen(port, HOST);
      // rejects with the server's 'error'
      await once(server, 'listening');
      const address = server.address();
      if (typeof address === 'object' && address !== null) return address.port;
    } catch (cause) {
      refused = cause;
    }
  }
  throw refused;
}
