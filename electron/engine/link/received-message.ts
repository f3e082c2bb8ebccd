import type { MessageProperties } from '#contract/message';

/** A PUBLISH as it came off the wire. The payload may view a larger buffer: whoever keeps it copies. */
export interface ReceivedMessage {
  readonly topic: string;
  readonly payload: Uint8Array;
  readonly qos: 0 | 1 | 2;
  readonly retain: boolean;
  readonly duplicate: boolean;
  readonly properties: MessageProperties | null;
  /** Epoch ms when its packet was read. */
  readonly receivedAtMs: number;
}
