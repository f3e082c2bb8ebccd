const pageShift = 16;
const pageNodes = 1 << pageShift;
const nodeBytes = 16;
/** Sizes are multiples of 8: the lowest bit is free. */
const besideBit = 1;

/**
 * Per node: position of its newest record, how many records are kept, and the newest one's size. The three stand side by
 * side, 16 bytes in one cache line, because each message needs all three of a topic that was seldom touched just before.
 */
export class HistoryTopics {
  readonly #numbers: Float64Array[] = [];
  readonly #words: Int32Array[] = [];

  get memoryBytes(): number {
    return this.#numbers.length * pageNodes * nodeBytes;
  }

  reserve(capacity: number): void {
    while (this.#numbers.length * pageNodes < capacity) {
      const memory = new ArrayBuffer(pageNodes * nodeBytes);
      this.#numbers.push(new Float64Array(memory));
      this.#words.push(new Int32Array(memory));
    }
  }

  /** 0: none. */
  newest(node: number): number {
    return this.#numbers[node >> pageShift]?.[(node & (pageNodes - 1)) * 2] ?? 0;
  }

  kept(node: number): number {
    return this.#words[node >> pageShift]?.[(node & (pageNodes - 1)) * 4 + 2] ?? 0;
  }

  newestSizeBytes(node: number): number {
    return this.#newestSize(node) & ~besideBit;
  }

  /** Part of the newest message is kept beside the ring. */
  newestBeside(node: number): boolean {
    return (this.#newestSize(node) & besideBit) !== 0;
  }

  setNewest(node: number, position: number, sizeBytes: number, beside: boolean): void {
    const numbers = this.#numbers[node >> pageShift];
    const words = this.#words[node >> pageShift];
    if (numbers === undefined || words === undefined) throw new RangeError('a node beyond the reserved capacity');
    const place = node & (pageNodes - 1);
    numbers[place * 2] = position;
    words[place * 4 + 3] = beside ? sizeBytes | besideBit : sizeBytes;
  }

  addKept(node: number, change: 1 | -1): void {
    const words = this.#words[node >> pageShift];
    if (words === undefined) return;
    const place = (node & (pageNodes - 1)) * 4 + 2;
    words[place] = (words[place] ?? 0) + change;
  }

  #newestSize(node: number): number {
    return this.#words[node >> pageShift]?.[(node & (pageNodes - 1)) * 4 + 3] ?? 0;
  }
}
