import { GrowingColumn } from '../growing-column';

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

/** What became of each line, in the order it is drawn. 20 bytes a segment: there may be millions. */
export class DiffScript {
  readonly #kinds = new GrowingColumn();
  readonly #as = new GrowingColumn();
  readonly #aCounts = new GrowingColumn();
  readonly #bs = new GrowingColumn();
  readonly #bCounts = new GrowingColumn();

  get length(): number {
    return this.#kinds.length;
  }

  segment(at: number): Segment {
    return {
      kind: this.#kinds.at(at) as SegmentKind,
      a: this.#as.at(at),
      aCount: this.#aCounts.at(at),
      b: this.#bs.at(at),
      bCount: this.#bCounts.at(at)
    };
  }

  same(a: number, b: number, count: number): void {
    if (count === 0) return;
    const last = this.length - 1;
    const goesOn =
      last >= 0 &&
      this.#kinds.at(last) === segmentKind.same &&
      this.#as.at(last) + this.#aCounts.at(last) === a &&
      this.#bs.at(last) + this.#bCounts.at(last) === b;
    if (!goesOn) return this.#add(segmentKind.same, a, count, b, count);
    this.#aCounts.set(last, this.#aCounts.at(last) + count);
    this.#bCounts.set(last, this.#bCounts.at(last) + count);
  }

  keep(a: number, b: number): void {
    this.#add(segmentKind.keep, a, 1, b, 1);
  }

  /** Lines that were added, or removed, one after the other become one segment. */
  change(a: number, aCount: number, b: number, bCount: number): void {
    const last = this.length - 1;
    if (last >= 0 && this.#kinds.at(last) === segmentKind.change) {
      if (bCount === 0 && this.#bCounts.at(last) === 0 && this.#as.at(last) + this.#aCounts.at(last) === a) {
        return this.#aCounts.set(last, this.#aCounts.at(last) + aCount);
      }
      if (aCount === 0 && this.#aCounts.at(last) === 0 && this.#bs.at(last) + this.#bCounts.at(last) === b) {
        return this.#bCounts.set(last, this.#bCounts.at(last) + bCount);
      }
    }
    this.#add(segmentKind.change, a, aCount, b, bCount);
  }

  quiet(a: number, aCount: number, b: number, bCount: number): void {
    this.#add(segmentKind.quiet, a, aCount, b, bCount);
  }

  #add(kind: SegmentKind, a: number, aCount: number, b: number, bCount: number): void {
    this.#kinds.push(kind);
    this.#as.push(a);
    this.#aCounts.push(aCount);
    this.#bs.push(b);
    this.#bCounts.push(bCount);
  }
}
