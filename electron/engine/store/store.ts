import { activityBucketMs, activityBuckets } from '#contract/frame';
import { settingLimits } from '#contract/limits';
import { Activity, activityBucket } from './activity';
import type { Arrival } from './arrival';
import { BeyondLimit } from './beyond-limit';
import { BranchSums } from './branch-sums';
import type { FrozenMoment } from './frozen-moment';
import { FrozenTree } from './frozen-tree';
import { History } from './history';
import type { KeptLog } from './kept-log';
import { MessageRate } from './message-rate';
import type { NodeFacts, OwnFacts } from './node-facts';
import { NodeRecords } from './node-records';
import type { ReadMessage } from './read-message';
import type { StoreCounters } from './store-counters';
import type { StoreReader } from './store-reader';
import type { TopicOrder } from './topic-order';
import { TopicTree } from './topic-tree';
import { TopicValues } from './topic-values';

/** Branches cost as much as topics do, and one hostile topic makes 65,536 of them. */
const nodesPerTopic = 3;
const moreNodes = 100_000;
const hotterThanMs = 100;
const slash = 0x2f;

/** What is kept of messages; see OverloadStep. */
type Keeping = 'all' | 'last-of-hot' | 'count';

interface StoreBudgets {
  readonly historyBudgetBytes: number;
  readonly topicLimit: number;
}

interface StoreMemory {
  readonly order: number;
  readonly figures: number;
  readonly activity: number;
  readonly beyond: number;
  readonly history: number;
}

/** All that one connection received: the topic tree, its figures, and the kept messages. No I/O; time is an argument. */
export class Store implements StoreReader {
  readonly #tree = new TopicTree({ maxNodes: nodesFor(settingLimits.topicLimit.max) });
  readonly #beyond = new BeyondLimit();
  readonly #activity = new Activity();
  readonly #history: History;
  readonly #rate = new MessageRate();
  readonly #records = new NodeRecords();
  readonly #values = new TopicValues(this.#records);
  readonly #sums: BranchSums;
  readonly #frozen = new Set<FrozenTree>();
  #topicLimit: number;
  #keeping: Keeping = 'all';
  #messages = 0;
  #dropped = 0;
  #lastValueOnly = 0;
  #lastSeq = 0;
  #clockSetBackMs = 0;

