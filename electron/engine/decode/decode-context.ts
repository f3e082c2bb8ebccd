/** What a decoder may know beside the bytes. */
export interface DecodeContext {
  /** As published; null when it is no UTF-8. */
  readonly topic: string | null;
  /** MQTT 5 content type, as sent. */
  readonly contentType: string | null;
  /** Full name of the Protobuf message type a rule names; empty: none. */
  readonly messageType: string;
  /** Sparkplug B: payloads of the BIRTH messages that were the newest when this message came, of the edge node and of its device. */
  readonly births: readonly Uint8Array[];
  /** Says that work goes on: a job that stays silent for `decodingBounds.jobMs` is ended. Cheap; call it often in long loops. */
  readonly alive: () => void;
}
