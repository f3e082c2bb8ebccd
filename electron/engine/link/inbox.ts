/** Chunks below this are copied together: an object and a buffer for each would outweigh its bytes. */
const smallChunkBytes = 4_096;
const blockBytes = 65_536;
/** Small chunks that come so close together are one, read when the first was. */
const joinedWithinMs = 0.1;
/** No chunk of a TCP or TLS socket is larger. */
const largeChunkBytes = 65_536;

/** What was read from the socket and not yet looked at, oldest first, with the time of reading. */
export class Inbox {
  #chunks: (Uint8Array | null)[] = [];
  #readAtMs: number[] = [];
  #head = 0;
  #bytes = 0;
  /** Where small chunks are copied to; `#blockFilled` bytes of it are in use. */
  #block = new Uint8Array(blockBytes);
  #blockFilled = 0;

  /** What waits, in bytes that are held in memory for it. */
  get bytes(): number {
    return this.#bytes;
  }

  /**
   * What waits behind others. The oldest chunk counts too, unless it is large: a message over WebSocket comes in one
   * piece, and one of 200 MB is no sign that more comes than can be taken in.
   */
  get backlogBytes(): number {
    const firstBytes = this.first?.length ?? 0;
    return firstBytes > largeChunkBytes ? this.#bytes - firstBytes : this.#bytes;
  }

  /** The oldest chunk; it stays until `shift`, and may grow at its end until then. Null: empty. */
  get first(): Uint8Array | null {
    return this.#chunks[this.#head] ?? null;
  }

  get firstReadAtMs(): number {
    return this.#readAtMs[this.#head] ?? 0;
  }

  add(chunk: Uint8Array, readAtMs: number): void {
    if (chunk.length === 0) return;
    this.#bytes += chunk.length;
    if (chunk.length < smallChunkBytes) return this.#addSmall(chunk, readAtMs);
    // A WebSocket message is a view of the socket's chunk: kept as one, 4 KB can hold 64 KB in memory.
    const wasteful = chunk.buffer.byteLength > 2 * chunk.length;
    this.#append(wasteful ? Uint8Array.prototype.slice.call(chunk) : chunk, readAtMs);
  }

  /** Drops the oldest chunk. */
  shift(): void {
    this.#bytes -= this.#chunks[this.#head]?.length ?? 0;
    this.#chunks[this.#head] = null;
    this.#head += 1;
    if (this.#head === this.#chunks.length) this.#empty();
    else if (this.#head > 1_024 && this.#head * 2 > this.#chunks.length) {
      this.#chunks = this.#chunks.slice(this.#head);
      this.#readAtMs = this.#readAtMs.slice(this.#head);
      this.#head = 0;
    }
  }

  clear(): void {
    this.#bytes = 0;
    this.#empty();
  }

  /** All were looked at: nobody reads the block any more, so it is filled from its start again. */
  #empty(): void {
    this.#chunks = [];
    this.#readAtMs = [];
    this.#head = 0;
    this.#blockFilled = 0;
  }

  #addSmall(chunk: Uint8Array, readAtMs: number): void {
    if (this.#blockFilled + chunk.length > blockBytes) {
      this.#block = new Uint8Array(blockBytes);
      this.#blockFilled = 0;
    }
    const start = this.#blockFilled;
    const end = start + chunk.length;
    this.#block.set(chunk, start);
    this.#blockFilled = end;
    const lastAt = this.#chunks.length - 1;
    const last = this.#chunks[lastAt] ?? null;
    const joins =
      last !== null &&
      last.buffer === this.#block.buffer &&
      last.byteOffset + last.length === start &&
      Math.abs(readAtMs - (this.#readAtMs[lastAt] ?? 0)) <= joinedWithinMs;
    if (joins) this.#chunks[lastAt] = this.#block.subarray(last.byteOffset, end);
    else this.#append(this.#block.subarray(start, end), readAtMs);
  }

  #append(chunk: Uint8Array, readAtMs: number): void {
    this.#chunks.push(chunk);
    this.#readAtMs.push(readAtMs);
  }
}
