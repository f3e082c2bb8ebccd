import { mixed } from './byte-hash';
import type { Segments } from './segments';
import type { TopicNodes } from './topic-nodes';

/**
 * The children of each node in order: a treap per parent. A new child goes to its place at the bottom and rises by
 * rotations, less than two on average, until the priorities (a secret hash of the number) are a heap again.
 */
export class SiblingOrder {
  readonly #nodes: TopicNodes;
  readonly #segments: Segments;
  readonly #secret: number;
  readonly #rotated: (lower: number, upper: number) => void;

  /** `rotated` hears of each rotation as it happens. */
  constructor(
    nodes: TopicNodes,
    segments: Segments,
    options: { readonly secret: number; readonly rotated: (lower: number, upper: number) => void }
  ) {
    this.#nodes = nodes;
    this.#segments = segments;
    this.#secret = options.secret;
    this.#rotated = options.rotated;
  }

  insert(parent: number, child: number): void {
    const nodes = this.#nodes;
    const root = nodes.childRoot(parent);
    if (root === 0) return nodes.setChildRoot(parent, child);
    const segment = nodes.segment(child);
    let at = root;
    for (;;) {
      const before = this.#segments.compare(segment, nodes.segment(at)) < 0;
      const next = before ? nodes.left(at) : nodes.right(at);
      if (next !== 0) {
        at = next;
        continue;
      }
      if (before) nodes.setLeft(at, child);
      else nodes.setRight(at, child);
      nodes.setAbove(child, at);
      break;
    }
    this.#rise(parent, child);
  }

  #rise(parent: number, child: number): void {
    const nodes = this.#nodes;
    const priority = this.#priority(child);
    for (let upper = nodes.above(child); upper !== 0; upper = nodes.above(child)) {
      if (this.#priority(upper) >= priority) return;
      this.#rotate(parent, upper, child);
    }
  }

  /** Puts `child` in the place of `upper`, which was right above it. */
  #rotate(parent: number, upper: number, child: number): void {
    const nodes = this.#nodes;
    const top = nodes.above(upper);
    if (nodes.left(upper) === child) {
      const between = nodes.right(child);
      nodes.setLeft(upper, between);
      if (between !== 0) nodes.setAbove(between, upper);
      nodes.setRight(child, upper);
    } else {
      const between = nodes.left(child);
      nodes.setRight(upper, between);
      if (between !== 0) nodes.setAbove(between, upper);
      nodes.setLeft(child, upper);
    }
    nodes.setAbove(upper, child);
    nodes.setAbove(child, top);
    if (top === 0) nodes.setChildRoot(parent, child);
    else if (nodes.left(top) === upper) nodes.setLeft(top, child);
    else nodes.setRight(top, child);
    this.#rotated(upper, child);
  }

  #priority(node: number): number {
    return mixed(node ^ this.#secret);
  }
}
