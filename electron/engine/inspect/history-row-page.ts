/** Rows of one page; a list has as many pages as it needs. */
export const rowsPerPage = 4_096;

/** Whether a message has the words of the filter; `asked`: the decode worker is at it. */
export const verdicts = { unknown: 0, matches: 1, differs: 2, asked: 3 } as const;

/**
 * A stretch of a list's messages in the order of their seqs, 21 bytes each. They stand from `start` to `end`, with room at
 * both sides: lists grow towards the older while they are built and towards the newer ever after. A message that is no
 * longer kept has position 0.
 */
export class HistoryRowPage {
  readonly seqs = new Float64Array(rowsPerPage);
  readonly positions = new Float64Array(rowsPerPage);
  /** Messages in the row; 0: the message is folded into a newer one's. */
  readonly repeats = new Uint32Array(rowsPerPage);
  readonly verdicts = new Uint8Array(rowsPerPage);
  start: number;
  end: number;
  /** Messages that are kept … */
  alive = 0;
  /** … of them rows to be shown … */
  shown = 0;
  /** … and rows that have no verdict yet. */
  undecided = 0;
  /** No message stands before it in the log. */
  lowestPosition = Number.POSITIVE_INFINITY;

  constructor(start: number) {
    this.start = start;
    this.end = start;
  }

  get firstSeq(): number {
    return this.seqs[this.start] ?? 0;
  }

  get lastSeq(): number {
    return this.seqs[this.end - 1] ?? 0;
  }

  isShown(at: number): boolean {
    return this.#isRow(at) && this.verdicts[at] === verdicts.matches;
  }

  isUndecided(at: number): boolean {
    const verdict = this.verdicts[at];
    return this.#isRow(at) && (verdict === verdicts.unknown || verdict === verdicts.asked);
  }

  /** First place from `start` on whose seq is not smaller; `end`: none. */
  placeOf(seq: number): number {
    let low = this.start;
    let high = this.end;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.seqs[middle] ?? 0) < seq) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  put(at: number, seq: number, position: number, repeats: number, verdict: number): void {
    this.seqs[at] = seq;
    this.positions[at] = position;
    this.repeats[at] = repeats;
    this.verdicts[at] = verdict;
    this.alive += 1;
    if (position < this.lowestPosition) this.lowestPosition = position;
    this.count(at, 1);
  }

  /** Makes room for one more at `at`, which is the place where it belongs. The page is not full. */
  makeRoom(at: number): number {
    if (this.end < rowsPerPage) {
      for (const column of this.#columns) column.copyWithin(at + 1, at, this.end);
      this.end += 1;
      return at;
    }
    for (const column of this.#columns) column.copyWithin(this.start - 1, this.start, at);
    this.start -= 1;
    return at - 1;
  }

  /** Takes a row in or out of the counts, as it stands. */
  count(at: number, change: 1 | -1): void {
    if (this.isShown(at)) this.shown += change;
    else if (this.isUndecided(at)) this.undecided += change;
  }

  /** Adds those of another page that are kept; the other one is newer and there is room. */
  take(other: HistoryRowPage): void {
    this.compact();
    for (let at = other.start; at < other.end; at += 1) {
      const position = other.positions[at] ?? 0;
      if (position === 0) continue;
      this.put(this.end, other.seqs[at] ?? 0, position, other.repeats[at] ?? 0, other.verdicts[at] ?? 0);
      this.end += 1;
    }
  }

  /** Moves what is kept to the page's beginning. */
  compact(): void {
    const columns = this.#columns;
    let to = 0;
    for (let at = this.start; at < this.end; at += 1) {
      if (this.positions[at] === 0) continue;
      for (const column of columns) column[to] = column[at] ?? 0;
      to += 1;
    }
    this.start = 0;
    this.end = to;
  }

  get #columns(): readonly (Float64Array | Uint32Array | Uint8Array)[] {
    return [this.seqs, this.positions, this.repeats, this.verdicts];
  }

  #isRow(at: number): boolean {
    return this.positions[at] !== 0 && this.repeats[at] !== 0;
  }
}
