import { GrowingColumn } from './growing-column';

export const jsonLineKind = { scalar: 0, open: 1, close: 2, emptyObject: 3, emptyArray: 4, flatArray: 5 } as const;
export type JsonLineKind = (typeof jsonLineKind)[keyof typeof jsonLineKind];

/** One line of a formatted JSON text: places in the source, no text. `nameStart === nameEnd`: it has no name. */
export interface JsonLine {
  readonly kind: JsonLineKind;
  readonly depth: number;
  readonly comma: boolean;
  readonly nameStart: number;
  readonly nameEnd: number;
  readonly start: number;
  readonly end: number;
}

const commaBit = 8;

/** The lines of a formatted JSON text in columns: 24 bytes a line, however many lines there are. */
export class JsonLineTable {
  readonly #marks = new GrowingColumn();
  readonly #depths = new GrowingColumn();
  readonly #nameStarts = new GrowingColumn();
  readonly #nameEnds = new GrowingColumn();
  readonly #starts = new GrowingColumn();
  readonly #ends = new GrowingColumn();

  get count(): number {
    return this.#marks.length;
  }

  add(kind: JsonLineKind, depth: number, name: readonly [number, number], start: number, end: number): void {
    this.#marks.push(kind);
    this.#depths.push(depth);
    this.#nameStarts.push(name[0]);
    this.#nameEnds.push(name[1]);
    this.#starts.push(start);
    this.#ends.push(end);
  }

  /** The last line is followed by a comma. */
  addComma(): void {
    const last = this.count - 1;
    this.#marks.set(last, this.#marks.at(last) | commaBit);
  }

  /** Line `rank`, so far an opening bracket, takes in all lines after it. */
  close(rank: number, kind: JsonLineKind, end: number): void {
    this.#marks.set(rank, kind);
    this.#ends.set(rank, end);
    for (const column of this.#columns()) column.length = rank + 1;
  }

  kind(rank: number): JsonLineKind {
    return (this.#marks.at(rank) & ~commaBit) as JsonLineKind;
  }

  line(rank: number): JsonLine {
    const mark = this.#marks.at(rank);
    return {
      kind: this.kind(rank),
      depth: this.#depths.at(rank),
      comma: (mark & commaBit) !== 0,
      nameStart: this.#nameStarts.at(rank),
      nameEnd: this.#nameEnds.at(rank),
      start: this.#starts.at(rank),
      end: this.#ends.at(rank)
    };
  }

  #columns(): readonly GrowingColumn[] {
    return [this.#marks, this.#depths, this.#nameStarts, this.#nameEnds, this.#starts, this.#ends];
  }
}
