import { connect, isIP, type Socket } from 'node:net';
import type { BrokerAddress } from '#contract/address';

/** The happy eyeballs of RFC 8305 give each address this long before the next is tried beside it. */
const nextAddressAfterMs = 1_000;

export interface TcpHooks {
  /** The name has an address, or needed none. */
  readonly resolved: () => void;
  readonly connected: () => void;
  readonly failed: (error: Error) => void;
}

/** Starts a TCP connection; the socket keeps an error listener for good, as its errors are read by whoever wraps it. */
export function openTcpSocket(address: BrokerAddress, hooks: TcpHooks): Socket {
  if (isIP(address.host) !== 0) hooks.resolved();
  const socket = connect({
    host: address.host,
    port: address.port,
    noDelay: true,
    autoSelectFamily: true,
    autoSelectFamilyAttemptTimeout: nextAddressAfterMs
  });
  socket.once('lookup', (error: Error | null) => {
    if (!error) hooks.resolved();
  });
  socket.once('connect', hooks.connected);
  socket.on('error', hooks.failed);
  return socket;
}
