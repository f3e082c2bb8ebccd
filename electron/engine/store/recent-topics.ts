const slots = 8_192;
const longestBytes = 96;
/** Numbers per slot: hash, length, node (0: empty; the root is no topic). */
const width = 3;

/**
 * Texts of topics that came lately, each in one piece: a topic that comes often is verified with one comparison instead
 * of one per level (160 ns less, 1,000 topics of 45 bytes). All texts in one piece would cost 50 bytes for each topic;
 * this is 900 KB. Nodes never go away, so what stands here stays true. Who takes a slot takes it from whoever had it.
 */
export class RecentTopics {
  readonly #entries = new Int32Array(slots * width);
  readonly #texts = new Uint8Array(slots * longestBytes);
  #offered = 0;

  get memoryBytes(): number {
    return this.#entries.byteLength + this.#texts.byteLength;
  }

  /** -1: not here, which says nothing. */
  find(hash: number, bytes: Uint8Array, start: number, end: number): number {
    const slot = hash & (slots - 1);
    const entry = slot * width;
    if (this.#entries[entry] !== hash || this.#entries[entry + 1] !== end - start) return -1;
    const texts = this.#texts;
    const from = slot * longestBytes - start;
    let at = start;
    // Four at a time, without a branch for each byte.
    for (; at + 3 < end; at += 4) {
      const different =
        ((texts[from + at] ?? 0) ^ (bytes[at] ?? 0)) |
        ((texts[from + at + 1] ?? 0) ^ (bytes[at + 1] ?? 0)) |
        ((texts[from + at + 2] ?? 0) ^ (bytes[at + 2] ?? 0)) |
        ((texts[from + at + 3] ?? 0) ^ (bytes[at + 3] ?? 0));
      if (different !== 0) return -1;
    }
    for (; at < end; at += 1) if (texts[from + at] !== bytes[at]) return -1;
    return (this.#entries[entry + 2] ?? 0) || -1;
  }

  /** A topic that was found elsewhere. Only one in 16 is taken: a million topics in turn must not pay for copies. */
  offer(hash: number, bytes: Uint8Array, start: number, end: number, node: number): void {
    this.#offered = (this.#offered + 1) & 15;
    if (this.#offered !== 0 || end - start > longestBytes) return;
    const slot = hash & (slots - 1);
    const entry = slot * width;
    const from = slot * longestBytes - start;
    for (let at = start; at < end; at += 1) this.#texts[from + at] = bytes[at] ?? 0;
    this.#entries[entry] = hash;
    this.#entries[entry + 1] = end - start;
    this.#entries[entry + 2] = node;
  }
}
