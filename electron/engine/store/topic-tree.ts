import { hashPair, secretFrom, secretRandom } from './byte-hash';
import { HashTable } from './hash-table';
import { Segments } from './segments';
import { SiblingOrder } from './sibling-order';
import { TopicNodes } from './topic-nodes';
import type { TopicOrder, TreeWatcher } from './topic-order';
import { TopicTable } from './topic-table';

const slash = 0x2f;
/** Text of segments and their keys: a hostile broker's 65,535-byte topics must not fill the memory. */
const usualTextBytes = 512 * 1_048_576;

export interface TopicTreeOptions {
  readonly maxNodes: number;
  readonly maxTextBytes?: number;
  /** In [0, 1): the secrets of the hashes; repeatable in tests. */
  readonly random?: () => number;
}

/**
 * Topics as a tree of segments in typed arrays. Topics are bytes, exact and distinct: `a//b`, `/`, `a/`, `__proto__` and
 * what is no UTF-8 are topics like any others. Nothing here recurses: 65,535 bytes can be 65,536 levels.
 */
export class TopicTree implements TopicOrder {
  readonly #maxNodes: number;
  readonly #maxTextBytes: number;
  readonly #secret: number;
  readonly #nodes = new TopicNodes();
  readonly #segments: Segments;
  readonly #topics: TopicTable;
  readonly #order: SiblingOrder;
  /** (parent, segment) → child. */
  readonly #children = new HashTable();
  readonly #watchers: TreeWatcher[] = [];
  #topicCount = 0;

