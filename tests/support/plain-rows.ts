import type { TopicOrder } from '../../electron/engine/store/topic-order';
import type { ListedRow } from '../../electron/engine/view/visible-rows';

/** What VisibleRows has to say, said by walking the whole tree each time. */
export class PlainRows {
  readonly #order: TopicOrder;
  readonly in = new Set<number>();
  readonly value = new Set<number>();
  readonly open = new Set<number>();

  constructor(order: TopicOrder) {
    this.#order = order;
  }

  letIn(node: number): void {
    if (this.in.has(node)) return;
    this.in.add(node);
    if (this.#order.isTopic(node)) this.value.add(node);
  }

  letInAll(): void {
    for (let node = 1; node < this.#order.nodeCount; node += 1) {
      this.in.add(node);
      if (this.#order.isTopic(node)) this.value.add(node);
    }
  }

  openBranch(branch: number): void {
    const below = [branch];
    for (let node = below.pop(); node !== undefined; node = below.pop()) {
      if (node !== 0 && this.in.has(node) && this.childrenIn(node).length > 0) this.open.add(node);
      below.push(...this.#children(node));
    }
  }

  childrenIn(node: number): readonly number[] {
    return this.#children(node).filter((child) => this.in.has(child));
  }

  /** Every row, and the rank of every node in view. */
  list(): { readonly rows: readonly ListedRow[]; readonly ranks: ReadonlyMap<number, number> } {
    const rows: ListedRow[] = [];
    const ranks = new Map<number, number>();
    const levels = [{ children: this.childrenIn(0), next: 0 }];
    for (let level = levels.at(-1); level; level = levels.at(-1)) {
      const top = level.children[level.next];
      level.next += 1;
      if (top === undefined) {
        levels.pop();
        continue;
      }
      let node = top;
      ranks.set(node, rows.length);
      for (let child = this.#foldedInto(node); child !== null; child = this.#foldedInto(node)) {
        node = child;
        ranks.set(node, rows.length);
      }
      const children = this.childrenIn(node);
      const branch = children.length > 0;
      const open = branch && this.open.has(node);
      const setSize = level.children.length;
      rows.push({ node, top, depth: levels.length - 1, branch, open, setSize, posInSet: level.next });
      if (open) levels.push({ children, next: 0 });
    }
    return { rows, ranks };
  }

  /** Rows that were drawn: what is folded in them counts as open. */
  drawn(rows: readonly ListedRow[]): void {
    for (const row of rows) {
      for (let node = row.node; node !== row.top;) {
        node = this.#order.parent(node);
        this.open.add(node);
      }
    }
  }

  #foldedInto(node: number): number | null {
    const children = this.childrenIn(node);
    const [child] = children;
    if (child === undefined || children.length > 1 || this.value.has(node) || this.value.has(child)) return null;
    return this.childrenIn(child).length > 0 ? child : null;
  }

  #children(parent: number): readonly number[] {
    const children: number[] = [];
    const waiting: number[] = [];
    for (let at = this.#order.childRoot(parent); at !== 0 || waiting.length > 0; at = this.#order.right(at)) {
      for (; at !== 0; at = this.#order.left(at)) waiting.push(at);
      at = waiting.pop() ?? 0;
      children.push(at);
    }
    return children;
  }
}
