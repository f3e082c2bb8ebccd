import type { Failure } from './failure';

/** The way up, in order; steps a transport does not need are left out. */
export type ConnectStep = 'name' | 'tcp' | 'tls' | 'websocket' | 'mqtt';

/** The state of one connection: the only union that says it. Times are epoch ms. */
export type ConnectionState =
  | { readonly kind: 'idle' }
  | {
      readonly kind: 'connecting';
      readonly step: ConnectStep;
      readonly attempt: number;
      /** Why the last attempt failed, while trying again; null on a first attempt. */
      readonly failure: Failure | null;
    }
  | {
      readonly kind: 'online';
      readonly sinceMs: number;
      readonly clientId: string;
      /** The filters the broker has granted by SUBACK so far. */
      readonly granted: readonly string[];
      readonly problems: readonly Failure[];
    }
  | { readonly kind: 'waiting'; readonly retryAtMs: number; readonly attempt: number; readonly failure: Failure }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** Numbers the rail and the headless status line show, once a second. */
export interface ConnectionCounters {
  readonly messagesPerSecond: number;
  readonly topics: number;
  readonly messages: number;
}

/** A connection as main tells every window. */
export interface ConnectionReport {
  readonly profileId: string;
  readonly state: ConnectionState;
  readonly counters: ConnectionCounters;
  /** The engine died and was started again since the last connect: what it kept is gone. */
  readonly engineRestartedAtMs: number | null;
}
