import { once } from 'node:events';
import { createServer } from 'node:net';

/** Below the range from which the kernel picks ports for outgoing connections (32768 up): none of those takes it. */
const firstPort = 10_000;
const ports = 22_000;

/** A port that was free a moment ago on every interface; for programs that cannot be given port 0. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = firstPort + Math.floor(Math.random() * ports);
    const server = createServer();
    try {
      server.listen({ port, exclusive: true });
      await once(server, 'listening');
    } catch {
      continue;
    }
    server.close();
    await once(server, 'close');
    return port;
  }
}
