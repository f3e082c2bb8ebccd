import type { StoreReader } from '../store/store-reader';
import type { RowList } from './row-list';

const admitted = 1;
const valueShown = 2;

/** What of the tree is in view, for judging where a new topic would land. */
export interface Ground {
  readonly rows: RowList;
  readonly gateOpen: boolean;
  isOpen(node: number): boolean;
  /** A row inserted before this rank would move rows that are on screen. */
  movesRows(rank: number): boolean;
  isOnScreen(rank: number): boolean;
}

/**
 * Which nodes one window's tree has let in. A new topic that would push rows down on screen waits, with all below it;
 * so does a first value on a branch inside a folded row, as that row would come apart. Everything else enters at once.
 */
export class Admission {
  readonly #store: StoreReader;
  #bits = new Uint8Array(1_024);
  #childCounts = new Uint32Array(1_024);
  #seenNodes = 1;
  #seenGains = 0;
  readonly #waiting = new Set<number>();
  readonly #waitingValues = new Set<number>();

  constructor(store: StoreReader) {
    this.#store = store;
    this.#bits[0] = admitted;
  }

  get isBehind(): boolean {
    return this.#seenNodes < this.#store.nodeCount || this.#seenGains < this.#store.valuesGained.length;
  }

  /** The uppermost nodes that wait; all below them waits too. */
  get waiting(): ReadonlySet<number> {
    return this.#waiting;
  }

  get waitingValues(): ReadonlySet<number> {
    return this.#waitingValues;
  }

  showsValue(node: number): boolean {
    return ((this.#bits[node] ?? 0) & valueShown) !== 0;
  }

  childCount(node: number): number {
    return this.#childCounts[node] ?? 0;
  }

  children(node: number): readonly number[] {
    const all = this.#store.childrenInOrder(node);
    return all.length === this.childCount(node) ? all : all.filter((child) => this.#isAdmitted(child));
  }

  /** Takes in what came since the last call. True when rows in view may have changed. */
  takeNew(ground: Ground): boolean {
    const from = this.#seenNodes;
    this.#seenNodes = this.#store.nodeCount;
    this.#makeRoom();
    const parents = new Set<number>();
    let changed = false;
    for (let node = from; node < this.#seenNodes; node += 1) {
      const parent = this.#store.parent(node);
      if (!this.#isAdmitted(parent)) continue;
      const inView = parent === 0 || ground.rows.rankOf(parent) >= 0;
      if (inView && !ground.gateOpen && (parent === 0 || ground.isOpen(parent))) {
        parents.add(parent);
        continue;
      }
      changed ||= inView;
      this.#admit(node);
    }
    let smallest = this.#seenNodes;
    for (const parent of parents) smallest = Math.min(smallest, this.#judgeChildren(parent, ground));
    if (smallest < this.#seenNodes) {
      this.#admitBelow(smallest);
      changed = true;
    }
    return this.#takeGains(ground) || changed;
  }

  /** The gate opens for all that wait. True when any did. */
  admitWaiting(): boolean {
    if (this.#waiting.size === 0 && this.#waitingValues.size === 0) return false;
    let from = this.#seenNodes;
    for (const node of this.#waiting) from = Math.min(from, node);
    this.#waiting.clear();
    this.#admitBelow(from);
    for (const node of this.#waitingValues) this.#showValue(node);
    this.#waitingValues.clear();
    return true;
  }

  /** Where each new child of a branch in view would land. Returns the smallest node let in. */
  #judgeChildren(parent: number, ground: Ground): number {
    const { rows } = ground;
    const rank = rows.rankOf(parent);
    const comesApart = parent !== 0 && rows.at(rank)?.node !== parent;
    let landing = rank + 1;
    let smallest = this.#seenNodes;
    for (const child of this.#store.childrenInOrder(parent)) {
      if (this.#isAdmitted(child)) {
        const sibling = rows.at(rows.rankOf(child));
        if (sibling) landing = sibling.end;
      } else if (comesApart ? ground.isOnScreen(rank) : ground.movesRows(landing)) {
        this.#waiting.add(child);
      } else {
        this.#waiting.delete(child);
        this.#admit(child);
        smallest = Math.min(smallest, child);
      }
    }
    return smallest;
  }

  /** Parents have smaller numbers than their children: one pass lets in all below what was let in. */
  #admitBelow(from: number): void {
    for (let node = from; node < this.#seenNodes; node += 1) {
      if (this.#isAdmitted(node) || this.#waiting.has(node)) continue;
      if (this.#isAdmitted(this.#store.parent(node))) this.#admit(node);
    }
  }

  #takeGains(ground: Ground): boolean {
    const gains = this.#store.valuesGained;
    let changed = false;
    for (; this.#seenGains < gains.length; this.#seenGains += 1) {
      const node = gains[this.#seenGains] ?? 0;
      if (!this.#isAdmitted(node) || this.showsValue(node)) continue;
      const rank = ground.rows.rankOf(node);
      const row = ground.rows.at(rank);
      if (row && row.top !== row.node && !ground.gateOpen && ground.isOnScreen(rank)) {
        this.#waitingValues.add(node);
        continue;
      }
      this.#showValue(node);
      changed ||= row !== undefined;
    }
    return changed;
  }

  #admit(node: number): void {
    if (this.#isAdmitted(node)) return;
    this.#bits[node] = admitted | (this.#store.hasValue(node) ? valueShown : 0);
    const parent = this.#store.parent(node);
    this.#childCounts[parent] = (this.#childCounts[parent] ?? 0) + 1;
  }

  #showValue(node: number): void {
    this.#bits[node] = (this.#bits[node] ?? 0) | valueShown;
  }

  #isAdmitted(node: number): boolean {
    return ((this.#bits[node] ?? 0) & admitted) !== 0;
  }

  #makeRoom(): void {
    if (this.#bits.length >= this.#seenNodes) return;
    const size = Math.ceil(this.#seenNodes * 1.5);
    const bits = new Uint8Array(size);
    bits.set(this.#bits);
    this.#bits = bits;
    const counts = new Uint32Array(size);
    counts.set(this.#childCounts);
    this.#childCounts = counts;
  }
}
