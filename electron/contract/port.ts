/**
 * The transport in three verbs, the same in Electron, in a Node test and in a browser harness.
 * Only plain data: a `post` that throws would kill an Electron port (facts/limits.md 6), so no functions, no
 * SharedArrayBuffer, no subarrays of larger buffers, no transfer lists.
 */
export interface Port {
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  onClose(listener: () => void): void;
  close(): void;
}

/** Grows when a command, reply or frame changes meaning; both ends check it. */
export const contractVersion = 2;
