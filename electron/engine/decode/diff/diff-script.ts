/**
 * `same`: unchanged lines. `keep`: one unchanged line that says where a change stands, never folded. `change`: lines of A gone, lines of B
 * new; the first of both stand for each other, and so on. `quiet`: the same, of something a person wants to ignore.
 */
export const segmentKind = { same: 0, keep: 1, change: 2, quiet: 3 } as const;
export type SegmentKind = (typeof segmentKind)[keyof typeof segmentKind];

/** `aCount` lines of A from line `a`, `bCount` lines of B from line `b`. */
export interface Segment {
  readonly kind: SegmentKind;
  readonly a: number;
  readonly aCount: number;
  readonly b: number;
  readonly bCount: number;
}

/** Kind, and the four numbers of a segment. */
const width = 5;

/** What became of each line, in the order it is drawn. 20 bytes a segment: there may be millions. */
export class DiffScript {
  #cells = new Int32Array(256 * width);
  #end = 0;

  get length(): number {
    return this.#end / width;
  }

  kind(at: number): SegmentKind {
    return this.#cells[at * width] as SegmentKind;
  }

  segment(at: number): Segment {
    const cells = this.#cells;
    const from = at * width;
    return {
      kind: cells[from] as SegmentKind,
      a: cells[from + 1] ?? 0,
      aCount: cells[from + 2] ?? 0,
      b: cells[from + 3] ?? 0,
      bCount: cells[from + 4] ?? 0
    };
  }

  same(a: number, b: number, count: number): void {
    if (count === 0) return;
    const cells = this.#cells;
    const last = this.#end - width;
    const goesOn =
      last >= 0 &&
      cells[last] === segmentKind.same &&
      (cells[last + 1] ?? 0) + (cells[last + 2] ?? 0) === a &&
      (cells[last + 3] ?? 0) + (cells[last + 4] ?? 0) === b;
    if (!goesOn) return this.#add(segmentKind.same, a, count, b, count);
    cells[last + 2] = (cells[last + 2] ?? 0) + count;
    cells[last + 4] = (cells[last + 4] ?? 0) + count;
  }

  keep(a: number, b: number): void {
    this.#add(segmentKind.keep, a, 1, b, 1);
  }

  /** Lines that were added, or removed, one after the other become one segment. */
  change(a: number, aCount: number, b: number, bCount: number): void {
    const cells = this.#cells;
    const last = this.#end - width;
    if (last >= 0 && cells[last] === segmentKind.change) {
      if (bCount === 0 && cells[last + 4] === 0 && (cells[last + 1] ?? 0) + (cells[last + 2] ?? 0) === a) {
        cells[last + 2] = (cells[last + 2] ?? 0) + aCount;
        return;
      }
      if (aCount === 0 && cells[last + 2] === 0 && (cells[last + 3] ?? 0) + (cells[last + 4] ?? 0) === b) {
        cells[last + 4] = (cells[last + 4] ?? 0) + bCount;
        return;
      }
    }
    this.#add(segmentKind.change, a, aCount, b, bCount);
  }

  quiet(a: number, aCount: number, b: number, bCount: number): void {
    this.#add(segmentKind.quiet, a, aCount, b, bCount);
  }

  #add(kind: SegmentKind, a: number, aCount: number, b: number, bCount: number): void {
    const at = this.#end;
    if (at === this.#cells.length) {
      const grown = new Int32Array(at * 2);
      grown.set(this.#cells);
      this.#cells = grown;
    }
    const cells = this.#cells;
    cells[at] = kind;
    cells[at + 1] = a;
    cells[at + 2] = aCount;
    cells[at + 3] = b;
    cells[at + 4] = bCount;
    this.#end = at + width;
  }
}
