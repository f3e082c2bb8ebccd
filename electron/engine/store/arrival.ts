import type { MessageProperties } from '#contract/message';

/** A message as the link hands it over. */
export interface Arrival {
  readonly topic: string;
  /**
   * May view a larger buffer: the store copies it. A payload of 1 MiB or more that owns its whole buffer is taken
   * over as it is (copying 256 MB would hold the engine up), so nobody may write to it afterwards.
   */
  readonly payload: Uint8Array;
  readonly qos: 0 | 1 | 2;
  readonly retain: boolean;
  readonly duplicate: boolean;
  readonly properties: MessageProperties | null;
  /** Epoch ms when its bytes were read from the socket. */
  readonly receivedAtMs: number;
}
