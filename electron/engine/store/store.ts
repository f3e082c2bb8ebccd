import { activityBucketMs } from '#contract/frame';
import { Activity, activityBucket } from './activity';
import type { Arrival } from './arrival';
import { BranchSums } from './branch-sums';
import { FrozenTree } from './frozen-tree';
import { History } from './history';
import { KeptMessage } from './kept-message';
import { MessageRate } from './message-rate';
import type { NodeFacts, OwnFacts } from './node-facts';
import type { StoreCounters } from './store-counters';
import type { ReadMessage, StoreReader } from './store-reader';
import type { TopicNode } from './topic-node';
import { TopicTree } from './topic-tree';
import { TopicValue } from './topic-value';

/** Memory is finite and one hostile topic makes 32,768 nodes: above this, messages on new topics count as dropped. */
const defaultMaxNodes = 2_500_000;

/** All that one connection received: the topic tree, its figures, and the kept messages. No I/O; time is an argument. */
export class Store implements StoreReader {
  readonly valuesGained: number[] = [];
  readonly #tree: TopicTree;
  readonly #activity = new Activity();
  readonly #history: History;
  readonly #rate = new MessageRate();
  readonly #sums: BranchSums;
  readonly #frozen = new Set<FrozenTree>();
  #messages = 0;
  #topics = 0;
  #dropped = 0;
  #lastSeq = 0;
  #clockSetBackMs = 0;

  constructor(options: { readonly historyBudgetBytes: number; readonly maxNodes?: number }) {
    this.#tree = new TopicTree(options.maxNodes ?? defaultMaxNodes);
    this.#history = new History(options.historyBudgetBytes);
    this.#sums = new BranchSums(this.#activity, (node) => this.#holdFrozen(node));
  }

  /** One message in. Its payload is copied, its seq is the next number. */
  append(arrival: Arrival): void {
    const atMs = arrival.receivedAtMs;
    this.#messages += 1;
    this.#rate.count(atMs);
    const node = this.#tree.find(arrival.topic) ?? this.#newTopic(arrival.topic);
    if (!node) {
      this.#dropped += 1;
      return;
    }
    const newTopic = node.value === null;
    if (this.#frozen.size > 0) this.#holdFrozen(node);
    this.#sums.note(node, this.#bucketOf(atMs), atMs, newTopic);
    node.value ??= new TopicValue();
    if (newTopic) this.#topics += 1;
    this.#lastSeq += 1;
    const message = new KeptMessage(this.#lastSeq, node.value.history, arrival);
    node.value.observe(message);
    this.#history.add(message);
  }

  setHistoryBudget(bytes: number): void {
    this.#history.setBudget(bytes);
  }

  counters(nowMs: number): StoreCounters {
    return {
      messagesPerSecond: this.#rate.perSecond(nowMs),
      topics: this.#topics,
      messages: this.#messages,
      historyBytes: this.#history.bytes,
      historyBudgetBytes: this.#history.budgetBytes,
      dropped: this.#dropped,
      discarded: this.#history.discarded
    };
  }

  /** A kept message of a node; `seq` null: the newest. Null: there is none, or it is no longer kept. */
  body(node: number, seq: number | null): ReadMessage | null {
    const history = this.#tree.node(node)?.value?.history;
    const message = seq === null ? history?.newest : history?.find(seq);
    return message ? { payload: message.payload, facts: message.facts } : null;
  }

  /** The kept message just before `seq` in its topic. */
  previous(node: number, seq: number): ReadMessage | null {
    return this.history(node, seq, 1)[0] ?? null;
  }

  history(node: number, before: number | null, limit: number): readonly ReadMessage[] {
    const history = this.#tree.node(node)?.value?.history;
    const messages = history?.before(before ?? Number.POSITIVE_INFINITY, limit) ?? [];
    return messages.map((message) => ({ payload: message.payload, facts: message.facts }));
  }

  keptMessages(node: number, before: number | null): number {
    const history = this.#tree.node(node)?.value?.history;
    if (!history) return 0;
    return before === null ? history.count : history.countBefore(before);
  }

  get nodeCount(): number {
    return this.#tree.nodeCount;
  }

  get messages(): number {
    return this.#messages;
  }

  get lastSeq(): number {
    return this.#lastSeq;
  }

  parent(node: number): number {
    return this.#tree.node(node)?.parent?.id ?? -1;
  }

  segment(node: number): string {
    return this.#tree.node(node)?.segment ?? '';
  }

  hasValue(node: number): boolean {
    return this.#tree.node(node)?.value != null;
  }

  hasChildren(node: number): boolean {
    return this.#tree.node(node)?.children != null;
  }

  childrenInOrder(node: number): readonly number[] {
    return this.#tree.childrenInOrder(node);
  }

  topic(node: number): string {
    return this.#tree.topic(node);
  }

  facts(node: number): NodeFacts | null {
    this.#sums.settle();
    return factsOf(this.#tree.node(node));
  }

  bars(node: number, nowMs: number): readonly number[] {
    this.#sums.settle();
    return this.#activity.bars(node, this.#bucketOf(nowMs));
  }

  ratePerSecond(node: number, nowMs: number): number {
    this.#sums.settle();
    const bucket = this.#bucketOf(nowMs);
    return this.#activity.lastMinute(node, bucket, this.#filledShare(bucket, nowMs)) / 60;
  }

  freeze(nowMs: number): FrozenTree {
    this.#sums.settle();
    const bucket = this.#bucketOf(nowMs);
    const filled = this.#filledShare(bucket, nowMs);
    const frozen = new FrozenTree({
      facts: (node) => factsOf(this.#tree.node(node)),
      bars: (node) => this.#activity.bars(node, bucket),
      ratePerSecond: (node) => this.#activity.lastMinute(node, bucket, filled) / 60,
      release: (tree) => this.#frozen.delete(tree)
    });
    this.#frozen.add(frozen);
    return frozen;
  }

  #newTopic(topic: string): TopicNode | null {
    const before = this.#tree.nodeCount;
    const node = this.#tree.place(topic);
    if (node && this.#tree.nodeCount === before) this.valuesGained.push(node.id);
    return node;
  }

  /** A computer's clock may be set back: the bars go on from where they are instead of piling up in one bucket. */
  #bucketOf(atMs: number): number {
    const behindMs = this.#sums.bucket * activityBucketMs - (atMs + this.#clockSetBackMs);
    if (behindMs > activityBucketMs) this.#clockSetBackMs += behindMs;
    return Math.max(this.#sums.bucket, activityBucket(atMs + this.#clockSetBackMs));
  }

  /** A message may be stamped after the tick's own time: then the bucket has only just begun. */
  #filledShare(bucket: number, nowMs: number): number {
    return Math.max(0, (nowMs + this.#clockSetBackMs) / activityBucketMs - bucket);
  }

  #holdFrozen(node: TopicNode): void {
    for (const frozen of this.#frozen) frozen.hold(node.id);
  }
}

function factsOf(node: TopicNode | undefined): NodeFacts | null {
  if (!node) return null;
  const { messages, topicsBelow, lastAtMs } = node;
  return { messages, topicsBelow, lastAtMs, own: ownFactsOf(node.value) };
}

function ownFactsOf(value: TopicValue | null): OwnFacts | null {
  const newest = value?.history.newest;
  if (!value || !newest) return null;
  return {
    messages: value.messages,
    valueRevision: value.revision,
    steadyUntilMs: value.steadyUntilMs,
    usualGapMs: value.usualGapMs,
    retainedAtMs: value.retainedAtMs,
    newest,
    payloadStart: newest.payload,
    payloadBytes: newest.payload.byteLength
  };
}
