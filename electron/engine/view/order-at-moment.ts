import type { TopicOrder, TreeWatcher } from '../store/topic-order';
import type { Pause } from './pause';

/** The topic tree as a view knows it: while paused, without the nodes and topics that came later. */
export class OrderAtMoment implements TopicOrder {
  readonly #order: TopicOrder;
  readonly #pause: () => Pause | null;

  constructor(order: TopicOrder, pause: () => Pause | null) {
    this.#order = order;
    this.#pause = pause;
  }

  get nodeCount(): number {
    return this.#pause()?.nodeCount ?? this.#order.nodeCount;
  }

  get segmentCount(): number {
    return this.#order.segmentCount;
  }

  get memoryBytes(): number {
    return this.#order.memoryBytes;
  }

  isTopic(node: number): boolean {
    return this.#order.isTopic(node) && this.#pause()?.gained.has(node) !== true;
  }

  parent(node: number): number {
    return this.#order.parent(node);
  }

  depth(node: number): number {
    return this.#order.depth(node);
  }

  childCount(node: number): number {
    return this.#order.childCount(node);
  }

  segmentId(node: number): number {
    return this.#order.segmentId(node);
  }

  segmentBytes(segmentId: number): Uint8Array {
    return this.#order.segmentBytes(segmentId);
  }

  childNamed(parent: number, segment: Uint8Array): number {
    return this.#order.childNamed(parent, segment);
  }

  topicBytes(node: number): Uint8Array {
    return this.#order.topicBytes(node);
  }

  childRoot(node: number): number {
    return this.#order.childRoot(node);
  }

  left(node: number): number {
    return this.#order.left(node);
  }

  right(node: number): number {
    return this.#order.right(node);
  }

  above(node: number): number {
    return this.#order.above(node);
  }

  watch(watcher: TreeWatcher): () => void {
    return this.#order.watch(watcher);
  }
}
