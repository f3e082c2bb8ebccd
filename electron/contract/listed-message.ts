import type { MessageProperties } from './message';

/** A message of a list as it goes into a file. */
export interface ListedMessage {
  /** As published; the same object for each message of a topic, as far as that is worth while. */
  readonly topic: Uint8Array;
  /** Epoch ms, with microseconds behind the point. */
  readonly receivedAtMs: number;
  readonly qos: 0 | 1 | 2;
  readonly retain: boolean;
  readonly duplicate: boolean;
  readonly packetId: number | null;
  readonly sizeBytes: number;
  /** Messages like it before it that the list folded into it, and itself. */
  readonly repeats: number;
  /** Null: it had to make room. */
  readonly payload: Uint8Array | null;
  readonly properties: MessageProperties | null;
  /** A text for each field chosen; null: it has no such field. */
  readonly columns: readonly (string | null)[];
}
