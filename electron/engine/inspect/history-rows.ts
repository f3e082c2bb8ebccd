import { HistoryRowPage, rowsPerPage, verdicts } from './history-row-page';

/** Far from both ends: rows are found towards the older as well. */
const firstOrdinalEver = 2 ** 40;
/** A page with fewer messages left joins its neighbour. */
const sparse = rowsPerPage / 4;

/** One message of a list, as `HistoryRows.find` and the walks point at it: holds until the rows change. */
export interface RowPlace {
  page: HistoryRowPage;
  at: number;
}

/**
 * The messages of a list, ordered by seq, each found by seq or by the ordinal of its row. A row keeps its ordinal when others
 * come or go beside it; one that goes from the middle changes those of the few that are older (last values of topics that
 * said nothing since), one that is folded into a newer one those of the rows between them.
 */
export class HistoryRows {
  readonly #pages: HistoryRowPage[] = [];
  readonly #place: RowPlace = { page: new HistoryRowPage(0), at: 0 };
  #firstOrdinal = firstOrdinalEver;
  #shown = 0;
  #alive = 0;
  #undecided = 0;
  /** No row that is shown is older … */
  #oldestShownSeq = Number.POSITIVE_INFINITY;
  /** … and one is as old. Looked for only when it matters: rows often go one after the other. */
  #oldestIsExact = true;

  get firstOrdinal(): number {
    return this.#firstOrdinal;
  }

  get endOrdinal(): number {
    return this.#firstOrdinal + this.#shown;
  }

  /** Messages that are kept, also folded ones and those that do not match. */
  get messages(): number {
    return this.#alive;
  }

  /** Rows that wait for a verdict. */
  get undecided(): number {
    return this.#undecided;
  }

  get pages(): readonly HistoryRowPage[] {
    return this.#pages;
  }

  /** A message that is not in it yet, wherever it belongs. */
  add(seq: number, position: number, repeats: number, verdict: number): void {
    const { page, at } = this.#roomFor(seq);
    page.put(at, seq, position, repeats, verdict);
    this.#alive += 1;
    if (page.isUndecided(at)) this.#undecided += 1;
    else if (page.isShown(at)) this.#nowShown(seq);
  }

  /** A message that is kept; null: there is none of this seq. */
  find(seq: number): RowPlace | null {
    const page = this.#pages[this.#pageOf(seq)];
    if (page === undefined) return null;
    const at = page.placeOf(seq);
    if (at === page.end || page.seqs[at] !== seq || page.positions[at] === 0) return null;
    this.#place.page = page;
    this.#place.at = at;
    return this.#place;
  }

  /** It was written again in the log. */
  relocate({ page, at }: RowPlace, position: number): void {
    page.positions[at] = position;
    if (position < page.lowestPosition) page.lowestPosition = position;
  }

