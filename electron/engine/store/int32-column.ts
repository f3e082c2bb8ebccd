import { pageBits, pageEntries, pageMask } from './page-size';

/** A whole signed number for each entry, grown in pages. Reading or writing beyond what was reserved is a bug and throws. */
export class Int32Column {
  readonly #pages: Int32Array[] = [];

  /** Makes room for entries below `capacity`; new ones are 0. */
  reserve(capacity: number): void {
    while (this.#pages.length * pageEntries < capacity) this.#pages.push(new Int32Array(pageEntries));
  }

  get(index: number): number {
    return (this.#pages[index >>> pageBits] as Int32Array)[index & pageMask] ?? 0;
  }

  set(index: number, value: number): void {
    (this.#pages[index >>> pageBits] as Int32Array)[index & pageMask] = value;
  }

  add(index: number, value: number): void {
    const page = this.#pages[index >>> pageBits] as Int32Array;
    page[index & pageMask] = (page[index & pageMask] ?? 0) + value;
  }

  get memoryBytes(): number {
    return this.#pages.length * pageEntries * Int32Array.BYTES_PER_ELEMENT;
  }
}
