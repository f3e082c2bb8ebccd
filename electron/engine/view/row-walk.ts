import type { TopicOrder } from '../store/topic-order';
import { mark, type RowSums } from './row-sums';

/**
 * Goes through all nodes below one in the order of rows, each before those below it, and takes their sums again once all
 * that they stand for is past: a change to every node costs the same as a change to one. It finds its way by the links of
 * the tree alone, so it may rest between any two nodes while others come in: after `settle`, and not otherwise.
 */
export class RowWalk {
  readonly #order: TopicOrder;
  readonly #sums: RowSums;
  readonly #top: number;
  #at: number;
  /** The way goes on beside `#at`, not below it. */
  #past = false;

  constructor(order: TopicOrder, sums: RowSums, top: number) {
    this.#order = order;
    this.#sums = sums;
    this.#top = top;
    this.#at = top;
  }

  /** -1: that was the last. */
  next(): number {
    const order = this.#order;
    const first = this.#past ? 0 : order.childRoot(this.#at);
    this.#past = false;
    if (first !== 0) return this.#goTo(this.#leftmost(first));
    let at = this.#at;
    while (at !== this.#top) {
      this.#sums.refold(at);
      const right = order.right(at);
      if (right !== 0) return this.#goTo(this.#leftmost(right));
      this.#sums.pull(at);
      let above = order.above(at);
      while (above !== 0 && order.right(above) === at) {
        at = above;
        this.#sums.pull(at);
        above = order.above(at);
      }
      if (above !== 0) return this.#goTo(above);
      at = order.parent(at);
    }
    this.#at = at;
    this.#past = true;
    return -1;
  }

  /** Leaves out what is below the node that was given last. */
  skipBelow(): void {
    this.#past = true;
  }

  /** Lets a node in that the way has come to or leads past, with its value if it is a topic. */
  letIn(node: number): void {
    this.#sums.put(node, this.#order.isTopic(node) ? mark.in | mark.value : mark.in);
  }

  open(node: number): void {
    this.#sums.put(node, mark.open);
  }

  /** Makes all sums right as of now. */
  settle(): void {
    const order = this.#order;
    for (let at = this.#at; at !== this.#top; at = order.parent(at)) {
      this.#sums.refold(at);
      this.#sums.pull(at);
      for (let above = order.above(at); above !== 0; above = order.above(above)) {
        at = above;
        this.#sums.pull(at);
      }
    }
  }

  #goTo(node: number): number {
    this.#at = node;
    return node;
  }

  #leftmost(root: number): number {
    let at = root;
    for (let left = this.#order.left(at); left !== 0; left = this.#order.left(at)) at = left;
    return at;
  }
}
