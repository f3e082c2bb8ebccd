/** What a broker may keep of this client from one link to the next, as far as it is known here [MQTT5 4.1]. */
export interface BrokerSession {
  /** QoS 2 packet identifiers received and not yet released: at most 65,535. */
  readonly unreleased: Set<number>;
  /** Filters asked for and not given up since. */
  readonly filters: Set<string>;
}

export function newSession(): BrokerSession {
  return { unreleased: new Set(), filters: new Set() };
}
