const pageBits = 16;
const pageSize = 1 << pageBits;
const inPage = pageSize - 1;

/** Signed 32-bit numbers by place. Grows page by page: nothing is copied, and never more than one page is empty. */
export class Int32Column {
  readonly #pages: Int32Array[] = [];

  get memoryBytes(): number {
    return this.#pages.length * pageSize * Int32Array.BYTES_PER_ELEMENT;
  }

  /** Room for places below `capacity`, zero until set. */
  reserve(capacity: number): void {
    while (this.#pages.length * pageSize < capacity) this.#pages.push(new Int32Array(pageSize));
  }

  get(place: number): number {
    const page = this.#pages[place >>> pageBits];
    return page === undefined ? 0 : (page[place & inPage] ?? 0);
  }

  set(place: number, value: number): void {
    const page = this.#pages[place >>> pageBits];
    if (page !== undefined) page[place & inPage] = value;
  }
}
