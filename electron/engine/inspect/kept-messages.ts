import type { MessageFacts, MessageProperties } from '#contract/message';
import type { MessageToDecode } from '../decode/message-to-decode';
import type { KeptLog } from '../store/kept-log';
import type { ReadMessage } from '../store/read-message';
import type { StoreReader } from '../store/store-reader';

// As the decode room does: a byte order mark is part of a topic.
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** A kept message to look at. The payload is read, never written to, and not copied. */
export interface KeptMessage {
  readonly node: number;
  readonly facts: MessageFacts;
  /** Null: it had to make room. */
  readonly payload: Uint8Array | null;
}

interface KeptMessagesOptions {
  readonly store: Pick<StoreReader, 'read' | 'order' | 'kept'> & {
    /** The kept message just before `seq` in its topic. */
    previous(node: number, seq: number): ReadMessage | null;
  };
  readonly readProperties: (bytes: Uint8Array) => MessageProperties;
  readonly births: { birthsAt(node: number, seq: number): readonly Uint8Array[] };
}

/** Single kept messages, with all that decoding them needs. */
export class KeptMessages {
  readonly #options: KeptMessagesOptions;

  constructor(options: KeptMessagesOptions) {
    this.#options = options;
  }

  /** `seq` null: the newest. Null: there is none, or it is no longer kept. */
  read(node: number, seq: number | null): KeptMessage | null {
    return this.#kept(node, this.#options.store.read(node, seq));
  }

  /** The one just before `seq` in the same topic. */
  previous(node: number, seq: number): KeptMessage | null {
    return this.#kept(node, this.#options.store.previous(node, seq));
  }

  get log(): KeptLog {
    return this.#options.store.kept;
  }

  /** As published; null when it is no UTF-8. */
  topic(node: number): string | null {
    return textOf(this.#options.store.order.topicBytes(node));
  }

  /** Null: its payload had to make room. */
  toDecode({ node, facts, payload }: KeptMessage): MessageToDecode | null {
    if (payload === null) return null;
    const { births } = this.#options;
    return {
      topic: this.topic(node),
      contentType: facts.properties?.contentType ?? null,
      payload,
      births: births.birthsAt(node, facts.seq)
    };
  }

  #kept(node: number, read: ReadMessage | null): KeptMessage | null {
    if (read === null) return null;
    const properties = read.properties === null ? null : this.#options.readProperties(read.properties);
    return { node, payload: read.payload, facts: { ...read.facts, properties } };
  }
}

function textOf(topic: Uint8Array): string | null {
  try {
    return decoder.decode(topic);
  } catch {
    return null;
  }
}
