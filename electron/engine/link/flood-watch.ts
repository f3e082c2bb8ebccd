const bucketMs = 10;
/** 1 MB in 10 to 20 ms: not a feed of 100,000 messages a second. */
const floodBytes = 1_000_000;
/** While retained messages may come, so much is one. */
const retainedFloodBytes = 100_000;

/** Whether the socket gives more than a steady feed would, right now. */
export class FloodWatch {
  #bucket = 0;
  #bytes = 0;
  #bytesBefore = 0;
  #retainedUntilMs = 0;

  /** The broker was asked for what it retains. */
  expectRetained(untilMs: number): void {
    this.#retainedUntilMs = untilMs;
  }

  read(bytes: number, nowMs: number): void {
    this.#turn(nowMs);
    this.#bytes += bytes;
  }

  isFlood(nowMs: number): boolean {
    this.#turn(nowMs);
    return this.#bytes + this.#bytesBefore >= (nowMs < this.#retainedUntilMs ? retainedFloodBytes : floodBytes);
  }

  #turn(nowMs: number): void {
    const bucket = Math.floor(nowMs / bucketMs);
    if (bucket === this.#bucket) return;
    this.#bytesBefore = bucket === this.#bucket + 1 ? this.#bytes : 0;
    this.#bytes = 0;
    this.#bucket = bucket;
  }
}
