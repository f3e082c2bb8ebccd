/** `pair`: a value of A and what it became. `removed`, `added`: a value on one side only. `close`: the closing brackets of a pair. */
export const taskKind = { pair: 0, removed: 1, added: 2, close: 3 } as const;
export type TaskKind = (typeof taskKind)[keyof typeof taskKind];

/** Kind, line of A, line of B, place in IgnoredFields. */
const width = 4;

/** What is still to be compared, last in first out, in one array of numbers: a million levels are a million tasks. */
export class PairTasks {
  #cells = new Int32Array(256 * width);
  #length = 0;
  /** Where the list that is being added began. */
  #from = 0;

  kind: TaskKind = taskKind.pair;
  a = 0;
  b = 0;
  /** A place in IgnoredFields. */
  ignored = -1;

  /** Nothing of the list that is being added waits. */
  get noneAdded(): boolean {
    return this.#length === this.#from;
  }

  /** Adds a list of tasks that is done in its order: `add` after `begin`, then `end`. */
  begin(): void {
    this.#from = this.#length;
  }

  add(kind: TaskKind, a: number, b: number, ignored: number): void {
    const at = this.#length;
    if (at === this.#cells.length) {
      const grown = new Int32Array(at * 2);
      grown.set(this.#cells);
      this.#cells = grown;
    }
    const cells = this.#cells;
    cells[at] = kind;
    cells[at + 1] = a;
    cells[at + 2] = b;
    cells[at + 3] = ignored;
    this.#length = at + width;
  }

  end(): void {
    const cells = this.#cells;
    for (let low = this.#from, high = this.#length - width; low < high; low += width, high -= width) {
      for (let column = 0; column < width; column += 1) {
        const value = cells[low + column] ?? 0;
        cells[low + column] = cells[high + column] ?? 0;
        cells[high + column] = value;
      }
    }
  }

  /** False: nothing is left. The task is in the fields. */
  take(): boolean {
    if (this.#length === 0) return false;
    const at = (this.#length -= width);
    const cells = this.#cells;
    this.kind = cells[at] as TaskKind;
    this.a = cells[at + 1] ?? 0;
    this.b = cells[at + 2] ?? 0;
    this.ignored = cells[at + 3] ?? 0;
    return true;
  }
}
