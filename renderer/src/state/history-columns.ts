import type { FieldPath } from '#contract/chart';
import { inspectorBounds } from '#contract/limits';
import type { InspectorHistory } from './inspector-history.svelte';

/** Which fields are columns of the list: of each topic its own, as a person chose them. */
export class HistoryColumns {
  readonly #list: Pick<InspectorHistory, 'columns' | 'setColumns'>;
  readonly #of = new Map<number, readonly FieldPath[]>();
  #node: number | null = null;

  constructor(list: Pick<InspectorHistory, 'columns' | 'setColumns'>) {
    this.#list = list;
  }

  /** The list shows this topic. */
  show(node: number): void {
    this.#node = node;
    this.#list.setColumns(this.#of.get(node) ?? []);
  }

  /** Nodes are another engine's now. */
  forget(): void {
    this.#node = null;
    this.#of.clear();
  }

  isFull(node: number): boolean {
    return (this.#of.get(node)?.length ?? 0) >= inspectorBounds.columns;
  }

  /** Also for a topic that the list comes to only now. */
  add(node: number, path: FieldPath): void {
    const columns = this.#of.get(node) ?? [];
    if (!columns.includes(path) && !this.isFull(node)) this.#set(node, [...columns, path]);
  }

  toggle(path: FieldPath): void {
    const { columns } = this.#list;
    if (this.#node === null) return;
    if (columns.includes(path))
      this.#set(
        this.#node,
        columns.filter((one) => one !== path)
      );
    else this.add(this.#node, path);
  }

  clear(): void {
    if (this.#node !== null) this.#set(this.#node, []);
  }

  #set(node: number, columns: readonly FieldPath[]): void {
    this.#of.set(node, columns);
    if (node === this.#node) this.#list.setColumns(columns);
  }
}
