import { pageBits, pageEntries, pageMask } from './page-size';

/** A number of any size for each entry, grown in pages. Reading or writing beyond what was reserved is a bug and throws. */
export class Float64Column {
  readonly #pages: Float64Array[] = [];

  /** Makes room for entries below `capacity`; new ones are 0. */
  reserve(capacity: number): void {
    while (this.#pages.length * pageEntries < capacity) this.#pages.push(new Float64Array(pageEntries));
  }

  get(index: number): number {
    return (this.#pages[index >>> pageBits] as Float64Array)[index & pageMask] ?? 0;
  }

  set(index: number, value: number): void {
    (this.#pages[index >>> pageBits] as Float64Array)[index & pageMask] = value;
  }

  add(index: number, value: number): void {
    const page = this.#pages[index >>> pageBits] as Float64Array;
    page[index & pageMask] = (page[index & pageMask] ?? 0) + value;
  }

  get memoryBytes(): number {
    return this.#pages.length * pageEntries * Float64Array.BYTES_PER_ELEMENT;
  }
}
