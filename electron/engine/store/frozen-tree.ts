import type { NodeFacts } from './node-facts';
import type { TreeMoment } from './tree-moment';

const keptPayloadBytes = 1_024;

/** How a frozen tree reads what has not changed since: no pending counts are carried up by these reads. */
export interface UnsettledTree {
  facts(node: number): NodeFacts | null;
  bars(node: number): readonly number[];
  ratePerSecond(node: number): number;
  release(tree: FrozenTree): void;
}

interface Held {
  readonly facts: NodeFacts | null;
  readonly bars: readonly number[];
  readonly ratePerSecond: number;
}

/**
 * The tree as it was when a view was paused. A node is copied the first time it changes after that; all others are
 * still as they were. Payloads are held in part only, so that a paused view cannot keep the history above its budget.
 */
export class FrozenTree implements TreeMoment {
  readonly #live: UnsettledTree;
  readonly #held = new Map<number, Held>();

  constructor(live: UnsettledTree) {
    this.#live = live;
  }

  facts(node: number): NodeFacts | null {
    const held = this.#held.get(node);
    return held ? held.facts : this.#live.facts(node);
  }

  bars(node: number): readonly number[] {
    return this.#held.get(node)?.bars ?? this.#live.bars(node);
  }

  ratePerSecond(node: number): number {
    return this.#held.get(node)?.ratePerSecond ?? this.#live.ratePerSecond(node);
  }

  /** The store calls this just before a node changes. */
  hold(node: number): void {
    if (this.#held.has(node)) return;
    const facts = withShortPayload(this.#live.facts(node));
    this.#held.set(node, { facts, bars: this.#live.bars(node), ratePerSecond: this.#live.ratePerSecond(node) });
  }

  release(): void {
    this.#live.release(this);
    this.#held.clear();
  }
}

function withShortPayload(facts: NodeFacts | null): NodeFacts | null {
  const own = facts?.own;
  if (!facts || !own) return facts;
  const { seq, retain, receivedAtMs } = own.newest;
  const payloadStart = own.payloadStart.slice(0, keptPayloadBytes);
  return { ...facts, own: { ...own, newest: { seq, retain, receivedAtMs }, payloadStart } };
}
