import { activityBuckets } from '#contract/frame';
import type { Activity } from './activity';
import type { BranchSums } from './branch-sums';
import type { FrozenMoment } from './frozen-moment';
import { FrozenSlots, type HeldFigures } from './frozen-slots';
import type { History } from './history';
import type { NodeFacts } from './node-facts';
import type { TopicOrder } from './topic-order';
import type { TopicValues } from './topic-values';

/** The store as a frozen tree reads it: no pending counts are carried up by these reads. */
interface FrozenSource {
  readonly order: Pick<TopicOrder, 'nodeCount' | 'isTopic'>;
  readonly sums: BranchSums;
  readonly values: TopicValues;
  readonly activity: Activity;
  readonly history: History;
  facts(node: number): NodeFacts | null;
  release(tree: FrozenTree): void;
}

/** When it was frozen; `filled` is the share of `bucket` that had passed. */
interface FreezeTime {
  readonly nowMs: number;
  readonly bucket: number;
  readonly filled: number;
}

/**
 * The tree as it was when a view was paused. A node is copied the first time it changes after that; all others are
 * still as they were. Payloads are not held, so that a paused view cannot keep the history above its budget.
 */
export class FrozenTree implements FrozenMoment {
  readonly #source: FrozenSource;
  readonly #at: FreezeTime;
  readonly #nodeCount: number;
  readonly #slots: FrozenSlots;
  /** Carries figures in and out of slots. */
  readonly #figures: HeldFigures = {
    messages: 0,
    topicsBelow: 0,
    lastAtMs: 0,
    ownMessages: 0,
    newestSeq: 0,
    newestAtMs: 0,
    newestRetain: false,
    payloadBytes: 0,
    valueRevision: 0,
    steadyUntilMs: 0,
    usualGapMs: -1,
    retainedAtMs: 0,
    lastMinute: 0
  };

  /** Pending counts have been settled. */
  constructor(source: FrozenSource, at: FreezeTime) {
    this.#source = source;
    this.#at = at;
    this.#nodeCount = source.order.nodeCount;
    this.#slots = new FrozenSlots(at.nowMs);
  }

  get memoryBytes(): number {
    return this.#slots.memoryBytes;
  }

  facts(node: number): NodeFacts | null {
    if (node >= this.#nodeCount) return null;
    const slot = this.#slots.slotOf(node);
    if (slot !== 0) return this.#heldFacts(node, slot);
    const from = this.#slots.slotOf(this.#source.sums.source(node));
    if (from === 0) return this.#source.facts(node);
    this.#readSums(from);
    const { messages, topicsBelow, lastAtMs } = this.#figures;
    return { messages, topicsBelow, lastAtMs: lastAtMs || null, own: null };
  }

  bars(node: number): readonly number[] {
    const slot = this.#sumsSlot(node);
    if (slot !== 0) return Array.from({ length: activityBuckets }, (_, bar) => this.#slots.bar(slot, bar));
    if (node >= this.#nodeCount) return new Array<number>(activityBuckets).fill(0);
    return this.#source.activity.bars(this.#source.sums.source(node), this.#at.bucket);
  }

  ratePerSecond(node: number): number {
    const slot = this.#sumsSlot(node);
    if (slot !== 0) {
      this.#slots.read(slot, this.#figures);
      return this.#figures.lastMinute / 60;
    }
    return node < this.#nodeCount ? this.#lastMinute(this.#source.sums.source(node)) / 60 : 0;
  }

  /** The store calls this just before a node changes, also before it gets sums of its own. */
  hold(node: number): void {
    if (node >= this.#nodeCount || this.#slots.slotOf(node) !== 0) return;
    const { sums, history } = this.#source;
    const source = sums.source(node);
    const from = source === node ? 0 : this.#slots.slotOf(source);
    if (from === 0) this.#liveSums(node, source);
    else this.#readSums(from);
    const figures = this.#figures;
    if (history.has(node)) this.#liveOwn(node);
    else figures.newestSeq = 0;
    const slot = this.#slots.hold(node, figures);
    const { activity } = this.#source;
    for (let bar = 0; bar < activityBuckets; bar += 1) {
      const bucket = this.#at.bucket - activityBuckets + 1 + bar;
      this.#slots.setBar(slot, bar, from === 0 ? activity.count(source, bucket) : this.#slots.bar(from, bar));
    }
  }

  /** A message went into the history of a node that is held, or took its newest one's place. */
  noteStored(node: number, replacing: boolean): void {
    const slot = this.#slots.slotOf(node);
    if (slot !== 0) this.#slots.noteStored(slot, replacing);
  }

  release(): void {
    this.#source.release(this);
    this.#slots.clear();
  }

  /** The slot with a node's sums; 0: they are as they were. */
  #sumsSlot(node: number): number {
    if (node >= this.#nodeCount) return 0;
    return this.#slots.slotOf(node) || this.#slots.slotOf(this.#source.sums.source(node));
  }

  /** Sums of a node that had those of another one, which is held: a topic counts itself below the others. */
  #readSums(slot: number): void {
    this.#slots.read(slot, this.#figures);
    if (this.#figures.newestSeq > 0) this.#figures.topicsBelow += 1;
  }

  #liveSums(node: number, source: number): void {
    const { sums, order } = this.#source;
    const figures = this.#figures;
    figures.messages = sums.messages(source);
    figures.lastAtMs = sums.lastAtMs(source);
    figures.topicsBelow = sums.topicsBelow(source) + (source !== node && order.isTopic(source) ? 1 : 0);
    figures.lastMinute = this.#lastMinute(source);
  }

  #liveOwn(node: number): void {
    const { values, history } = this.#source;
    const figures = this.#figures;
    figures.ownMessages = values.messages(node);
    figures.newestSeq = history.newestSeq(node);
    figures.newestAtMs = history.newestAtMs(node);
    figures.newestRetain = history.newestRetain(node);
    figures.payloadBytes = history.newestBytes(node);
    figures.valueRevision = values.revision(node);
    figures.steadyUntilMs = values.steadyUntilMs(node, figures.newestAtMs);
    figures.usualGapMs = values.usualGapMs(node) ?? -1;
    figures.retainedAtMs = values.retainedAtMs(node) ?? 0;
  }

  #heldFacts(node: number, slot: number): NodeFacts {
    const figures = this.#figures;
    this.#slots.read(slot, figures);
    const { messages, topicsBelow, lastAtMs, newestSeq, usualGapMs } = figures;
    if (newestSeq === 0) return { messages, topicsBelow, lastAtMs: lastAtMs || null, own: null };
    const { history } = this.#source;
    const own = {
      messages: figures.ownMessages,
      keptMessages: Math.max(0, history.kept(node) - this.#slots.storedSince(slot)),
      valueRevision: figures.valueRevision,
      steadyUntilMs: figures.steadyUntilMs,
      usualGapMs: usualGapMs < 0 ? null : usualGapMs,
      retainedAtMs: figures.retainedAtMs || null,
      newestSeq,
      newestAtMs: figures.newestAtMs,
      newestRetain: figures.newestRetain,
      payloadStart: history.startOf(node, newestSeq),
      payloadBytes: figures.payloadBytes
    };
    return { messages, topicsBelow, lastAtMs: lastAtMs || null, own };
  }

  #lastMinute(source: number): number {
    return this.#source.activity.lastMinute(source, this.#at.bucket, this.#at.filled);
  }
}
