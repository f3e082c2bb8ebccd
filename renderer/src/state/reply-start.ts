/** A message that waits for an answer [MQTT5 4.10]. */
export interface ReplyStart {
  readonly topic: string;
  readonly correlationData: Uint8Array | null;
}
