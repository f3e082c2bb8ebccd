import type { Activity } from './activity';
import type { TopicNode } from './topic-node';

/**
 * Counts of branches. An append only notes itself on its own node; `settle` carries the notes up, deepest level first,
 * so that each node is visited once however many messages came and however deep a hostile topic is.
 */
export class BranchSums {
  readonly #activity: Activity;
  readonly #beforeChange: (node: TopicNode) => void;
  readonly #dirtyByDepth: TopicNode[][] = [];
  #bucket = 0;
  #pending = false;

  /** `beforeChange` sees each node just before its sums change. */
  constructor(activity: Activity, beforeChange: (node: TopicNode) => void) {
    this.#activity = activity;
    this.#beforeChange = beforeChange;
  }

  get pending(): boolean {
    return this.#pending;
  }

  /** The newest bucket counted into. */
  get bucket(): number {
    return this.#bucket;
  }

  note(node: TopicNode, bucket: number, atMs: number, newTopic: boolean): void {
    if (bucket > this.#bucket) {
      this.settle();
      this.#bucket = bucket;
    }
    node.pendingMessages += 1;
    if (newTopic) node.pendingTopics += 1;
    if (atMs > node.pendingLastAtMs) node.pendingLastAtMs = atMs;
    if (!node.dirty) this.#markDirty(node);
    this.#pending = true;
  }

  settle(): void {
    if (!this.#pending) return;
    this.#pending = false;
    for (let depth = this.#dirtyByDepth.length - 1; depth >= 0; depth -= 1) {
      const nodes = this.#dirtyByDepth[depth] ?? [];
      for (const node of nodes) this.#settleNode(node);
      nodes.length = 0;
    }
    // A single very deep topic must not make every later settle walk its empty levels.
    if (this.#dirtyByDepth.length > 256) this.#dirtyByDepth.length = 0;
  }

  #settleNode(node: TopicNode): void {
    this.#beforeChange(node);
    const { parent, pendingMessages, pendingTopics, pendingLastAtMs } = node;
    node.messages += pendingMessages;
    if (node.lastAtMs === null || pendingLastAtMs > node.lastAtMs) node.lastAtMs = pendingLastAtMs;
    this.#activity.add(node.id, this.#bucket, pendingMessages);
    node.pendingMessages = 0;
    node.pendingTopics = 0;
    node.pendingLastAtMs = 0;
    node.dirty = false;
    if (!parent) return;
    this.#beforeChange(parent);
    parent.topicsBelow += pendingTopics;
    parent.pendingTopics += pendingTopics;
    parent.pendingMessages += pendingMessages;
    if (pendingLastAtMs > parent.pendingLastAtMs) parent.pendingLastAtMs = pendingLastAtMs;
    if (!parent.dirty) this.#markDirty(parent);
  }

  #markDirty(node: TopicNode): void {
    node.dirty = true;
    while (this.#dirtyByDepth.length <= node.depth) this.#dirtyByDepth.push([]);
    (this.#dirtyByDepth[node.depth] as TopicNode[]).push(node);
  }
}
