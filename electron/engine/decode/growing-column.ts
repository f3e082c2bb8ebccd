/** A column of 32-bit numbers that grows; twelve bytes a line in objects would be a hundred. */
export class GrowingColumn {
  #values: Int32Array;
  length = 0;

  constructor(capacity = 256) {
    this.#values = new Int32Array(capacity);
  }

  at(place: number): number {
    return this.#values[place] ?? 0;
  }

  set(place: number, value: number): void {
    this.#values[place] = value;
  }

  push(value: number): void {
    if (this.length === this.#values.length) {
      const grown = new Int32Array(this.#values.length * 2);
      grown.set(this.#values);
      this.#values = grown;
    }
    this.#values[this.length] = value;
    this.length += 1;
  }
}
