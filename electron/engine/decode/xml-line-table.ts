import { GrowingColumn } from './growing-column';

/** `open`: begins an element that ends on another line; `close`: ends one; `more`: goes on where the line before broke off. */
export const xmlLineKind = { whole: 0, open: 1, close: 2, more: 3 } as const;
export type XmlLineKind = (typeof xmlLineKind)[keyof typeof xmlLineKind];

/** One line of a formatted XML text: a place in the source, no text. */
export interface XmlLine {
  readonly kind: XmlLineKind;
  readonly depth: number;
  readonly start: number;
  readonly end: number;
}

/** The lines of a formatted XML text in columns: 16 bytes a line. */
export class XmlLineTable {
  readonly #kinds = new GrowingColumn();
  readonly #depths = new GrowingColumn();
  readonly #starts = new GrowingColumn();
  readonly #ends = new GrowingColumn();

  get count(): number {
    return this.#kinds.length;
  }

  add(kind: XmlLineKind, depth: number, start: number, end: number): void {
    this.#kinds.push(kind);
    this.#depths.push(depth);
    this.#starts.push(start);
    this.#ends.push(end);
  }

  /** All lines from `rank` on are taken back. */
  cut(rank: number): void {
    for (const column of [this.#kinds, this.#depths, this.#starts, this.#ends]) column.length = rank;
  }

  line(rank: number): XmlLine {
    return {
      kind: this.#kinds.at(rank) as XmlLineKind,
      depth: this.#depths.at(rank),
      start: this.#starts.at(rank),
      end: this.#ends.at(rank)
    };
  }
}
