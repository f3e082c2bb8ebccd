import type { Port } from '../../electron/contract/port';

/** The window's end of a fake port: what came, in order. */
export interface FakeWindow {
  readonly received: unknown[];
  post(message: unknown): void;
  close(): void;
}

/**
 * Two ends of a channel in one process. Messages are cloned as Electron clones them and delivered in a later microtask, so
 * that a function or a shared object in a message fails here as it would there.
 */
export function fakePort(): { readonly port: Port; readonly window: FakeWindow } {
  const received: unknown[] = [];
  const listeners: ((message: unknown) => void)[] = [];
  const closeListeners: (() => void)[] = [];
  let open = true;
  const close = (): void => {
    if (!open) return;
    open = false;
    for (const listener of closeListeners) listener();
  };
  return {
    port: {
      post: (message) => {
        if (open) received.push(structuredClone(message));
      },
      onMessage: (listener) => void listeners.push(listener),
      onClose: (listener) => void closeListeners.push(listener),
      close
    },
    window: {
      received,
      post: (message) => {
        const copy: unknown = structuredClone(message);
        queueMicrotask(() => {
          if (open) for (const listener of listeners) listener(copy);
        });
      },
      close
    }
  };
}
