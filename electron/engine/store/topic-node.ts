import type { TopicValue } from './topic-value';

/** One segment of a topic in the tree. Sums count this node and all below; `pending*` is what they do not have yet. */
export class TopicNode {
  readonly id: number;
  readonly parent: TopicNode | null;
  readonly segment: string;
  readonly depth: number;
  /** A Map: segments such as `__proto__` are keys like any other. */
  children: Map<string, TopicNode> | null = null;
  value: TopicValue | null = null;
  messages = 0;
  topicsBelow = 0;
  lastAtMs: number | null = null;
  pendingMessages = 0;
  pendingTopics = 0;
  pendingLastAtMs = 0;
  dirty = false;
  /** Children's ids in order, and those not yet sorted in. */
  order: number[] = [];
  unordered: number[] = [];

  constructor(id: number, parent: TopicNode | null, segment: string) {
    this.id = id;
    this.parent = parent;
    this.segment = segment;
    this.depth = parent ? parent.depth + 1 : 0;
  }
}
