import { GrowingColumn } from '../growing-column';

/** `pair`: a value of A and what it became. `removed`, `added`: a value on one side only. `close`: the closing brackets of a pair. */
export const taskKind = { pair: 0, removed: 1, added: 2, close: 3 } as const;
export type TaskKind = (typeof taskKind)[keyof typeof taskKind];

/** What is still to be compared, last in first out, in columns: a million levels are a million tasks. */
export class PairTasks {
  readonly #kinds = new GrowingColumn();
  readonly #as = new GrowingColumn();
  readonly #bs = new GrowingColumn();
  readonly #ignored = new GrowingColumn();
  /** Where the list that is being added began. */
  #from = 0;

  kind: TaskKind = taskKind.pair;
  a = 0;
  b = 0;
  /** A place in IgnoredFields. */
  ignored = -1;

  /** Adds a list of tasks that is done in its order: `add` after `begin`, then `end`. */
  begin(): void {
    this.#from = this.#kinds.length;
  }

  add(kind: TaskKind, a: number, b: number, ignored: number): void {
    this.#kinds.push(kind);
    this.#as.push(a);
    this.#bs.push(b);
    this.#ignored.push(ignored);
  }

  end(): void {
    for (const column of [this.#kinds, this.#as, this.#bs, this.#ignored]) {
      for (let low = this.#from, high = column.length - 1; low < high; low += 1, high -= 1) {
        const value = column.at(low);
        column.set(low, column.at(high));
        column.set(high, value);
      }
    }
  }

  /** False: nothing is left. The task is in the fields. */
  take(): boolean {
    const last = this.#kinds.length - 1;
    if (last < 0) return false;
    this.kind = this.#kinds.at(last) as TaskKind;
    this.a = this.#as.at(last);
    this.b = this.#bs.at(last);
    this.ignored = this.#ignored.at(last);
    for (const column of [this.#kinds, this.#as, this.#bs, this.#ignored]) column.length = last;
    return true;
  }
}
