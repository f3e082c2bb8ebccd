const pageBits = 20;
const pageBytes = 1 << pageBits;

/** Bytes that stay, in pages of 1 MiB. A position is a number; what is put in never straddles two pages. */
export class ByteArena {
  readonly #pages: Uint8Array[] = [];
  #used = pageBytes;

  get memoryBytes(): number {
    return this.#pages.length * pageBytes;
  }

  /** Where `bytes` stand from now on; at most 1 MiB of them. */
  add(bytes: Uint8Array, start: number, end: number): number {
    const length = end - start;
    // Nothing has a place too: one that is in a page that is there.
    if (this.#used + Math.max(1, length) > pageBytes) {
      this.#pages.push(new Uint8Array(pageBytes));
      this.#used = 0;
    }
    const number = this.#pages.length - 1;
    const page = this.#pages[number] as Uint8Array;
    const from = this.#used;
    for (let at = 0; at < length; at += 1) page[from + at] = bytes[start + at] ?? 0;
    this.#used += length;
    return number * pageBytes + from;
  }

  /** The page a position is in; the place in it is `placeInPage(position)`. */
  page(position: number): Uint8Array {
    return this.#pages[position >>> pageBits] as Uint8Array;
  }
}

export function placeInPage(position: number): number {
  return position & (pageBytes - 1);
}
