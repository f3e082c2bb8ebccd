import { hashBytes } from './byte-hash';
import { HashTable } from './hash-table';
import { RecentTopics } from './recent-topics';
import type { Segments } from './segments';
import type { TopicNodes } from './topic-nodes';

const slash = 0x2f;

/**
 * Whole topics → their nodes, so that a message on a known topic costs one look instead of one per level. The text is not
 * kept once more, but for recent ones: a hit is verified from its last segment back to the first.
 */
export class TopicTable {
  readonly #secret: number;
  readonly #nodes: TopicNodes;
  readonly #segments: Segments;
  readonly #table = new HashTable();
  readonly #recent = new RecentTopics();

  constructor(nodes: TopicNodes, segments: Segments, secret: number) {
    this.#nodes = nodes;
    this.#segments = segments;
    this.#secret = secret;
  }

  get memoryBytes(): number {
    return this.#table.memoryBytes + this.#recent.memoryBytes;
  }

  /** -1: no such topic. */
  find(bytes: Uint8Array, start: number, end: number): number {
    const hash = hashBytes(bytes, start, end, this.#secret);
    const recent = this.#recent.find(hash, bytes, start, end);
    if (recent > 0) return recent;
    const part = this.#table.part(hash);
    const mask = part.length / 2 - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const stored = part[slot * 2 + 1] ?? 0;
      if (stored === 0) return -1;
      if (part[slot * 2] !== hash || !this.#is(stored - 1, bytes, start, end)) continue;
      this.#recent.offer(hash, bytes, start, end, stored - 1);
      return stored - 1;
    }
  }

  add(bytes: Uint8Array, start: number, end: number, node: number): void {
    this.#table.add(hashBytes(bytes, start, end, this.#secret), node);
  }

  #is(topic: number, bytes: Uint8Array, start: number, end: number): boolean {
    const nodes = this.#nodes;
    let before = end;
    for (let node = topic; ;) {
      before = this.#segments.beginBefore(nodes.segment(node), bytes, start, before);
      if (before < 0) return false;
      node = nodes.parent(node);
      if (node === 0) return before === start;
      before -= 1;
      if (before < start || bytes[before] !== slash) return false;
    }
  }
}
