import type { TopicOrder } from '../store/topic-order';
import { Int32Column } from './int32-column';
import type { RowWalk } from './row-walk';
import { SegmentMatches } from './segment-matches';
import type { TopicQuery } from './topic-query';
import type { VisibleRows } from './visible-rows';

/** Above the bits of the tokens: the node has been looked at; it is a match that was let in and counted. */
const looked = 1 << 16;
const counted = 1 << 17;

const wild = -1;

/** So much work between two looks at the clock: some 50 µs. */
const workPerLook = 256;

/** Matches that come in one by one at least, so that the first rows are there soon. */
const matchesOneByOne = 2_000;
/** Then, while they are more than one node in so many, a walk over all nodes is less work: 0.5 µs for each against 3. */
const nodesPerMatch = 8;

/**
 * Lets the topics that match a query into rows of their own, in slices of time. Each node is looked at once: whether its
 * topic matches follows from what its parent's was found to be and from its own segment.
 *
 * Nodes are looked at by their numbers, which takes 0.05 s for a million, so that the first of few matches is found soon
 * wherever it stands. When there are many, sums up to the root for each are what takes the time: then the rest comes in
 * by one walk in the order of rows.
 */
export class FilterScan {
  readonly #order: TopicOrder;
  readonly #query: TopicQuery;
  readonly #rows: VisibleRows;
  readonly #segments: SegmentMatches;
  /** Bits of the words found so far, and of the filters that the topic has not left, from the root down to each node. */
  readonly #found = new Int32Column();
  readonly #below = new Int32Column();
  readonly #words: number;
  /** Words with slashes, what is between two of them by number. */
  readonly #split: readonly { readonly bit: number; readonly middles: readonly number[] }[];
  /** Levels by number; `wild` for a `+`. */
  readonly #filters: readonly { readonly bit: number; readonly levels: readonly number[]; readonly below: boolean }[];
  readonly #end: number;
  readonly #oneByOne: number;
  #next = 1;
  #walk: RowWalk | null = null;
  #matches = 0;
  #reserved = 0;

