import { topicAliasOf } from './publish-properties';

/** Why an alias cannot be taken, and what the broker is told [MQTT5 3.3.2.3.4]. */
interface AliasFlaw {
  readonly flaw: string;
  readonly reasonCode: number;
}

/** [MQTT-3.3.2-8] 0 or above what was allowed; a name nobody gave is a protocol error. */
const outOfBounds: AliasFlaw = { flaw: 'topic alias out of bounds', reasonCode: 0x94 };
const unknown: AliasFlaw = { flaw: 'unknown topic alias', reasonCode: 0x82 };

/** The short names a broker gave topics on one link; at most as many as it was allowed. */
export class TopicAliases {
  readonly #maximum: number;
  readonly #topics: (Uint8Array | undefined)[] = [];
  #taken: Uint8Array | null = null;

  constructor(maximum: number) {
    this.#maximum = maximum;
  }

  /** The topic of the last message taken, where its alias stands for one. */
  get taken(): Uint8Array | null {
    return this.#taken;
  }

  /** Looks at a PUBLISH: learns a name it gives, finds the topic it stands for. Null: all is well, alias or none. */
  take(
    bytes: Uint8Array,
    topicStart: number,
    topicEnd: number,
    propertiesStart: number,
    propertiesEnd: number
  ): AliasFlaw | null {
    this.#taken = null;
    const alias = topicAliasOf(bytes, propertiesStart, propertiesEnd);
    if (alias === -1) return null;
    if (alias === 0 || alias > this.#maximum) return outOfBounds;
    if (topicEnd > topicStart) {
      this.#topics[alias] = Uint8Array.prototype.slice.call(bytes, topicStart, topicEnd);
      return null;
    }
    this.#taken = this.#topics[alias] ?? null;
    return this.#taken === null ? unknown : null;
  }
}
