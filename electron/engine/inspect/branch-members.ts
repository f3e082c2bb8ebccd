import type { TopicOrder } from '../store/topic-order';

const unknown = 0;
const inside = 1;
const outside = 2;

/** Which nodes are a branch's: itself and all below. Each is looked up once, a byte each. */
export class BranchMembers {
  readonly #order: Pick<TopicOrder, 'nodeCount' | 'parent'>;
  #known: Uint8Array;

  constructor(order: Pick<TopicOrder, 'nodeCount' | 'parent'>, node: number) {
    this.#order = order;
    this.#known = new Uint8Array(order.nodeCount);
    this.#known[0] = node === 0 ? inside : outside;
    if (node < this.#known.length) this.#known[node] = inside;
  }

  has(node: number): boolean {
    if (node >= this.#known.length) this.#grow();
    const known = this.#known[node] ?? unknown;
    return known === unknown ? this.#find(node) : known === inside;
  }

  #find(node: number): boolean {
    let top = node;
    while ((this.#known[top] ?? unknown) === unknown) top = this.#order.parent(top);
    const found = this.#known[top] ?? outside;
    for (let at = node; at !== top; at = this.#order.parent(at)) this.#known[at] = found;
    return found === inside;
  }

  #grow(): void {
    const grown = new Uint8Array(Math.ceil(this.#order.nodeCount * 1.25) + 64);
    grown.set(this.#known);
    this.#known = grown;
  }
}
