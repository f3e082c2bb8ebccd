import { type NodeRecords, recordFields } from './node-records';
import type { TopicOrder } from './topic-order';

const { link: linkField } = recordFields;
const chainBit = 0x8000_0000;

/**
 * Which nodes have sums of their own: topics, and branches of two children or more. A branch of one child that is no
 * topic has the sums of what is below it, so that sums are carried past such nodes: a message on a topic of 32,768
 * levels changes the sums of two nodes, not of all its levels.
 */
export class BranchLinks {
  readonly #order: Pick<TopicOrder, 'parent'>;
  readonly #records: NodeRecords;
  readonly #branchOff: (node: number, source: number) => void;

  /** `branchOff` is told of a node before it gets sums of its own; `source` is the one whose sums are still its own. */
  constructor(
    order: Pick<TopicOrder, 'parent'>,
    records: NodeRecords,
    branchOff: (node: number, source: number) => void
  ) {
    this.#order = order;
    this.#records = records;
    this.#branchOff = branchOff;
  }

  /** The node below, or this one, whose sums are this node's. */
  source(node: number): number {
    const link = this.#link(node);
    return link >= chainBit ? link - chainBit : node;
  }

  /** Where the sums of a node that has its own are carried to; the root's are carried nowhere. */
  up(node: number): number {
    return this.#link(node);
  }

  /** See TreeWatcher. */
  placed(first: number, leaf: number): void {
    const parent = this.#order.parent(first);
    this.#ownSums(parent);
    for (let node = first; node < leaf; node += 1) this.#setLink(node, chainBit + leaf);
    this.#setLink(leaf, parent);
  }

  /** See TreeWatcher. */
  becameTopic(node: number): void {
    this.#ownSums(node);
  }

  /** Walks as many levels as the topic that causes it has, at most. */
  #ownSums(node: number): void {
    const source = this.source(node);
    if (source === node) return;
    this.#branchOff(node, source);
    this.#setLink(node, this.#link(source));
    this.#setLink(source, node);
    let above = this.#order.parent(node);
    while (above > 0 && this.#link(above) >= chainBit) {
      this.#setLink(above, chainBit + node);
      above = this.#order.parent(above);
    }
  }

  #link(node: number): number {
    return this.#records.page(node).words[this.#records.place(node) + linkField] ?? 0;
  }

  #setLink(node: number, link: number): void {
    this.#records.page(node).words[this.#records.place(node) + linkField] = link;
  }
}
