import { portMessage } from '#contract/channels';
import type { Port } from '#contract/port';

/**
 * Calls `onPort` with every port that the preload hands on for this profile: the first, and each that replaces a closed
 * one. Returns how to stop listening. Messages of other windows and other profiles are ignored.
 */
export function receivePorts(profileId: string, onPort: (port: Port) => void): () => void {
  const receive = (event: MessageEvent<unknown>): void => {
    if (event.source !== window || !isPortMessage(event.data) || event.data.profileId !== profileId) return;
    const port = event.ports[0];
    if (port) onPort(wrapMessagePort(port));
  };
  window.addEventListener('message', receive);
  return () => window.removeEventListener('message', receive);
}

function isPortMessage(data: unknown): data is { readonly type: string; readonly profileId: string } {
  return (
    typeof data === 'object' &&
    data !== null &&
    'type' in data &&
    data.type === portMessage &&
    'profileId' in data &&
    typeof data.profileId === 'string'
  );
}

/** `close` on the page's side exists from Chrome 122 on; before that main's word that the engine is gone is what counts. */
function wrapMessagePort(port: MessagePort): Port {
  return {
    post: (message) => port.postMessage(message),
    onMessage: (listener) => {
      port.addEventListener('message', (event: MessageEvent<unknown>) => listener(event.data));
      port.start();
    },
    onClose: (listener) => port.addEventListener('close', listener),
    close: () => port.close()
  };
}
