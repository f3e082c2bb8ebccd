import type { ReadMessage } from './read-message';

/** A record of the log as it is now: what a reader has open. Holds until the next call of its log: read it at once. */
export interface KeptRecord {
  readonly node: number;
  readonly seq: number;
  readonly receivedAtMs: number;
  readonly qos: 0 | 1 | 2;
  readonly retain: boolean;
  readonly duplicate: boolean;
  /** 0: QoS 0 has none. */
  readonly packetId: number;
  readonly payloadBytes: number;
  readonly propertiesBytes: number;
  /** Position of the topic's message before it; behind the tail: that one is no longer kept. */
  readonly previous: number;
  /** Its message was replaced by one that is kept elsewhere: it belongs to nobody. */
  readonly replaced: boolean;
  /** Stands elsewhere in the log than its seq says: it was written again, or took the place of an older one. */
  readonly displaced: boolean;
}

/**
 * All kept messages as one log of records, for whoever reads many of them. A position names a record for good: it is never
 * given to another one, and one behind the tail is gone, or was written again further on (then it is `displaced` there).
 * Records that are not displaced stand in the order of their seqs. Nothing here makes an object but `read`.
 */
export interface KeptLog {
  /** What stands before this position is gone. */
  readonly tail: number;
  /** Of the record written last; 0: there is none. */
  readonly newest: number;
  /** Messages kept, of all topics. */
  readonly messages: number;
  /** Grows with each message that took the place of another one (overload): a position may name another message then. */
  readonly replacements: number;
  /** Whether messages that came between these two seqs may not be kept one by one (overload, topic limit), and may not have a seq. */
  thinned(fromSeq: number, toSeq: number): boolean;
  /** Messages kept of one topic. */
  kept(node: number): number;
  /** Null: behind the tail. Undefined behaviour for what never was a position. */
  open(position: number): KeptRecord | null;
  /** Position of the topic's newest message with a seq of at most `seq`; 0: none is kept. */
  seek(node: number, seq: number): number;
  /** The record that was written after this one; from behind the tail (as 0 is) the oldest. 0: there is none yet. */
  after(position: number): number;
  /** Where the stretch of records begins that this position lies in; stretches are what can be read towards the older. */
  stretch(position: number): number;
  /** Where the stretch before the one that begins here begins; 0: it is gone, or there is none. */
  stretchBefore(start: number): number;
  /** The topic's message before it is kept and has the same payload. */
  repeats(position: number): boolean;
  /** Copies the payload to `at`; false: it had to make room. */
  copyPayload(position: number, into: Uint8Array, at: number): boolean;
  /** MQTT 5 properties as they came, a copy; null: none. */
  copyProperties(position: number): Uint8Array | null;
  /** With `startBytes` as `StoreReader.history`; null: behind the tail. */
  read(position: number, startBytes?: number): ReadMessage | null;
}
