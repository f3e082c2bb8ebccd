import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { createServer, type TLSSocket, type TlsOptions } from 'node:tls';
import { Aedes } from 'aedes';
import type { Pair } from './certificate-folder';

/** One Aedes behind TLS that shows this certificate, be it one that other servers refuse to load. */
export interface TlsBroker {
  readonly port: number;
  /** Server names (SNI) that clients asked for; a client that asks for none is not in it. */
  readonly askedNames: readonly string[];
  dispose(): Promise<void>;
}

/** `speak`: in place of Aedes. */
export async function startTlsBroker(
  pair: Pair,
  options: TlsOptions = {},
  speak?: (socket: TLSSocket) => void
): Promise<TlsBroker> {
  const aedes = await Aedes.createBroker();
  const askedNames: string[] = [];
  const sockets = new Set<Socket>();
  // What is weak is only served without OpenSSL's security level.
  const weak = { ciphers: 'DEFAULT:@SECLEVEL=0' };
  const secure: TlsOptions = {
    ...{ cert: pair.certificatePem, key: pair.keyPem, ...weak, ...options },
    SNICallback: (name, answer) => {
      askedNames.push(name);
      answer(null);
    }
  };
  const server = createServer(secure, speak ?? ((socket) => void aedes.handle(socket)));
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.once('close', () => sockets.delete(socket));
  });
  server.on('tlsClientError', () => {});
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    askedNames,
    dispose: async () => {
      await new Promise<void>((resolve) => aedes.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    }
  };
}