  setRepeats(place: RowPlace, repeats: number): void {
    this.#change(place, () => {
      place.page.repeats[place.at] = repeats;
    });
  }

  setVerdict(place: RowPlace, verdict: number): void {
    this.#change(place, () => {
      place.page.verdicts[place.at] = verdict;
    });
  }

  /** The message is no longer kept: of what is left, only what is older gets another ordinal. */
  remove({ page, at }: RowPlace): void {
    if (page.isShown(at)) {
      this.#shown -= 1;
      this.#firstOrdinal += 1;
      if (page.seqs[at] === this.#oldestShownSeq) this.#oldestIsExact = false;
    } else if (page.isUndecided(at)) {
      this.#undecided -= 1;
    }
    page.count(at, -1);
    page.positions[at] = 0;
    page.alive -= 1;
    this.#alive -= 1;
  }

  /** Removes what stands behind the log's tail. */
  *sweep(tail: number): Generator<undefined, void, undefined> {
    for (;;) {
      const page = this.#pages.find(({ lowestPosition }) => lowestPosition < tail);
      if (page === undefined) return;
      this.#sweepPage(page, tail);
      this.#tidy();
      yield;
    }
  }

  /** Lets the oldest page go; false: there is only one. */
  dropOldestPage(): boolean {
    const page = this.#pages[0];
    if (page === undefined || this.#pages.length === 1) return false;
    this.#sweepPage(page, Number.POSITIVE_INFINITY);
    this.#tidy();
    return true;
  }

  /** Rows that are shown, from the one with this ordinal towards the older, at most so many. */
  *older(fromOrdinal: number): Generator<RowPlace, void, undefined> {
    let newer = this.endOrdinal - 1 - Math.min(fromOrdinal, this.endOrdinal - 1);
    for (let number = this.#pages.length - 1; number >= 0; number -= 1) {
      const page = this.#pages[number];
      if (page === undefined) return;
      if (newer >= page.shown) {
        newer -= page.shown;
        continue;
      }
      for (let at = page.end - 1; at >= page.start; at -= 1) {
        if (!page.isShown(at)) continue;
        if (newer > 0) newer -= 1;
        else yield { page, at };
      }
    }
  }

  /** Of the oldest row that is shown and has at least this seq; `endOrdinal`: there is none. */
  ordinalFrom(seq: number): number {
    let ordinal = this.endOrdinal;
    for (let number = this.#pages.length - 1; number >= 0; number -= 1) {
      const page = this.#pages[number];
      if (page === undefined || page.lastSeq < seq) break;
      if (page.firstSeq >= seq) ordinal -= page.shown;
      else for (let at = page.placeOf(seq); at < page.end; at += 1) if (page.isShown(at)) ordinal -= 1;
    }
    return ordinal;
  }

  /** Rows without a verdict that nobody is asked about, newest first. */
  *unknown(): Generator<RowPlace, void, undefined> {
    for (let number = this.#pages.length - 1; number >= 0; number -= 1) {
      const page = this.#pages[number];
      if (page === undefined || page.undecided === 0) continue;
      for (let at = page.end - 1; at >= page.start; at -= 1) {
        if (page.verdicts[at] === verdicts.unknown && page.isUndecided(at)) yield { page, at };
      }
    }
  }

  /** Whatever `how` does to the row, the counts are right after it. */
  #change({ page, at }: RowPlace, how: () => void): void {
    const wasShown = page.isShown(at);
    const wasUndecided = page.isUndecided(at);
    page.count(at, -1);
    how();
    page.count(at, 1);
    this.#undecided += Number(page.isUndecided(at)) - Number(wasUndecided);
    const shown = page.isShown(at);
    if (shown === wasShown) return;
    const seq = page.seqs[at] ?? 0;
    if (shown) this.#nowShown(seq);
    else this.#nowHidden(seq);
  }

  #nowShown(seq: number): void {
    this.#shown += 1;
    if (seq >= this.#oldestShownSeq) {
      if (this.#oldestIsExact) return;
      const oldest = this.#searchOldest(seq);
      this.#oldestIsExact = true;
      this.#oldestShownSeq = oldest;
      if (seq > oldest) return;
    }
    this.#oldestShownSeq = seq;
    this.#firstOrdinal -= 1;
  }

  #nowHidden(seq: number): void {
    this.#shown -= 1;
    if (this.#oldestIsExact) {
      if (seq > this.#oldestShownSeq) return;
      this.#oldestIsExact = false;
    } else {
      this.#oldestShownSeq = this.#searchOldest(seq);
      this.#oldestIsExact = true;
      if (seq > this.#oldestShownSeq) return;
    }
    this.#firstOrdinal += 1;
  }

  /** Of those shown but this one. */
  #searchOldest(butSeq: number): number {
    for (const page of this.#pages) {
      if (page.shown === 0) continue;
      for (let at = page.start; at < page.end; at += 1) {
        const seq = page.seqs[at] ?? 0;
        if (page.isShown(at) && seq !== butSeq) return seq;
      }
    }
    return Number.POSITIVE_INFINITY;
  }

  #sweepPage(page: HistoryRowPage, tail: number): void {
    const place = { page, at: 0 };
    let lowest = Number.POSITIVE_INFINITY;
    for (let at = page.start; at < page.end; at += 1) {
      const position = page.positions[at] ?? 0;
      if (position >= tail) {
        if (position < lowest) lowest = position;
        continue;
      }
      place.at = at;
      if (position > 0) this.remove(place);
      if (at === page.start) page.start += 1;
    }
    page.lowestPosition = lowest;
  }

  /** Pages without a message go, and where few are left two become one. */
  #tidy(): void {
    let kept = 0;
    for (const page of this.#pages) {
      const before = this.#pages[kept - 1];
      if (page.alive === 0) continue;
      if (
        before !== undefined &&
        before.alive + page.alive <= rowsPerPage &&
        Math.min(before.alive, page.alive) < sparse
      ) {
        before.take(page);
        continue;
      }
      this.#pages[kept] = page;
      kept += 1;
    }
    this.#pages.length = kept;
  }

  /** Number of the page that this seq lies in, or belongs in. */
  #pageOf(seq: number): number {
    let low = 0;
    let high = this.#pages.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#pages[middle]?.firstSeq ?? 0) <= seq) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  #roomFor(seq: number): RowPlace {
    const number = this.#pageOf(seq);
    const page = this.#pages[number];
    if (page === undefined) return this.#newPage(0, rowsPerPage / 2);
    if (page.end > page.start && seq > page.lastSeq && number === this.#pages.length - 1) {
      if (page.end === rowsPerPage) return this.#newPage(this.#pages.length, 0);
      page.end += 1;
      return { page, at: page.end - 1 };
    }
    if (seq < page.firstSeq && number === 0) {
      if (page.start === 0) return this.#newPage(0, rowsPerPage - 1);
      page.start -= 1;
      return { page, at: page.start };
    }
    if (page.end - page.start === rowsPerPage) {
      if (page.alive < rowsPerPage) page.compact();
      else this.#split(number, page);
      return this.#roomFor(seq);
    }
    return { page, at: page.makeRoom(page.placeOf(seq)) };
  }

  #newPage(number: number, start: number): RowPlace {
    const page = new HistoryRowPage(start);
    page.end = page.start + 1;
    this.#pages.splice(number, 0, page);
    return { page, at: page.start };
  }

  /** A full page, into which one more belongs, becomes two. */
  #split(number: number, page: HistoryRowPage): void {
    const newer = new HistoryRowPage(0);
    const older = new HistoryRowPage(0);
    for (let at = page.start; at < page.end; at += 1) {
      const half = at < rowsPerPage / 2 ? older : newer;
      half.end += 1;
      half.put(
        half.end - 1,
        page.seqs[at] ?? 0,
        page.positions[at] ?? 0,
        page.repeats[at] ?? 0,
        page.verdicts[at] ?? 0
      );
    }
    this.#pages.splice(number, 1, older, newer);
  }
}
