/** Main → demo process over parentPort. */
export type DemoOrder = { readonly kind: 'stop' };

/** Demo process → main, once: the loopback port it listens on, or why it does not (the library's words, for the log). */
export type DemoReport =
  { readonly kind: 'listening'; readonly port: number } | { readonly kind: 'failed'; readonly message: string };
