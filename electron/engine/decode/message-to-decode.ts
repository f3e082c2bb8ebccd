/** A kept message on its way to the worker. */
export interface MessageToDecode {
  /** As published; null when it is no UTF-8. */
  readonly topic: string | null;
  readonly contentType: string | null;
  readonly payload: Uint8Array;
  /** `payload` is the beginning of so many; absent: it is whole. */
  readonly wholeBytes?: number;
  /** See DecodeContext. */
  readonly births: readonly Uint8Array[];
}

/** Many of them in few objects, as lists and charts read them: message k is `bytes` from `ends[k - 1]` (0 for the first) to `ends[k]`. */
export interface MessageBatch {
  readonly bytes: Uint8Array;
  readonly ends: Uint32Array;
  /** For each message an index into `topics`. */
  readonly topicOf: Uint32Array;
  readonly topics: readonly (string | null)[];
  /** For each message; null: none of them has one. */
  readonly contentTypes: readonly (string | null)[] | null;
  /** Of each topic; see DecodeContext. */
  readonly births: readonly (readonly Uint8Array[])[];
}
