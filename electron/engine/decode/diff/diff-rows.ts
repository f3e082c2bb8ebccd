import { assertNever } from '#contract/assert-never';
import type { DiffCell, DiffRow } from '#contract/diff';
import { GrowingColumn } from '../growing-column';
import type { DiffLines } from './diff-lines';
import { segmentKind, type DiffScript, type Segment } from './diff-script';
import { WorkSteps } from './work-steps';

export type DiffLayout = 'inline' | 'split';

export interface ContextLines {
  readonly before: number;
  readonly after: number;
}

/** A fold of one line would take the place of the line. */
const leastFolded = 2;
/** Stands beside a line that a person ignores and that the other side lacks. */
const nothing: DiffCell = { text: '', marks: [], number: 0 };

interface Shown {
  readonly lines: DiffLines;
  readonly script: DiffScript;
  readonly layout: DiffLayout;
  /** Unchanged lines shown beside a change. */
  readonly context: ContextLines;
  readonly alive: () => void;
}

/**
 * A comparison as rows that are read by rank and made when read. Rows exist twice: all of them, counted by segments, and folds, which
 * stand for stretches of them.
 */
export class DiffRows {
  readonly #lines: DiffLines;
  readonly #script: DiffScript;
  readonly #inline: boolean;
  /** First row of each segment, and behind the last all rows. */
  readonly #firsts = new GrowingColumn();
  /** Closed folds, in order: their first row and the one behind their last. */
  #foldStarts: number[] = [];
  #foldEnds: number[] = [];
  /** Rows that are hidden before each fold, and behind the last all that are. */
  #hidden: number[] = [0];

  constructor(shown: Shown) {
    this.#lines = shown.lines;
    this.#script = shown.script;
    this.#inline = shown.layout === 'inline';
    const work = new WorkSteps(shown.alive);
    let rows = 0;
    for (let at = 0; at < this.#script.length; at += 1) {
      work.step();
      this.#firsts.push(rows);
      rows += this.#rowsOf(this.#script.segment(at));
    }
    this.#firsts.push(rows);
    this.#fold(shown.context, work);
  }

  /** As shown now. */
  get count(): number {
    return this.#firsts.at(this.#firsts.length - 1) - (this.#hidden.at(-1) ?? 0);
  }

  /** As many from `first` as there are. */
  rows(first: number, count: number): readonly DiffRow[] {
    const rows: DiffRow[] = [];
    const end = Math.min(first + count, this.count);
    for (let rank = first; rank < end; rank += 1) rows.push(this.#row(rank));
    return rows;
  }

  /** Opens the fold that is shown at `rank`; nothing happens when there is none. */
  unfold(rank: number): void {
    const fold = this.#foldBefore(rank);
    if (fold < 0 || this.#shownAt(fold) !== rank) return;
    this.#foldStarts.splice(fold, 1);
    this.#foldEnds.splice(fold, 1);
    this.#countHidden();
  }

  #rowsOf({ kind, aCount, bCount }: Segment): number {
    switch (kind) {
      case segmentKind.same:
      case segmentKind.keep:
        return aCount;
      case segmentKind.change:
        return this.#inline ? aCount + bCount : Math.max(aCount, bCount);
      case segmentKind.quiet:
        return this.#inline ? bCount : Math.max(aCount, bCount);
      default:
        return assertNever(kind);
    }
  }

  /** Folds what is unchanged between changes, but for the lines beside them. */
  #fold({ before, after }: ContextLines, work: WorkSteps): void {
    /** -1: no unchanged stretch is open. */
    let from = -1;
    let besideChange = false;
    for (let at = 0; at <= this.#script.length; at += 1) {
      work.step();
      const kind = at < this.#script.length ? this.#script.kind(at) : null;
      if (kind === segmentKind.same || kind === segmentKind.quiet) {
        if (from < 0) from = this.#firsts.at(at);
        continue;
      }
      if (from >= 0) {
        const start = from + (besideChange ? after : 0);
        const end = this.#firsts.at(at) - (kind === segmentKind.change ? before : 0);
        if (end - start >= leastFolded) {
          this.#foldStarts.push(start);
          this.#foldEnds.push(end);
        }
      }
      from = -1;
      besideChange = kind === segmentKind.change;
    }
    this.#countHidden();
  }

  #countHidden(): void {
    let hidden = 0;
    this.#hidden = [0];
    for (let fold = 0; fold < this.#foldStarts.length; fold += 1) {
      hidden += (this.#foldEnds[fold] ?? 0) - (this.#foldStarts[fold] ?? 0) - 1;
      this.#hidden.push(hidden);
    }
  }

  /** The rank at which a fold is shown. */
  #shownAt(fold: number): number {
    return (this.#foldStarts[fold] ?? 0) - (this.#hidden[fold] ?? 0);
  }

  /** The last fold shown at or before a rank; -1: there is none. */
  #foldBefore(rank: number): number {
    let low = 0;
    let high = this.#foldStarts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#shownAt(middle) <= rank) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  #row(rank: number): DiffRow {
    const fold = this.#foldBefore(rank);
    if (fold >= 0 && this.#shownAt(fold) === rank) {
      return { kind: 'folded', lines: (this.#foldEnds[fold] ?? 0) - (this.#foldStarts[fold] ?? 0) };
    }
    const row = rank + (this.#hidden[fold + 1] ?? 0);
    const at = this.#segmentAt(row);
    return this.#rowIn(this.#script.segment(at), row - this.#firsts.at(at));
  }

  #segmentAt(row: number): number {
    let low = 0;
    let high = this.#script.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#firsts.at(middle) <= row) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  #rowIn(segment: Segment, place: number): DiffRow {
    const { kind, a, aCount, b, bCount } = segment;
    switch (kind) {
      case segmentKind.same:
      case segmentKind.keep:
        return { kind: 'same', a: this.#lines.a.cell(a + place), b: this.#lines.b.cell(b + place) };
      case segmentKind.quiet:
        return {
          kind: 'same',
          a: place < aCount ? this.#lines.a.cell(a + place) : nothing,
          b: place < bCount ? this.#lines.b.cell(b + place) : nothing
        };
      case segmentKind.change:
        return this.#inline ? this.#inlineChange(segment, place) : this.#splitChange(segment, place);
      default:
        return assertNever(kind);
    }
  }

  #splitChange({ a, aCount, b, bCount }: Segment, place: number): DiffRow {
    if (place < aCount && place < bCount) {
      const [aCell, bCell] = this.#lines.pair(a + place, b + place);
      return { kind: 'change', a: aCell, b: bCell };
    }
    if (place < aCount) return { kind: 'change', a: this.#lines.a.cell(a + place), b: null };
    return { kind: 'change', a: null, b: this.#lines.b.cell(b + place) };
  }

  /** First what is gone, then what is new. */
  #inlineChange(segment: Segment, place: number): DiffRow {
    const removed = place < segment.aCount;
    const { a, b } = this.#splitChange(segment, removed ? place : place - segment.aCount) as DiffRow & {
      readonly kind: 'change';
    };
    return removed ? { kind: 'change', a, b: null } : { kind: 'change', a: null, b };
  }
}
