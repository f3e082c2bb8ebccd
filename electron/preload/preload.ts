import { contextBridge, ipcRenderer } from 'electron';
import type { AppEvent, TreelineApi } from '#contract/app';
import { eventChannel, portChannel, portMessage, requestChannel, requestNames } from '#contract/channels';

/** Named functions only: the page never chooses a channel. */
const requests = Object.fromEntries(
  Object.values(requestNames).map((name) => [
    name,
    (input?: unknown): Promise<unknown> => ipcRenderer.invoke(requestChannel, name, input)
  ])
);

const onEvent: TreelineApi['onEvent'] = (listener) => {
  ipcRenderer.on(eventChannel, (_event, event: AppEvent) => listener(event));
};

contextBridge.exposeInMainWorld('treeline', { ...requests, onEvent });

// A port cannot cross the context bridge; a window message can carry it, and reaches this very page only.
ipcRenderer.on(portChannel, ({ ports }, { profileId }: { readonly profileId: string }) => {
  window.postMessage({ type: portMessage, profileId }, window.location.origin, [...ports]);
});