  constructor(budgets: StoreBudgets) {
    this.#topicLimit = budgets.topicLimit;
    this.#history = new History(historyBudgets(budgets));
    this.#sums = new BranchSums(this.#tree, this.#records, this.#activity, (node) => this.#holdFrozen(node));
    this.#tree.watch({
      reserve: (capacity) => this.#reserve(capacity),
      rotated: () => undefined,
      placed: (first, leaf) => this.#sums.placed(first, leaf),
      becameTopic: (node) => this.#sums.becameTopic(node)
    });
  }

  get order(): TopicOrder {
    return this.#tree;
  }

  get messages(): number {
    return this.#messages;
  }

  get lastSeq(): number {
    return this.#lastSeq;
  }

  get kept(): KeptLog {
    return this.#history.keptLog;
  }

  /** Bytes by part; `figures` are values and sums. */
  get memory(): StoreMemory {
    return {
      order: this.#tree.memoryBytes,
      figures: this.#records.memoryBytes + this.#sums.memoryBytes,
      activity: this.#activity.memoryBytes,
      beyond: this.#beyond.memoryBytes,
      history: this.#history.memoryBytes
    };
  }

  /** One message in. What is kept of it is copied, its seq is the next number. */
  append(arrival: Arrival): void {
    this.#messages += 1;
    this.#rate.count(arrival.receivedAtMs);
    const known = this.#tree.find(arrival.bytes, arrival.topicStart, arrival.topicEnd);
    if (this.#keeping === 'count') {
      this.#dropped += 1;
      this.#history.leftOut(this.#lastSeq);
      if (known >= 0) this.#count(known, arrival, false);
      return;
    }
    const node = known >= 0 ? known : this.#place(arrival);
    if (node < 0) {
      this.#history.leftOut(this.#lastSeq);
      return;
    }
    this.#count(node, arrival, known < 0);
    this.#keep(node, arrival);
  }

  /** In overload: the hottest topics keep their last value only, then messages are counted and not kept at all. */
  keep(mode: Keeping): void {
    this.#keeping = mode;
  }

  /** A limit below what is there removes no topics. */
  setBudgets(budgets: StoreBudgets): void {
    this.#topicLimit = budgets.topicLimit;
    this.#history.setBudgets(historyBudgets(budgets));
  }

  /** Called each tick: a budget that was lowered is reached step by step. */
  maintain(): void {
    this.#history.maintain();
  }

  counters(nowMs: number): StoreCounters {
    const history = this.#history;
    return {
      messagesPerSecond: this.#rate.perSecond(nowMs),
      topics: this.#tree.topicCount,
      messages: this.#messages,
      historyBytes: history.bytes,
      historyBudgetBytes: history.budgetBytes,
      largeBytes: history.largeBytes,
      largeBudgetBytes: history.largeBudgetBytes,
      treeBytes: this.#treeBytes(),
      dropped: this.#dropped,
      discarded: history.discarded,
      lastValueOnly: this.#lastValueOnly,
      topicLimit: this.#topicLimit,
      topicsBeyondLimit: this.#beyond.topics,
      messagesBeyondLimit: this.#beyond.messages
    };
  }

  read(node: number, seq: number | null): ReadMessage | null {
    return this.#isNode(node) ? this.#history.read(node, seq) : null;
  }

  /** The kept message just before `seq` in its topic. */
  previous(node: number, seq: number): ReadMessage | null {
    return this.#isNode(node) ? (this.#history.before(node, seq, 1)[0] ?? null) : null;
  }

  history(node: number, before: number | null, limit: number, startBytes: number): readonly ReadMessage[] {
    return this.#isNode(node) ? this.#history.before(node, before, limit, startBytes) : [];
  }

  facts(node: number): NodeFacts | null {
    this.#sums.settle();
    return this.#facts(node);
  }

  bars(node: number, nowMs: number): readonly number[] {
    if (!this.#isNode(node)) return new Array<number>(activityBuckets).fill(0);
    this.#sums.settle();
    return this.#activity.bars(this.#sums.source(node), this.#bucketOf(nowMs));
  }

  ratePerSecond(node: number, nowMs: number): number {
    if (!this.#isNode(node)) return 0;
    this.#sums.settle();
    const bucket = this.#bucketOf(nowMs);
    return this.#activity.lastMinute(this.#sums.source(node), bucket, this.#filledShare(bucket, nowMs)) / 60;
  }

  freeze(nowMs: number): FrozenMoment {
    this.#sums.settle();
    const bucket = this.#bucketOf(nowMs);
    const source = {
      order: this.#tree,
      sums: this.#sums,
      values: this.#values,
      activity: this.#activity,
      history: this.#history,
      facts: (node: number) => this.#facts(node),
      release: (tree: FrozenTree) => this.#frozen.delete(tree)
    };
    const frozen = new FrozenTree(source, { nowMs, bucket, filled: this.#filledShare(bucket, nowMs) });
    this.#frozen.add(frozen);
    return frozen;
  }

  #treeBytes(): number {
    const { order, figures, activity, beyond } = this.memory;
    return order + figures + activity + beyond + this.#history.topicsBytes;
  }

  #reserve(capacity: number): void {
    this.#records.reserve(capacity);
    this.#sums.reserve(capacity);
    this.#history.reserve(capacity);
  }

  #place(arrival: Arrival): number {
    const { bytes, topicStart, topicEnd } = arrival;
    const tree = this.#tree;
    let node = -1;
    if (tree.topicCount < this.#topicLimit && tree.nodeCount + levels(arrival) <= nodesFor(this.#topicLimit)) {
      node = tree.place(bytes, topicStart, topicEnd);
    }
    if (node < 0) this.#beyond.count(bytes, topicStart, topicEnd);
    return node;
  }

  #count(node: number, arrival: Arrival, newTopic: boolean): void {
    if (this.#frozen.size > 0) this.#holdFrozen(node);
    this.#values.count(node, arrival);
    const atMs = arrival.receivedAtMs;
    this.#sums.note(node, this.#bucketOf(atMs), atMs, newTopic);
  }

  #keep(node: number, arrival: Arrival): void {
    const history = this.#history;
    this.#lastSeq += 1;
    if (!history.newestEquals(node, arrival)) this.#values.noteChange(node, arrival.receivedAtMs);
    const replacing = this.#keeping === 'last-of-hot' && this.#values.isHotter(node, hotterThanMs);
    if (replacing) {
      this.#lastValueOnly += 1;
      history.replaceNewest(node, arrival, this.#lastSeq);
    } else {
      history.append(node, arrival, this.#lastSeq);
    }
    if (this.#frozen.size > 0) for (const frozen of this.#frozen) frozen.noteStored(node, replacing);
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

  #holdFrozen(node: number): void {
    if (this.#frozen.size > 0) for (const frozen of this.#frozen) frozen.hold(node);
  }

  #isNode(node: number): boolean {
    return node >= 0 && node < this.#tree.nodeCount;
  }

  #facts(node: number): NodeFacts | null {
    if (!this.#isNode(node)) return null;
    const sums = this.#sums;
    const source = sums.source(node);
    const topicsBelow = sums.topicsBelow(source) + (source !== node && this.#tree.isTopic(source) ? 1 : 0);
    return {
      messages: sums.messages(source),
      topicsBelow,
      lastAtMs: sums.lastAtMs(source) || null,
      own: this.#history.has(node) ? this.#ownFacts(node) : null
    };
  }

  #ownFacts(node: number): OwnFacts {
    const history = this.#history;
    const values = this.#values;
    const newestAtMs = history.newestAtMs(node);
    return {
      messages: values.messages(node),
      keptMessages: history.kept(node),
      valueRevision: values.revision(node),
      steadyUntilMs: values.steadyUntilMs(node, newestAtMs),
      usualGapMs: values.usualGapMs(node),
      retainedAtMs: values.retainedAtMs(node),
      newestSeq: history.newestSeq(node),
      newestAtMs,
      newestRetain: history.newestRetain(node),
      payloadStart: history.newestStart(node),
      payloadBytes: history.newestBytes(node)
    };
  }
}

function historyBudgets(budgets: StoreBudgets): { budgetBytes: number; largeBudgetBytes: number } {
  return { budgetBytes: budgets.historyBudgetBytes, largeBudgetBytes: Math.floor(budgets.historyBudgetBytes / 2) };
}

function nodesFor(topics: number): number {
  return topics * nodesPerTopic + moreNodes;
}

/** At most this many nodes are new. */
function levels(arrival: Arrival): number {
  const { bytes, topicEnd } = arrival;
  let count = 1;
  for (let at = arrival.topicStart; at < topicEnd; at += 1) if (bytes[at] === slash) count += 1;
  return count;
}
