import type { NetworkInterfaceInfo } from 'node:os';

export interface NetworkWatchWorld {
  readonly interfaces: () => NodeJS.Dict<NetworkInterfaceInfo[]>;
  /** An address appeared that was not there at the last look: there may be a way again. */
  readonly returned: () => void;
  /** Calls again and again; the answer ends it. */
  readonly every: (periodMs: number, look: () => void) => () => void;
}

const periodMs = 3_000;

/** Neither Node nor Electron tells when a network comes: its addresses are looked at every few seconds. The answer ends it. */
export function watchNetwork({ interfaces, returned, every }: NetworkWatchWorld): () => void {
  let known = addresses(interfaces);
  return every(periodMs, () => {
    const now = addresses(interfaces);
    const appeared = [...now].some((address) => !known.has(address));
    known = now;
    if (appeared) returned();
  });
}

/** Those by which another machine can be reached. */
function addresses(interfaces: NetworkWatchWorld['interfaces']): ReadonlySet<string> {
  return new Set(
    Object.entries(listed(interfaces)).flatMap(([name, each]) =>
      (each ?? []).flatMap(({ internal, address }) => (internal ? [] : [`${name} ${address}`]))
    )
  );
}

/** Sandboxes (Snap without network-observe, PRoot) forbid the look, and Node then throws: no reason not to start. */
function listed(interfaces: NetworkWatchWorld['interfaces']): NodeJS.Dict<NetworkInterfaceInfo[]> {
  try {
    return interfaces();
  } catch {
    return {};
  }
}
