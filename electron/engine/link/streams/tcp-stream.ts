import { connect, isIP, type Socket } from 'node:net';

/** The happy eyeballs of RFC 8305 give each address this long before the next is tried beside it. */
const nextAddressAfterMs = 1_000;

export interface TcpHooks {
  /** The name has this address, or is one. */
  readonly resolved: (address: string) => void;
  readonly connected: () => void;
  readonly failed: (error: Error) => void;
}

/** Starts a TCP connection; the socket keeps an error listener for good, as its errors are read by whoever wraps it. */
export function openTcpSocket(target: { readonly host: string; readonly port: number }, hooks: TcpHooks): Socket {
  const { host, port } = target;
  if (isIP(host) !== 0) hooks.resolved(host);
  const socket = connect({
    host,
    port,
    noDelay: true,
    autoSelectFamily: true,
    autoSelectFamilyAttemptTimeout: nextAddressAfterMs
  });
  socket.once('lookup', (error: Error | null, address: string | undefined) => {
    if (!error && address !== undefined) hooks.resolved(address);
  });
  socket.once('connect', hooks.connected);
  socket.on('error', hooks.failed);
  return socket;
}

/** The same for a socket in the file system; throws for a path that can be none. */
export function openUnixSocket(path: string, hooks: Omit<TcpHooks, 'resolved'>): Socket {
  const socket = connect({ path });
  socket.once('connect', hooks.connected);
  socket.on('error', hooks.failed);
  return socket;
}
