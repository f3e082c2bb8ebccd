const nodesPerPage = 65_536;
const recordBytes = 64;

/** Places of a record's fields: of `numbers` from its first number, of `words` and `floats` from its first word. */
export const recordFields = {
  /** Messages here and below. */
  messages: 0,
  lastAtMs: 1,
  ownMessages: 2,
  retainedAtMs: 3,
  topicsBelow: 8,
  /** The node the sums are carried to, or whose sums stand for this node: see BranchLinks. */
  link: 9,
  /** Where its pending counts are; 0: none. */
  pendingSlot: 10,
  revision: 11,
  ownAt: 12,
  usualGap: 13,
  changedAt: 14,
  steady: 15
} as const;

/** 65,536 records seen as numbers, as words and as floats. */
interface RecordPage {
  readonly numbers: Float64Array;
  readonly words: Uint32Array;
  readonly floats: Float32Array;
}

/**
 * Figures of each node in one record of 64 bytes: a message on any of a million topics is a cache miss for each place in
 * memory it touches, and columns of their own would be eleven of them.
 */
export class NodeRecords {
  readonly #pages: RecordPage[] = [];

  get memoryBytes(): number {
    return this.#pages.length * nodesPerPage * recordBytes;
  }

  /** Room for nodes below `capacity`, all zero. */
  reserve(capacity: number): void {
    while (this.#pages.length * nodesPerPage < capacity) {
      const bytes = new ArrayBuffer(nodesPerPage * recordBytes);
      this.#pages.push({
        numbers: new Float64Array(bytes),
        words: new Uint32Array(bytes),
        floats: new Float32Array(bytes)
      });
    }
  }

  page(node: number): RecordPage {
    return this.#pages[node >>> 16] as RecordPage;
  }

  /** Where a node's record starts in `words` and `floats` of its page; in `numbers`, at half of that. */
  place(node: number): number {
    return (node & (nodesPerPage - 1)) << 4;
  }
}
