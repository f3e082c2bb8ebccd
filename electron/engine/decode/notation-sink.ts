/** What the readers of MessagePack and CBOR say, in order. In a map, names and values take turns; both may be anything. */
export interface NotationSink {
  /** Where the reader stands: errors name it. */
  byte: number;
  openMap(): void;
  openArray(): void;
  /** The innermost map or array is whole. */
  close(): void;
  text(text: string): void;
  /** A bare word of notation, see NotationWriter. */
  word(word: string): void;
  /** Bytes, with the beginning and the end of the word they stand in. */
  hex(bytes: Uint8Array, before?: string, after?: string): void;
}
