import type { MessageFacts } from '#contract/message';

/** A kept message as read: nothing in it is a view into memory that is written to again. */
export interface ReadMessage {
  readonly facts: Omit<MessageFacts, 'properties'>;
  /** Null: the message is known, its payload had to make room. */
  readonly payload: Uint8Array | null;
  /** MQTT 5 properties as they came, without their length; null: none. */
  readonly properties: Uint8Array | null;
}
