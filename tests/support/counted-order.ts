import type { TopicOrder, TreeWatcher } from '../../electron/engine/store/topic-order';

/** A tree's order that counts how often it is asked: what something costs, without a clock. */
export class CountedOrder implements TopicOrder {
  readonly #order: TopicOrder;
  asked = 0;

  constructor(order: TopicOrder) {
    this.#order = order;
  }

  get nodeCount(): number {
    return this.#asked().nodeCount;
  }

  get segmentCount(): number {
    return this.#asked().segmentCount;
  }

  get memoryBytes(): number {
    return this.#asked().memoryBytes;
  }

  parent(node: number): number {
    return this.#asked().parent(node);
  }

  depth(node: number): number {
    return this.#asked().depth(node);
  }

  childCount(node: number): number {
    return this.#asked().childCount(node);
  }

  isTopic(node: number): boolean {
    return this.#asked().isTopic(node);
  }

  segmentId(node: number): number {
    return this.#asked().segmentId(node);
  }

  segmentBytes(segmentId: number): Uint8Array {
    return this.#asked().segmentBytes(segmentId);
  }

  childNamed(parent: number, segment: Uint8Array): number {
    return this.#asked().childNamed(parent, segment);
  }

  topicBytes(node: number): Uint8Array {
    return this.#asked().topicBytes(node);
  }

  childRoot(node: number): number {
    return this.#asked().childRoot(node);
  }

  left(node: number): number {
    return this.#asked().left(node);
  }

  right(node: number): number {
    return this.#asked().right(node);
  }

  above(node: number): number {
    return this.#asked().above(node);
  }

  watch(watcher: TreeWatcher): () => void {
    return this.#asked().watch(watcher);
  }

  #asked(): TopicOrder {
    this.asked += 1;
    return this.#order;
  }
}
