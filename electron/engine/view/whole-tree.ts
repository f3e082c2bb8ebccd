import type { TopicOrder } from '../store/topic-order';
import { OnScreen } from './on-screen';
import { OpenPaths } from './open-paths';
import { mostJudgedAgain, waitingNodeBytes, type Entry, type ShownTree } from './shown-tree';
import { VisibleRows } from './visible-rows';

/** From one in so many nodes on, one pass over all of them is quicker than letting those in one by one. */
const oneByOneShare = 16;

/**
 * All topics. A new one that would push rows down on screen waits, with all below it; so does a first value on a branch
 * inside a folded row, as that row would come apart. Everything else enters at once.
 */
export class WholeTree implements ShownTree {
  entry: Entry = 'open';
  readonly rows: VisibleRows;
  readonly screen: OnScreen;
  readonly paths: OpenPaths;
  readonly #order: TopicOrder;
  /**
   * The uppermost nodes that wait, and how many topics wait there and below. What comes below one is let in relative to
   * it, so that it shows with it.
   */
  readonly #waiting = new Map<number, number>();
  readonly #waitingValues = new Set<number>();
  #waitingTopics = 0;
  /** What came while paused: the uppermost nodes. */
  #held: number[] = [];

  /** `expanded`: paths of branches that were open. */
  constructor(order: TopicOrder, capacity: number, expanded: readonly string[]) {
    this.#order = order;
    this.rows = new VisibleRows(order);
    this.rows.reserve(capacity);
    this.screen = new OnScreen(order, this.rows);
    this.paths = new OpenPaths(order, this.rows, expanded);
    if (order.nodeCount > 1) this.rows.letInAll();
  }

  get waitingTopics(): number {
    return this.#waitingTopics + this.#waitingValues.size;
  }

  get memoryBytes(): number {
    const nodes = this.#waiting.size + this.#waitingValues.size + this.#held.length;
    return this.rows.memoryBytes + nodes * waitingNodeBytes;
  }

  topicsBelow(): null {
    return null;
  }

  /** See TreeWatcher. Below a closed branch this costs no more than letting in. */
  placed(first: number, leaf: number): void {
    this.paths.appeared(first, leaf);
    // From below: each but the last then finds its parent not in, and its sums go no further.
    for (let node = leaf; node > first; node -= 1) this.rows.letIn(node);
    if (this.entry === 'held') {
      this.#held.push(first);
      return;
    }
    if (this.#waitsAbove(this.#order.parent(first)) || this.entry === 'open' || !this.screen.movedBy(first)) {
      this.rows.letIn(first);
      return;
    }
    this.#waiting.set(first, 1);
    this.#waitingTopics += 1;
  }

  /** See TreeWatcher. Not while paused. */
  becameTopic(node: number): void {
    if (this.#waitsAbove(node)) {
      if (this.rows.isIn(node)) this.rows.showValue(node);
    } else if (this.entry === 'judged' && this.screen.splitBy(node)) {
      this.#waitingValues.add(node);
    } else {
      this.rows.showValue(node);
    }
  }

  showNew(): boolean {
    if (this.#waiting.size === 0 && this.#waitingValues.size === 0) return false;
    this.#letIn([...this.#waiting.keys()], this.#held.length === 0);
    this.#waiting.clear();
    this.#waitingTopics = 0;
    for (const node of this.#waitingValues) this.rows.showValue(node);
    this.#waitingValues.clear();
    return true;
  }

  /** The view goes on: all that came meanwhile and before comes in, and values of branches that had none. */
  resume(gained: ReadonlySet<number>): void {
    const held = this.#held;
    this.#held = [];
    // Held nodes are in numbers of their own: no order is needed among them and those that wait.
    for (const node of this.#waiting.keys()) held.push(node);
    this.#waiting.clear();
    this.#waitingTopics = 0;
    this.#letIn(held, true);
    for (const node of this.#waitingValues) this.rows.showValue(node);
    this.#waitingValues.clear();
    for (const node of gained) this.rows.showValue(node);
  }

  judgeAgain(): void {
    if (this.#waiting.size + this.#waitingValues.size > mostJudgedAgain) return;
    for (const [node, topics] of this.#waiting) {
      if (this.screen.movedBy(node)) continue;
      this.#waiting.delete(node);
      this.#waitingTopics -= topics;
      this.rows.letIn(node);
    }
    for (const node of this.#waitingValues) {
      if (this.screen.splitBy(node)) continue;
      this.#waitingValues.delete(node);
      this.rows.showValue(node);
    }
  }

  #letIn(nodes: readonly number[], all: boolean): void {
    if (all && nodes.length * oneByOneShare > this.#order.nodeCount) {
      this.rows.letInAll();
      return;
    }
    for (const node of nodes) this.rows.letIn(node);
  }

  /** Whether this node or one above it waits; then a topic more waits with it. */
  #waitsAbove(node: number): boolean {
    if (this.#waiting.size === 0) return false;
    for (let at = node; at > 0; at = this.#order.parent(at)) {
      if (this.rows.isIn(at)) continue;
      this.#waiting.set(at, (this.#waiting.get(at) ?? 0) + 1);
      this.#waitingTopics += 1;
      return true;
    }
    return false;
  }
}
