/** A set of nodes that gives out its highest number: a bit per node, and a bit per 32 of those that are not all zero. */
export class NodeSet {
  #bits: Uint32Array = new Uint32Array(2_048);
  #filled: Uint32Array = new Uint32Array(64);
  /** No word of `filled` above it has a bit. */
  #top = 0;

  get memoryBytes(): number {
    return this.#bits.byteLength + this.#filled.byteLength;
  }

  /** Room for nodes below `capacity`. Doubling copies 1 MB at eight million nodes. */
  reserve(capacity: number): void {
    let words = this.#bits.length;
    while (words * 32 < capacity) words *= 2;
    if (words === this.#bits.length) return;
    this.#bits = grown(this.#bits, words);
    this.#filled = grown(this.#filled, words / 32);
  }

  add(node: number): void {
    const word = node >>> 5;
    const group = word >>> 5;
    this.#bits[word] = (this.#bits[word] ?? 0) | (1 << (node & 31));
    this.#filled[group] = (this.#filled[group] ?? 0) | (1 << (word & 31));
    if (group > this.#top) this.#top = group;
  }

  /** Takes the highest node out; -1 when there is none. */
  takeHighest(): number {
    while (this.#filled[this.#top] === 0) {
      if (this.#top === 0) return -1;
      this.#top -= 1;
    }
    const filled = this.#filled[this.#top] ?? 0;
    const word = this.#top * 32 + 31 - Math.clz32(filled);
    const bits = this.#bits[word] ?? 0;
    const bit = 31 - Math.clz32(bits);
    const left = bits & ~(1 << bit);
    this.#bits[word] = left;
    if (left === 0) this.#filled[this.#top] = filled & ~(1 << (word & 31));
    return word * 32 + bit;
  }
}

function grown(words: Uint32Array, length: number): Uint32Array {
  const larger = new Uint32Array(length);
  larger.set(words);
  return larger;
}
