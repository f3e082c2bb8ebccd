import type { ConnectionCounters, ConnectionState } from './connection';
import type { Result } from './failure';
import type { ProfileFields } from './profile';

/** All an engine needs to connect. Lives in memory only: never logged, never in argv or environment. */
export interface ConnectionConfig {
  readonly profileId: string;
  readonly fields: ProfileFields;
  readonly password: string | null;
  readonly caPem: string | null;
  readonly certificatePem: string | null;
  readonly keyPem: string | null;
  readonly historyBudgetBytes: number;
  readonly maxPayloadBytes: number;
}

/** Main → engine over parentPort. `attach` comes with one end of a MessageChannelMain. */
export type ControlMessage =
  | { readonly kind: 'connect'; readonly config: ConnectionConfig }
  | { readonly kind: 'disconnect' }
  | { readonly kind: 'attach'; readonly windowId: number }
  | { readonly kind: 'budgets'; readonly historyBudgetBytes: number; readonly maxPayloadBytes: number }
  /** The path is from main's own dialog, never from the page. */
  | {
      readonly kind: 'saveBody';
      readonly id: number;
      readonly node: number;
      readonly seq: number | null;
      readonly path: string;
    }
  /** The machine woke or the network returned: try now. */
  | { readonly kind: 'retryNow' }
  | { readonly kind: 'stop' };

/** Engine → main over parentPort. */
export type ControlReport =
  | { readonly kind: 'ready' }
  | { readonly kind: 'state'; readonly state: ConnectionState }
  | { readonly kind: 'counters'; readonly counters: ConnectionCounters }
  | { readonly kind: 'saved'; readonly id: number; readonly result: Result<{ readonly bytes: number }> }
  | { readonly kind: 'bug'; readonly text: string };