  constructor(options: TopicTreeOptions) {
    const random = options.random ?? secretRandom;
    this.#maxNodes = options.maxNodes;
    this.#maxTextBytes = options.maxTextBytes ?? usualTextBytes;
    this.#secret = secretFrom(random);
    this.#segments = new Segments(secretFrom(random));
    this.#topics = new TopicTable(this.#nodes, this.#segments, secretFrom(random));
    this.#order = new SiblingOrder(this.#nodes, this.#segments, {
      secret: secretFrom(random),
      rotated: (lower, upper) => {
        for (const watcher of this.#watchers) watcher.rotated(lower, upper);
      }
    });
  }

  get nodeCount(): number {
    return this.#nodes.count;
  }

  get topicCount(): number {
    return this.#topicCount;
  }

  get segmentCount(): number {
    return this.#segments.count;
  }

  get memoryBytes(): number {
    return this.#nodes.memoryBytes + this.#segments.memoryBytes + this.#topics.memoryBytes + this.#children.memoryBytes;
  }

  /** The node of a topic that has been placed; -1. */
  find(bytes: Uint8Array, start: number, end: number): number {
    return this.#topics.find(bytes, start, end);
  }

  /** The topic's node, made when it is new; -1: there is no room for all of it, and nothing was made. */
  place(bytes: Uint8Array, start: number, end: number): number {
    const known = this.#topics.find(bytes, start, end);
    if (known >= 0) return known;
    let node = 0;
    let from = start;
    for (; from <= end;) {
      const to = segmentEnd(bytes, from, end);
      const segment = this.#segments.find(bytes, from, to);
      const child = segment < 0 ? -1 : this.#child(node, segment);
      if (child < 0) break;
      node = child;
      from = to + 1;
    }
    if (from > end) return this.#makeTopic(bytes, start, end, node);
    return this.#grow(bytes, start, end, node, from);
  }

  parent(node: number): number {
    return this.#nodes.parent(node);
  }

  depth(node: number): number {
    return this.#nodes.depth(node);
  }

  childCount(node: number): number {
    return this.#nodes.childCount(node);
  }

  isTopic(node: number): boolean {
    return this.#nodes.isTopic(node);
  }

  segmentId(node: number): number {
    return this.#nodes.segment(node);
  }

  segmentBytes(segmentId: number): Uint8Array {
    return this.#segments.bytes(segmentId);
  }

  childNamed(parent: number, segment: Uint8Array): number {
    const id = this.#segments.find(segment, 0, segment.length);
    return id < 0 ? -1 : this.#child(parent, id);
  }

  topicBytes(node: number): Uint8Array {
    let length = -1;
    for (let at = node; at > 0; at = this.#nodes.parent(at)) {
      length += this.#segments.byteLength(this.#nodes.segment(at)) + 1;
    }
    const topic = new Uint8Array(Math.max(0, length)).fill(slash);
    let end = topic.length;
    for (let at = node; at > 0; at = this.#nodes.parent(at)) {
      const segment = this.#segments.bytes(this.#nodes.segment(at));
      topic.set(segment, end - segment.length);
      end -= segment.length + 1;
    }
    return topic;
  }

  childRoot(node: number): number {
    return this.#nodes.childRoot(node);
  }

  left(node: number): number {
    return this.#nodes.left(node);
  }

  right(node: number): number {
    return this.#nodes.right(node);
  }

  above(node: number): number {
    return this.#nodes.above(node);
  }

  watch(watcher: TreeWatcher): () => void {
    watcher.reserve(this.#nodes.capacity);
    this.#watchers.push(watcher);
    return () => {
      const at = this.#watchers.indexOf(watcher);
      if (at >= 0) this.#watchers.splice(at, 1);
    };
  }

  /** An existing branch gets a message of its own. */
  #makeTopic(bytes: Uint8Array, start: number, end: number, node: number): number {
    this.#noteTopic(bytes, start, end, node);
    for (const watcher of this.#watchers) watcher.becameTopic(node);
    return node;
  }

  /** New nodes below `parent` for the segments from `from` on. All of them or none: half a topic would be a branch with nothing below. */
  #grow(bytes: Uint8Array, start: number, end: number, parent: number, from: number): number {
    const levels = levelsFrom(bytes, from, end);
    if (this.#nodes.count + levels > this.#maxNodes) return -1;
    if (this.#segments.memoryBytes + (end - from) > this.#maxTextBytes) return -1;
    this.#reserve(levels);
    const first = this.#nodes.count;
    let node = parent;
    for (let at = from; at <= end;) {
      const to = segmentEnd(bytes, at, end);
      const segment = this.#segments.intern(bytes, at, to);
      const child = this.#nodes.add(node, segment);
      this.#children.add(hashPair(node, segment, this.#secret), child);
      this.#order.insert(node, child);
      node = child;
      at = to + 1;
    }
    this.#noteTopic(bytes, start, end, node);
    for (const watcher of this.#watchers) watcher.placed(first, node);
    return node;
  }

  #noteTopic(bytes: Uint8Array, start: number, end: number, node: number): void {
    this.#nodes.markTopic(node);
    this.#topics.add(bytes, start, end, node);
    this.#topicCount += 1;
  }

  #reserve(more: number): void {
    const before = this.#nodes.capacity;
    this.#nodes.reserve(more);
    if (this.#nodes.capacity === before) return;
    for (const watcher of this.#watchers) watcher.reserve(this.#nodes.capacity);
  }

  #child(parent: number, segment: number): number {
    const hash = hashPair(parent, segment, this.#secret);
    const part = this.#children.part(hash);
    const mask = part.length / 2 - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const stored = part[slot * 2 + 1] ?? 0;
      if (stored === 0) return -1;
      const child = stored - 1;
      if (part[slot * 2] === hash && this.#nodes.segment(child) === segment && this.#nodes.parent(child) === parent) {
        return child;
      }
    }
  }
}

function segmentEnd(bytes: Uint8Array, from: number, end: number): number {
  let at = from;
  while (at < end && bytes[at] !== slash) at += 1;
  return at;
}

function levelsFrom(bytes: Uint8Array, from: number, end: number): number {
  let levels = 1;
  for (let at = from; at < end; at += 1) if (bytes[at] === slash) levels += 1;
  return levels;
}
