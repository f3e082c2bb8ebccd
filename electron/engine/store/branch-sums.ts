import type { Activity } from './activity';
import { BranchLinks } from './branch-links';
import { type NodeRecords, recordFields } from './node-records';
import { NodeSet } from './node-set';
import type { TopicOrder } from './topic-order';

const { messages: messagesField, lastAtMs: lastField, topicsBelow: topicsField, link, pendingSlot } = recordFields;
/** A settle takes about 0.3 µs for each: above this one comes by itself, so that none of them makes a tick long. */
const maxPending = 16_384;

/**
 * Counts of branches. An append only notes itself on its own node; `settle` carries the notes up, so that each node is
 * visited once however many messages came: children have higher numbers than their parents, so highest first.
 */
export class BranchSums {
  readonly #order: Pick<TopicOrder, 'parent' | 'isTopic'>;
  readonly #records: NodeRecords;
  readonly #activity: Activity;
  readonly #beforeChange: (node: number) => void;
  readonly #links: BranchLinks;
  readonly #dirty = new NodeSet();
  readonly #messages = new Float64Array(maxPending + 1);
  readonly #topics = new Uint32Array(maxPending + 1);
  readonly #lastAtMs = new Float64Array(maxPending + 1);
  /** Slots given out; slot 0 is none. */
  #slots = 0;
  #bucket = 0;

  /** `beforeChange` sees each node just before its sums change. */
  constructor(
    order: Pick<TopicOrder, 'parent' | 'isTopic'>,
    records: NodeRecords,
    activity: Activity,
    beforeChange: (node: number) => void
  ) {
    this.#order = order;
    this.#records = records;
    this.#activity = activity;
    this.#beforeChange = beforeChange;
    this.#links = new BranchLinks(order, records, (node, source) => this.#copySums(node, source));
  }

  /** The newest bucket counted into. */
  get bucket(): number {
    return this.#bucket;
  }

  get memoryBytes(): number {
    const slotsBytes = this.#messages.byteLength + this.#topics.byteLength + this.#lastAtMs.byteLength;
    return this.#dirty.memoryBytes + slotsBytes;
  }

  reserve(capacity: number): void {
    this.#dirty.reserve(capacity);
  }

  /** See TreeWatcher. */
  placed(first: number, leaf: number): void {
    this.#links.placed(first, leaf);
  }

  /** See TreeWatcher. */
  becameTopic(node: number): void {
    this.#links.becameTopic(node);
  }

  /** A message on a topic. */
  note(node: number, bucket: number, atMs: number, newTopic: boolean): void {
    if (bucket > this.#bucket) {
      this.settle();
      this.#bucket = bucket;
    }
    const { words } = this.#records.page(node);
    const slotAt = this.#records.place(node) + pendingSlot;
    let slot = words[slotAt] ?? 0;
    if (slot === 0) {
      if (this.#slots === maxPending) this.settle();
      this.#slots += 1;
      slot = this.#slots;
      words[slotAt] = slot;
      this.#dirty.add(node);
    }
    this.#messages[slot] = (this.#messages[slot] ?? 0) + 1;
    if (newTopic) this.#topics[slot] = (this.#topics[slot] ?? 0) + 1;
    if (atMs > (this.#lastAtMs[slot] ?? 0)) this.#lastAtMs[slot] = atMs;
  }

  settle(): void {
    if (this.#slots === 0) return;
    for (let node = this.#dirty.takeHighest(); node >= 0; node = this.#dirty.takeHighest()) this.#settleNode(node);
    this.#slots = 0;
  }

  /** The node whose sums are this node's: itself, or the one that a chain of single children leads to. */
  source(node: number): number {
    return this.#links.source(node);
  }

  /** Of a source. */
  messages(node: number): number {
    return this.#records.page(node).numbers[(this.#records.place(node) >> 1) + messagesField] ?? 0;
  }

  /** Of a source; 0 before the first message. */
  lastAtMs(node: number): number {
    return this.#records.page(node).numbers[(this.#records.place(node) >> 1) + lastField] ?? 0;
  }

  /** Of a source. */
  topicsBelow(node: number): number {
    return this.#records.page(node).words[this.#records.place(node) + topicsField] ?? 0;
  }

  #settleNode(node: number): void {
    this.#beforeChange(node);
    const { numbers, words } = this.#records.page(node);
    const word = this.#records.place(node);
    const number = word >> 1;
    const slot = words[word + pendingSlot] ?? 0;
    words[word + pendingSlot] = 0;
    const messages = this.#messages[slot] ?? 0;
    const lastAtMs = this.#lastAtMs[slot] ?? 0;
    numbers[number + messagesField] = (numbers[number + messagesField] ?? 0) + messages;
    if (lastAtMs > (numbers[number + lastField] ?? 0)) numbers[number + lastField] = lastAtMs;
    this.#activity.add(node, this.#bucket, messages);
    if (node === 0) this.#clear(slot);
    else this.#carry(slot, words[word + link] ?? 0);
  }

  /** What is pending in a slot becomes pending on the node above. */
  #carry(slot: number, up: number): void {
    const { words } = this.#records.page(up);
    const word = this.#records.place(up);
    const topics = this.#topics[slot] ?? 0;
    if (topics > 0) {
      this.#beforeChange(up);
      words[word + topicsField] = (words[word + topicsField] ?? 0) + topics;
    }
    const upSlot = words[word + pendingSlot] ?? 0;
    if (upSlot === 0) {
      words[word + pendingSlot] = slot;
      this.#dirty.add(up);
      return;
    }
    const lastAtMs = this.#lastAtMs[slot] ?? 0;
    this.#messages[upSlot] = (this.#messages[upSlot] ?? 0) + (this.#messages[slot] ?? 0);
    this.#topics[upSlot] = (this.#topics[upSlot] ?? 0) + topics;
    if (lastAtMs > (this.#lastAtMs[upSlot] ?? 0)) this.#lastAtMs[upSlot] = lastAtMs;
    this.#clear(slot);
  }

  #clear(slot: number): void {
    this.#messages[slot] = 0;
    this.#topics[slot] = 0;
    this.#lastAtMs[slot] = 0;
  }

  #copySums(node: number, source: number): void {
    this.settle();
    this.#beforeChange(node);
    const { numbers, words } = this.#records.page(node);
    numbers[(this.#records.place(node) >> 1) + messagesField] = this.messages(source);
    numbers[(this.#records.place(node) >> 1) + lastField] = this.lastAtMs(source);
    words[this.#records.place(node) + topicsField] = this.topicsBelow(source) + (this.#order.isTopic(source) ? 1 : 0);
    this.#activity.copy(source, node);
  }
}
