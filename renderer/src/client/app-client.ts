import type { TreelineApi } from '#contract/app';

declare global {
  interface Window {
    /** Put there by the preload before any script of the page runs. */
    readonly treeline: TreelineApi;
  }
}

/** Main's named requests and events, as the preload exposes them; every request answers with a Result and never throws. */
export function appClient(): TreelineApi {
  return window.treeline;
}
