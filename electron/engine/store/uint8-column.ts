import { pageBits, pageEntries, pageMask } from './page-size';

/** A whole number below 256 for each entry, grown in pages. Reading or writing beyond what was reserved is a bug and throws. */
export class Uint8Column {
  readonly #pages: Uint8Array[] = [];

  /** Makes room for entries below `capacity`; new ones are 0. */
  reserve(capacity: number): void {
    while (this.#pages.length * pageEntries < capacity) this.#pages.push(new Uint8Array(pageEntries));
  }

  get(index: number): number {
    return (this.#pages[index >>> pageBits] as Uint8Array)[index & pageMask] ?? 0;
  }

  set(index: number, value: number): void {
    (this.#pages[index >>> pageBits] as Uint8Array)[index & pageMask] = value;
  }

  add(index: number, value: number): void {
    const page = this.#pages[index >>> pageBits] as Uint8Array;
    page[index & pageMask] = (page[index & pageMask] ?? 0) + value;
  }

  get memoryBytes(): number {
    return this.#pages.length * pageEntries * Uint8Array.BYTES_PER_ELEMENT;
  }
}