  constructor(order: TopicOrder, query: TopicQuery, rows: VisibleRows, oneByOne = matchesOneByOne) {
    this.#order = order;
    this.#query = query;
    this.#rows = rows;
    this.#oneByOne = oneByOne;
    this.#segments = new SegmentMatches(order, query);
    this.#words = query.words.reduce((bits, word) => bits | word.bit, 0);
    this.#split = query.words
      .filter(({ parts }) => parts.length > 1)
      .map(({ bit, parts }) => ({ bit, middles: parts.slice(1, -1).map((part) => this.#segments.middleNumber(part)) }));
    this.#filters = query.filters.map(({ bit, levels, below }) => ({
      bit,
      levels: levels.map((level) => (level === '+' ? wild : this.#segments.levelNumber(level))),
      below
    }));
    this.#end = order.nodeCount;
    this.#reserve();
    this.#found.set(0, (query.bits & ~this.#words) | looked);
  }

  get complete(): boolean {
    return this.#next >= this.#end;
  }

  /** Topics that match and are let in. */
  get matches(): number {
    return this.#matches;
  }

  get memoryBytes(): number {
    return this.#found.memoryBytes + this.#below.memoryBytes + this.#segments.memoryBytes;
  }

  /** Matches that are let in below a node. */
  matchesBelow(node: number): number {
    return this.#below.get(node);
  }

  /** Goes on until `performance.now()` is `untilMs`. True: all nodes that were there at construction are done. */
  step(untilMs: number): boolean {
    if (this.#walk === null && this.#scan(untilMs)) return true;
    if (this.#walk !== null && !this.complete) this.#goOn(this.#walk, untilMs);
    return this.complete;
  }

  /** By number. True: all are done. */
  #scan(untilMs: number): boolean {
    let work = 0;
    while (!this.complete) {
      const node = this.#next;
      this.#next += 1;
      work += 1;
      const found = this.#look(node);
      work += this.#segments.takeWork();
      if (this.#order.isTopic(node) && this.#matchesAt(node, found)) {
        this.letIn(node);
        work += 8 * (1 + this.#order.depth(node));
        if (this.#matches > this.#oneByOne && this.#matches * nodesPerMatch > this.#next) {
          this.#walk = this.#rows.walk();
          return this.complete;
        }
      }
      if (work < workPerLook) continue;
      if (performance.now() >= untilMs) break;
      work = 0;
    }
    return this.complete;
  }

  /** In the order of rows. */
  #goOn(walk: RowWalk, untilMs: number): void {
    let work = 0;
    for (;;) {
      const node = walk.next();
      if (node < 0) {
        this.#next = this.#end;
        return;
      }
      work += 1;
      if (node < this.#end) {
        const found = this.#look(node);
        work += this.#segments.takeWork();
        if (this.#order.isTopic(node) && this.#matchesAt(node, found)) work += this.#letInBy(walk, node);
      } else {
        // It came later, and so did all below it.
        walk.skipBelow();
      }
      if (work < workPerLook) continue;
      if (performance.now() >= untilMs) break;
      work = 0;
    }
    walk.settle();
  }

  /** Does the topic of this node match? */
  test(node: number): boolean {
    this.#reserve();
    let above = node;
    while ((this.#found.get(above) & looked) === 0) above = this.#order.parent(above);
    // From there down again: on its way, the walk up has left the tree's own numbers, which grow from parent to child.
    const path: number[] = [];
    for (let at = node; at !== above; at = this.#order.parent(at)) path.push(at);
    for (let at = path.pop(); at !== undefined; at = path.pop()) this.#look(at);
    return this.#matchesAt(node, this.#found.get(node));
  }

  /** Lets a match in, with its ancestors, each opened with its first match below. */
  letIn(leaf: number): void {
    const found = this.#found.get(leaf);
    if ((found & counted) !== 0) return;
    this.#found.set(leaf, found | counted);
    this.#matches += 1;
    const rows = this.#rows;
    if (rows.isIn(leaf)) rows.showValue(leaf);
    else rows.letIn(leaf);
    for (let at = this.#order.parent(leaf); at !== 0; at = this.#order.parent(at)) {
      const before = this.#below.get(at);
      this.#below.set(at, before + 1);
      if (before > 0) continue;
      rows.setOpen(at, true);
      rows.letIn(at);
    }
  }

  /** The same in the middle of a walk, which takes the sums. Returns how much work it was. */
  #letInBy(walk: RowWalk, leaf: number): number {
    const found = this.#found.get(leaf);
    if ((found & counted) !== 0) return 0;
    this.#found.set(leaf, found | counted);
    this.#matches += 1;
    walk.letIn(leaf);
    let levels = 1;
    for (let at = this.#order.parent(leaf); at !== 0; at = this.#order.parent(at), levels += 1) {
      const before = this.#below.get(at);
      this.#below.set(at, before + 1);
      if (before > 0) continue;
      walk.open(at);
      walk.letIn(at);
    }
    return levels;
  }

  #matchesAt(node: number, found: number): boolean {
    if ((found & this.#query.bits) !== this.#query.bits) return false;
    if (this.#filters.length === 0) return true;
    const depth = this.#order.depth(node);
    for (const filter of this.#filters) {
      if (filter.below ? depth < filter.levels.length : depth !== filter.levels.length) return false;
    }
    return true;
  }

  /** What is found down to this node; its parent has been looked at. */
  #look(node: number): number {
    const known = this.#found.get(node);
    if ((known & looked) !== 0) return known;
    const segment = this.#order.segmentId(node);
    const above = this.#found.get(this.#order.parent(node));
    let found = known | (above & this.#words) | this.#segments.inside(segment) | looked;
    if (this.#split.length > 0) found |= this.#endingWords(node, segment, found);
    if (this.#filters.length > 0) found |= this.#filtersKept(node, segment, above);
    this.#found.set(node, found);
    return found;
  }

  /** Words with slashes that end in this node's segment. */
  #endingWords(node: number, segment: number, found: number): number {
    const order = this.#order;
    const segments = this.#segments;
    const begun = segments.begins(segment) & ~found;
    if (begun === 0) return 0;
    let ending = 0;
    for (const { bit, middles } of this.#split) {
      if ((begun & bit) === 0) continue;
      let at = order.parent(node);
      let part = middles.length;
      while (part > 0 && at !== 0 && segments.middle(order.segmentId(at)) === middles[part - 1]) {
        at = order.parent(at);
        part -= 1;
      }
      if (part === 0 && at !== 0) ending |= segments.ends(order.segmentId(at)) & bit;
    }
    return ending;
  }

  #filtersKept(node: number, segment: number, above: number): number {
    const depth = this.#order.depth(node);
    const number = this.#segments.level(segment);
    let kept = 0;
    for (const { bit, levels, below } of this.#filters) {
      if ((above & bit) === 0) continue;
      const level = levels[depth - 1];
      const any = level === undefined ? below : level === wild;
      // Wildcards on the first level leave topics that begin with $ out [MQTT-4.7.2-1].
      if (any && depth === 1 && this.#segments.startsWithDollar(segment)) continue;
      if (any || level === number) kept |= bit;
    }
    return kept;
  }

  /** Nobody tells a scan of new nodes; it finds them when it is asked for them. */
  #reserve(): void {
    if (this.#reserved >= this.#order.nodeCount) return;
    this.#reserved = this.#order.nodeCount;
    this.#found.reserve(this.#reserved);
    this.#below.reserve(this.#reserved);
  }
}
