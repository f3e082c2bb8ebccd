/**
 * A message as the link cut it from the wire: ranges of `bytes`, nothing decoded. One object serves for all messages, so
 * it holds during the call only: the store copies what it keeps.
 */
export interface Arrival {
  readonly bytes: Uint8Array;
  /** The topic as published: any bytes, also none and invalid UTF-8. */
  readonly topicStart: number;
  readonly topicEnd: number;
  /** MQTT 5 properties without their length [MQTT5 3.3.2.3], checked by the link; start = end: none. */
  readonly propertiesStart: number;
  readonly propertiesEnd: number;
  readonly payloadStart: number;
  readonly payloadEnd: number;
  /**
   * `bytes` was made for this one packet and is written to by nobody: a large payload may be kept as a view of it
   * instead of being copied (copying 256 MB would hold the engine up).
   */
  readonly ownsBytes: boolean;
  readonly qos: 0 | 1 | 2;
  readonly retain: boolean;
  readonly duplicate: boolean;
  /** With QoS 1 and 2, never 0 there [MQTT-2.2.1]; 0 with QoS 0. */
  readonly packetId: number;
  /** Epoch ms when its bytes were read from the socket, with microseconds behind the point. */
  readonly receivedAtMs: number;
}
