/** One piece of the log's memory, seen as bytes, as 32-bit words and as numbers. */
export class RingBlock {
  readonly bytes: Uint8Array;
  readonly words: Int32Array;
  readonly numbers: Float64Array;
  /** End of its last record. */
  usedBytes = 0;

  constructor(sizeBytes: number) {
    const memory = new ArrayBuffer(sizeBytes);
    this.bytes = new Uint8Array(memory);
    this.words = new Int32Array(memory);
    this.numbers = new Float64Array(memory);
  }
}
