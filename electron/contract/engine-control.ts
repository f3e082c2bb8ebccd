import type { ConnectionCounters, ConnectionState } from './connection';
import type { DecoderRule } from './decoder-rule';
import type { Result } from './failure';
import type { Diagnosis } from './diagnosis';
import type { SeqRange } from './history-list';
import type { ProfileFields, SpokenVersion } from './profile';
import type { ProxyRoute } from './proxy-options';

/** What a person may give one connection, in bytes and topics; holds from the moment it is told. */
export interface EngineBudgets {
  readonly historyBudgetBytes: number;
  readonly maxPayloadBytes: number;
  readonly receiveBufferBytes: number;
  readonly topicLimit: number;
}

/** All an engine needs to connect. Lives in memory only: never logged, never in argv or environment. */
export interface ConnectionConfig {
  readonly profileId: string;
  readonly fields: ProfileFields;
  readonly password: string | null;
  readonly authenticationData: string | null;
  /** Values of the WebSocket headers that are secrets, by header id. */
  readonly headerSecrets: readonly (readonly [id: string, value: string])[];
  readonly caPem: string | null;
  readonly crlPem: string | null;
  /** Of the identity the profile uses, whatever format it was chosen in; the key is unlocked. */
  readonly certificatePem: string | null;
  readonly keyPem: string | null;
  /** Null: straight to the broker. */
  readonly proxy: ProxyRoute | null;
  /** With `auto`: what was found before. */
  readonly rememberedVersion: SpokenVersion | null;
  readonly budgets: EngineBudgets;
}

/** A schema file as it was chosen. */
export interface EngineSchema {
  readonly id: string;
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Main → engine over parentPort. `attach` comes with one end of a MessageChannelMain. */
export type ControlMessage =
  | { readonly kind: 'connect'; readonly config: ConnectionConfig }
  | { readonly kind: 'disconnect' }
  /** `expanded`: paths of branches that were open in this profile's tree; null: never looked at, open what fits. */
  | { readonly kind: 'attach'; readonly windowId: number; readonly expanded: readonly string[] | null }
  /** The window is gone for good. */
  | { readonly kind: 'detach'; readonly windowId: number }
  | { readonly kind: 'budgets'; readonly budgets: EngineBudgets }
  /** How payloads are read; comes soon after the start and at each change. */
  | { readonly kind: 'decoding'; readonly rules: readonly DecoderRule[]; readonly schemas: readonly EngineSchema[] }
  /** As `saveBody`: of a list or a chart that this window has open. */
  | {
      readonly kind: 'saveHistory';
      readonly id: number;
      readonly windowId: number;
      readonly list: number;
      readonly format: 'json-lines' | 'csv';
      readonly columns: readonly string[];
      /** Null: all its rows. */
      readonly ranges: readonly SeqRange[] | null;
      readonly path: string;
    }
  | {
      readonly kind: 'saveChart';
      readonly id: number;
      readonly windowId: number;
      readonly chart: number;
      readonly fromMs: number;
      readonly toMs: number;
      readonly path: string;
    }
  /** The path is from main's own dialog, never from the page. */
  | {
      readonly kind: 'saveBody';
      readonly id: number;
      readonly node: number;
      readonly seq: number | null;
      readonly path: string;
    }
  /** The network returned or a person asks: try now. */
  | { readonly kind: 'retryNow' }
  /** The machine woke: try now, and a link that is up shows within seconds whether it still lives. */
  | { readonly kind: 'woke' }
  /** A process forked for this alone: connects once as a test (temporary client id, filters asked for and dropped). */
  | { readonly kind: 'probe'; readonly config: ConnectionConfig }
  | { readonly kind: 'stop' };

/** Engine → main over parentPort. */
export type ControlReport =
  | { readonly kind: 'ready' }
  | { readonly kind: 'state'; readonly state: ConnectionState }
  | { readonly kind: 'counters'; readonly counters: ConnectionCounters }
  | { readonly kind: 'saved'; readonly id: number; readonly result: Result<{ readonly bytes: number }> }
  /** What a person has open in a window's tree now, as paths; those that are no UTF-8 are left out, the rest is bounded. */
  | { readonly kind: 'expanded'; readonly windowId: number; readonly paths: readonly string[] }
  /** `auto`: this is what the broker speaks. */
  | { readonly kind: 'versionFound'; readonly version: SpokenVersion }
  /** How a probe stands, at each change; `done` at its end. */
  | { readonly kind: 'probe'; readonly diagnosis: Diagnosis }
  | { readonly kind: 'bug'; readonly text: string };
