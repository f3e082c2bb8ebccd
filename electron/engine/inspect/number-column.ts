/** Numbers that grow in number; eight bytes each. */
export class NumberColumn {
  #values: Float64Array;
  length = 0;

  constructor(capacity = 1_024) {
    this.#values = new Float64Array(capacity);
  }

  get memoryBytes(): number {
    return this.#values.byteLength;
  }

  at(place: number): number {
    return this.#values[place] ?? 0;
  }

  push(value: number): void {
    if (this.length === this.#values.length) {
      const grown = new Float64Array(this.#values.length * 2);
      grown.set(this.#values);
      this.#values = grown;
    }
    this.#values[this.length] = value;
    this.length += 1;
  }
}
