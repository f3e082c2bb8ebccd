const maxMarks = 256;

/**
 * Places in the chains of topics that were read lately: a chain can only be walked from newest to oldest, and page by page
 * through 1,000,000 messages would be a long walk each time. A mark is a hint: what it says is checked before it is used.
 */
export class HistoryMarks {
  readonly #nodes = new Int32Array(maxMarks);
  readonly #seqs = new Float64Array(maxMarks);
  readonly #positions = new Float64Array(maxMarks);
  #next = 0;

  readonly memoryBytes = maxMarks * 20;

  /** Where to begin: index of the mark of this node with the smallest seq that is not below `seq`; -1: none. */
  nearest(node: number, seq: number): number {
    let best = -1;
    let bestSeq = Number.POSITIVE_INFINITY;
    for (let mark = 0; mark < maxMarks; mark += 1) {
      if (this.#nodes[mark] !== node || this.#positions[mark] === 0) continue;
      const marked = this.seq(mark);
      if (marked >= seq && marked < bestSeq) {
        best = mark;
        bestSeq = marked;
      }
    }
    return best;
  }

  seq(mark: number): number {
    return this.#seqs[mark] ?? 0;
  }

  position(mark: number): number {
    return this.#positions[mark] ?? 0;
  }

  /** The oldest mark makes room. */
  add(node: number, seq: number, position: number): void {
    this.#nodes[this.#next] = node;
    this.#seqs[this.#next] = seq;
    this.#positions[this.#next] = position;
    this.#next = (this.#next + 1) % maxMarks;
  }

  /** The record it stood for has moved, was replaced or went. */
  remove(mark: number): void {
    this.#positions[mark] = 0;
  }
}
