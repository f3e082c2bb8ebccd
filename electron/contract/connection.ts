import type { ConnectStep } from './connect-step';
import type { Diagnosis } from './diagnosis';
import type { Failure } from './failure';
import type { SessionFacts } from './session-facts';

/** One filter of a link that is online. */
export interface SubscriptionState {
  readonly filter: string;
  readonly standing: 'asked' | 'granted' | 'refused';
  /** May be less than was asked for; null: not granted. */
  readonly grantedQos: 0 | 1 | 2 | null;
  /** Why it is refused, or was not answered. */
  readonly failure: Failure | null;
}

/** How an earlier link or try of this connection ended. `livedMs` null: it never came up. */
export interface LinkEnd {
  readonly atMs: number;
  readonly livedMs: number | null;
  readonly failure: Failure;
}

/** The state of one connection: the only union that says it. Times are epoch ms. */
export type ConnectionState =
  | { readonly kind: 'idle' }
  | {
      readonly kind: 'connecting';
      readonly step: ConnectStep;
      readonly attempt: number;
      /** Why the last attempt failed, while trying again; null on a first attempt. */
      readonly failure: Failure | null;
      /** The newest ends, newest last, at most 3. */
      readonly ends: readonly LinkEnd[];
    }
  | {
      readonly kind: 'online';
      readonly sinceMs: number;
      readonly clientId: string;
      readonly session: SessionFacts;
      /** In the order of the profile, each filter that is on. */
      readonly subscriptions: readonly SubscriptionState[];
    }
  | {
      readonly kind: 'waiting';
      readonly retryAtMs: number;
      readonly attempt: number;
      readonly failure: Failure;
      readonly ends: readonly LinkEnd[];
      readonly diagnosis: Diagnosis | null;
    }
  | {
      readonly kind: 'failed';
      readonly failure: Failure;
      readonly ends: readonly LinkEnd[];
      readonly diagnosis: Diagnosis | null;
    };

/** What is wrong with the subscriptions of a link that is online; the fact `others`: how many were granted. */
export function subscriptionProblems(state: ConnectionState): readonly Failure[] {
  if (state.kind !== 'online') return [];
  const others = state.subscriptions.filter(({ standing }) => standing === 'granted').length;
  return state.subscriptions.flatMap(({ failure }) => {
    if (failure === null) return [];
    return [others === 0 ? failure : { ...failure, facts: { ...failure.facts, others } }];
  });
}

/** Numbers the rail and the headless status line show, once a second. */
export interface ConnectionCounters {
  readonly messagesPerSecond: number;
  readonly topics: number;
  readonly messages: number;
}

/** The engine died and was started again since the last connect: what it kept is gone. */
export interface EngineRestart {
  readonly atMs: number;
  /** Its last word about what it held. */
  readonly lostTopics: number;
  readonly lostMessages: number;
}

/** A connection as main tells every window. */
export interface ConnectionReport {
  readonly profileId: string;
  readonly state: ConnectionState;
  readonly counters: ConnectionCounters;
  readonly restart: EngineRestart | null;
}
