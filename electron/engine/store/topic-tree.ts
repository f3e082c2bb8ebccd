import { compareSegments } from './natural-order';
import { TopicNode } from './topic-node';

/**
 * Topics as a tree of segments. Topics are text, exact and distinct: `a//b`, `/`, `a/` and `__proto__` are four topics
 * like any others. Nothing here recurses: 65,535 bytes can be 32,768 levels.
 */
export class TopicTree {
  readonly #nodes: TopicNode[] = [new TopicNode(0, null, '')];
  readonly #byTopic = new Map<string, TopicNode>();
  readonly #maxNodes: number;

  constructor(maxNodes: number) {
    this.#maxNodes = maxNodes;
  }

  get nodeCount(): number {
    return this.#nodes.length;
  }

  node(id: number): TopicNode | undefined {
    return this.#nodes[id];
  }

  /** The node of a topic that has had a message. */
  find(topic: string): TopicNode | undefined {
    return this.#byTopic.get(topic);
  }

  /** The topic's node, made when it is new; null when the tree is full. */
  place(topic: string): TopicNode | null {
    let node = this.#nodes[0] as TopicNode;
    let start = 0;
    let making = false;
    for (let end = 0; end >= 0; start = end + 1) {
      end = topic.indexOf('/', start);
      const segment = end < 0 ? topic.slice(start) : topic.slice(start, end);
      const known = node.children?.get(segment);
      if (!known && !making) {
        // All of a new topic or nothing: half of one would be a branch with nothing below.
        if (this.#nodes.length + levels(topic, start) > this.#maxNodes) return null;
        making = true;
      }
      node = known ?? this.#addChild(node, segment);
    }
    this.#byTopic.set(topic, node);
    return node;
  }

  /** The topic as published. */
  topic(id: number): string {
    const segments: string[] = [];
    for (let node = this.#nodes[id]; node?.parent; node = node.parent) segments.push(node.segment);
    return segments.reverse().join('/');
  }

  /** Children's ids in natural order. New ones are sorted in when someone looks. */
  childrenInOrder(id: number): readonly number[] {
    const node = this.#nodes[id];
    if (!node) return [];
    if (node.unordered.length > 0) this.#sortIn(node);
    return node.order;
  }

  #addChild(parent: TopicNode, segment: string): TopicNode {
    const child = new TopicNode(this.#nodes.length, parent, segment);
    this.#nodes.push(child);
    parent.children ??= new Map();
    parent.children.set(segment, child);
    parent.unordered.push(child.id);
    return child;
  }

  /** A binary search for each new child, then one pass: 200,000 siblings are not sorted again for one more. */
  #sortIn(parent: TopicNode): void {
    const segmentOf = (id: number): string => this.#nodes[id]?.segment ?? '';
    const fresh = parent.unordered.sort((a, b) => compareSegments(segmentOf(a), segmentOf(b)));
    const old = parent.order;
    const merged: number[] = [];
    let copied = 0;
    for (const id of fresh) {
      let high = old.length;
      let low = copied;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (compareSegments(segmentOf(old[middle] ?? 0), segmentOf(id)) < 0) low = middle + 1;
        else high = middle;
      }
      while (copied < low) merged.push(old[copied++] ?? 0);
      merged.push(id);
    }
    while (copied < old.length) merged.push(old[copied++] ?? 0);
    parent.order = merged;
    parent.unordered = [];
  }
}

function levels(topic: string, from: number): number {
  let count = 1;
  for (let at = topic.indexOf('/', from); at >= 0; at = topic.indexOf('/', at + 1)) count += 1;
  return count;
}
