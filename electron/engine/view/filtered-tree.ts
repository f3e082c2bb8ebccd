import type { TopicOrder } from '../store/topic-order';
import { FilterScan } from './filter-scan';
import { OnScreen } from './on-screen';
import { mostJudgedAgain, waitingNodeBytes, type Entry, type ShownTree } from './shown-tree';
import type { TopicQuery } from './topic-query';
import { VisibleRows } from './visible-rows';

/** So many topics between two looks at the clock. */
const topicsPerLook = 64;

/**
 * The topics that match a filter, with their ancestors, opened. What is there already streams in, oldest first; a new
 * match that would move rows on screen waits, as in the whole tree.
 */
export class FilteredTree implements ShownTree {
  entry: Entry = 'open';
  /** As typed. */
  readonly text: string;
  readonly ignoredWords: number;
  readonly rows: VisibleRows;
  readonly screen: OnScreen;
  readonly #order: TopicOrder;
  readonly #scan: FilterScan;
  /** Matches that wait, by the uppermost node that would come in with them. */
  readonly #waiting = new Map<number, number[]>();
  readonly #waitingValues = new Set<number>();
  #waitingTopics = 0;
  /** Matches on their way in: there may be more of them than one slice has time for. */
  #entering: number[] = [];
  #entered = 0;
  /** Nodes that came while paused and have not been looked at. */
  #unseen = 0;
  #unseenEnd = 0;

  constructor(order: TopicOrder, capacity: number, text: string, query: TopicQuery) {
    this.text = text;
    this.ignoredWords = query.ignoredTokens;
    this.#order = order;
    this.rows = new VisibleRows(order);
    this.rows.reserve(capacity);
    this.screen = new OnScreen(order, this.rows);
    this.#scan = new FilterScan(order, query, this.rows);
  }

  /** Topics that match and are let in, so far. */
  get matches(): number {
    return this.#scan.matches;
  }

  /** All topics have been looked at; those that came since were as they came. */
  get complete(): boolean {
    return this.#scan.complete && this.#unseen >= this.#unseenEnd;
  }

  /** Whether `step` has something to do. */
  get hasWork(): boolean {
    return !this.complete || this.#entered < this.#entering.length;
  }

  get waitingTopics(): number {
    return this.#waitingTopics + this.#waitingValues.size;
  }

  get memoryBytes(): number {
    const nodes = this.#waitingTopics + this.#waitingValues.size + this.#entering.length;
    return this.rows.memoryBytes + this.#scan.memoryBytes + nodes * waitingNodeBytes;
  }

  /** Matches below a node. */
  topicsBelow(node: number): number {
    return this.#scan.matchesBelow(node);
  }

  /** Goes on until `performance.now()` is about `untilMs`. */
  step(untilMs: number): void {
    if (!this.#scan.complete && !this.#scan.step(untilMs)) return;
    let looks = 0;
    const timeIsUp = (): boolean => ++looks % topicsPerLook === 0 && performance.now() >= untilMs;
    while (this.#entered < this.#entering.length) {
      this.#scan.letIn(this.#entering[this.#entered] ?? 0);
      this.#entered += 1;
      if (timeIsUp()) return;
    }
    this.#entering = [];
    this.#entered = 0;
    while (this.#unseen < this.#unseenEnd) {
      const node = this.#unseen;
      this.#unseen += 1;
      if (this.#order.isTopic(node) && this.#scan.test(node)) this.#scan.letIn(node);
      if (timeIsUp()) return;
    }
  }

  /** See TreeWatcher: a new topic. Not while paused. */
  placed(leaf: number): void {
    if (this.#scan.test(leaf)) this.#offer(leaf);
  }

  /** See TreeWatcher. Not while paused. */
  becameTopic(node: number): void {
    if (!this.rows.isIn(node)) this.placed(node);
    else if (this.entry === 'judged' && this.screen.splitBy(node)) this.#waitingValues.add(node);
    else this.#showValue(node);
  }

  showNew(): boolean {
    if (this.#waiting.size === 0 && this.#waitingValues.size === 0) return false;
    for (const leaves of this.#waiting.values()) for (const leaf of leaves) this.#entering.push(leaf);
    this.#waiting.clear();
    this.#waitingTopics = 0;
    for (const node of this.#waitingValues) this.#showValue(node);
    this.#waitingValues.clear();
    return true;
  }

  /** The view goes on: looks at nodes from `from` on, and at branches that became topics meanwhile. */
  resume(from: number, gained: ReadonlySet<number>): void {
    this.showNew();
    if (this.#unseen >= this.#unseenEnd) this.#unseen = from;
    this.#unseenEnd = this.#order.nodeCount;
    for (const node of gained) {
      if (node >= from) continue;
      if (this.#scan.test(node)) this.#entering.push(node);
      else if (this.rows.isIn(node)) this.rows.showValue(node);
    }
  }

  judgeAgain(): void {
    if (this.waitingTopics > mostJudgedAgain) return;
    for (const [top, leaves] of this.#waiting) {
      if (this.#moves(top)) continue;
      this.#waiting.delete(top);
      this.#waitingTopics -= leaves.length;
      for (const leaf of leaves) this.#scan.letIn(leaf);
    }
    for (const node of this.#waitingValues) {
      if (this.screen.splitBy(node)) continue;
      this.#waitingValues.delete(node);
      this.#showValue(node);
    }
  }

  /** A match comes in, or waits. Rows on screen move anyway while what was there streams in. */
  #offer(leaf: number): void {
    if (this.entry === 'open' || !this.complete) {
      this.#scan.letIn(leaf);
      return;
    }
    const top = this.#uppermostOut(leaf);
    const waiting = this.#waiting.get(top);
    if (!waiting && !this.#moves(top)) {
      this.#scan.letIn(leaf);
      return;
    }
    if (waiting) waiting.push(leaf);
    else this.#waiting.set(top, [leaf]);
    this.#waitingTopics += 1;
  }

  #moves(top: number): boolean {
    const parent = this.#order.parent(top);
    // A match that had none below it is opened by the first one.
    const opens = parent !== 0 && this.#scan.matchesBelow(parent) === 0;
    return opens ? this.screen.movedBelow(parent) : this.screen.movedBy(top);
  }

  #uppermostOut(leaf: number): number {
    let top = leaf;
    for (let at = this.#order.parent(leaf); at !== 0 && !this.rows.isIn(at); at = this.#order.parent(at)) top = at;
    return top;
  }

  #showValue(node: number): void {
    if (this.#scan.test(node)) this.#scan.letIn(node);
    else this.rows.showValue(node);
  }
}
