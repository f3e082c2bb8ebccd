import type { ConnectionConfig } from '#contract/engine-control';

/** What an engine is told, and whose data that will be. */
export interface EngineOrders {
  readonly config: ConnectionConfig;
  /**
   * The same profile with another address or user name shows another world: a change of this text asks for a fresh
   * engine. Any other change (name, subscriptions, password, certificate) keeps the values in sight.
   */
  readonly identity: string;
}
