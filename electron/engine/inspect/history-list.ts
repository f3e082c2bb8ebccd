import type { FieldPath } from '#contract/chart';
import type { HistoryPage } from '#contract/history-list';
import { inspectorBounds } from '#contract/limits';
import type { StoreReader } from '../store/store-reader';
import { HistoryCollecting, type ListBounds, type ListWish } from './history-collecting';
import { HistoryMatching } from './history-matching';
import { HistoryRowsReading, type ListedRow, type RowParts } from './history-rows-reading';

/** The engine's thread is held up for about so long at a time. */
const sliceMs = 3;
/** What a reader waits for rows that are still looked for; then it gets those that are there. */
const patienceMs = 12;
/** While there is none at all. */
const longPatienceMs = 100;
const usualBounds: ListBounds = { mostRows: inspectorBounds.listRows, verifyEveryMs: 1_000 };

export type ListParts = RowParts & { readonly store: Pick<StoreReader, 'kept' | 'order' | 'lastSeq'> };

/** `filter`: words; empty: all. `moment`: the newest seq a paused window knows, or null. */
export type ListOpening = Omit<ListWish, 'filtered'> & { readonly filter: string; readonly moment: number | null };

interface PageWish {
  readonly before: number | null;
  readonly skip: number;
  readonly count: number;
  readonly columns: readonly FieldPath[];
}

/**
 * One list that is open. It is built, and filtered, in the background in slices of about 3 ms; what came or went since is
 * taken in when it is read, so a list that nobody reads costs nothing.
 */
export class HistoryList {
  readonly #parts: ListParts;
  readonly #collecting: HistoryCollecting;
  readonly #reading: HistoryRowsReading;
  readonly #matching: HistoryMatching | null;
  readonly #closing = new AbortController();
  readonly #below: boolean;
  #limitSeq: number;
  #catchingUp: Generator<undefined, void, undefined> | null = null;
  #working = false;
  #matchingNow = false;
  #matchAgain = false;

  constructor(parts: ListParts, opening: ListOpening, bounds = usualBounds) {
    const { store } = parts;
    this.#parts = parts;
    this.#below = opening.below;
    this.#limitSeq = opening.moment ?? store.lastSeq;
    const words = opening.filter.toLowerCase().split(/\s+/).filter(Boolean);
    const wish = { ...opening, filtered: words.length > 0 };
    const source = { log: store.kept, order: store.order, lastSeq: store.lastSeq };
    this.#collecting = new HistoryCollecting(source, wish, this.#limitSeq, bounds);
    this.#reading = new HistoryRowsReading(parts, opening.node);
    this.#matching =
      words.length === 0
        ? null
        : new HistoryMatching({
            source: parts.source,
            runJobs: parts.runJobs,
            rows: this.#collecting.rows,
            words,
            topicOf: (node) => parts.displayBytes(store.order.topicBytes(node))
          });
    this.#work();
  }

  /** All that is known is looked at: nothing goes on in the background. */
  get settled(): boolean {
    return !this.#working && !this.#matchingNow;
  }

  /** `moment`: see ListOpening. Rejects with the signal's reason when it aborts, or the list is closed. */
  async read(
    { before, skip, count, columns }: PageWish,
    moment: number | null,
    signal: AbortSignal
  ): Promise<HistoryPage> {
    const { rows } = this.#collecting;
    await this.catchUp(moment, signal);
    const enough = (): boolean => {
      const from = before === null ? rows.endOrdinal : Math.min(before, rows.endOrdinal);
      return from - skip - count >= rows.firstOrdinal;
    };
    const askedAtMs = performance.now();
    const waitsOn = (): boolean => {
      const empty = rows.endOrdinal === rows.firstOrdinal;
      return performance.now() < askedAtMs + (empty ? longPatienceMs : patienceMs);
    };
    while (!this.settled && !enough() && waitsOn()) await this.#turn(signal);
    const listed = this.rowsFrom((before ?? rows.endOrdinal) - 1 - skip, count + 1);
    const { firstOrdinal, endOrdinal, messages } = this.#page;
    const lookedAt = rows.messages - rows.undecided;
    const shown = await this.#reading.read(listed, listed.length > count, columns, signal);
    this.#closing.signal.throwIfAborted();
    const byTopicAlone = this.#matching?.byTopicAlone ?? 0;
    const page = { rows: shown, firstOrdinal, endOrdinal, messages, lookedAt };
    return {
      ...page,
      ...(this.#collecting.leavesOut ? { leavesOut: true } : {}),
      ...(byTopicAlone > 0 ? { byTopicAlone } : {})
    };
  }

  /** The ordinal of a message's row, or of the next newer row; null: not found yet, or all rows are older. As `read`. */
  async find(seq: number, moment: number | null, signal: AbortSignal): Promise<number | null> {
    await this.catchUp(moment, signal);
    const { rows, built } = this.#collecting;
    const place = rows.find(seq);
    const reached = place === null ? built && rows.undecided === 0 : !place.page.isUndecided(place.at);
    if (!reached) return null;
    const ordinal = this.ordinalFrom(seq);
    return ordinal === this.endOrdinal ? null : ordinal;
  }

  /** Takes in what came since. */
  async catchUp(moment: number | null, signal: AbortSignal): Promise<void> {
    const { store } = this.#parts;
    while (this.#catchingUp !== null) await this.#turn(signal);
    // A window that is paused never sees more than it did; what a list knows it does not forget.
    this.#limitSeq = Math.max(this.#limitSeq, moment ?? store.lastSeq);
    this.#catchingUp = this.#collecting.catchUp(this.#limitSeq, performance.now());
    this.#slice();
    this.#work();
    while (this.#catchingUp !== null) await this.#turn(signal);
  }

  /** Resolves when all is found and filtered; rejects as `read`. */
  async complete(signal: AbortSignal): Promise<void> {
    do {
      await this.refresh(signal);
      await this.#turn(signal);
      while (!this.settled) await this.#turn(signal);
      // What moved in the log while it waited for its verdict is followed, and asked about again.
    } while (this.#collecting.rows.undecided > 0);
  }

  /** Follows what moved and lets go what went; what came is not taken in. A list that is closed stays as it is. */
  async refresh(signal: AbortSignal): Promise<void> {
    if (!this.#closing.signal.aborted) await this.catchUp(this.#limitSeq, signal);
  }

  /** Rows from this ordinal towards the older. */
  rowsFrom(ordinal: number, count: number): ListedRow[] {
    const { rows } = this.#collecting;
    const listed: ListedRow[] = [];
    let at = Math.min(ordinal, rows.endOrdinal - 1);
    if (count === 0 || at < rows.firstOrdinal) return listed;
    for (const { page, at: place } of rows.older(at)) {
      const [seq = 0, position = 0, repeats = 1] = [page.seqs[place], page.positions[place], page.repeats[place]];
      listed.push({ ordinal: at, seq, position, repeats });
      at -= 1;
      if (listed.length === count) break;
    }
    return listed;
  }

  /** Of the oldest row with a seq of at least `seq`; one beyond the newest where there is none. */
  ordinalFrom(seq: number): number {
    return this.#collecting.rows.ordinalFrom(seq);
  }

  /** One beyond the row of a message, or, in one topic's list, of the one it was folded into. */
  ordinalAfter(seq: number): number {
    const place = this.#collecting.rows.find(seq);
    const folded = !this.#below && place?.page.repeats[place.at] === 0;
    return folded ? Math.min(this.endOrdinal, this.ordinalFrom(seq) + 1) : this.ordinalFrom(seq + 1);
  }

  get firstOrdinal(): number {
    return this.#collecting.rows.firstOrdinal;
  }

  get endOrdinal(): number {
    return this.#collecting.rows.endOrdinal;
  }

  close(): void {
    this.#closing.abort();
  }

  get #page(): Pick<HistoryPage, 'firstOrdinal' | 'endOrdinal' | 'messages'> {
    const { firstOrdinal, endOrdinal, messages } = this.#collecting.rows;
    return { firstOrdinal, endOrdinal, messages: Math.max(messages, this.#collecting.messages) };
  }

  /** Work goes on until nothing is left to do, a slice a turn. */
  #work(): void {
    void this.#match();
    if (this.#working) return;
    this.#working = true;
    const turn = (): void => {
      this.#working = !this.#closing.signal.aborted && this.#slice();
      void this.#match();
      if (this.#working) setImmediate(turn);
    };
    setImmediate(turn);
  }

  /** False: there is nothing to do. */
  #slice(): boolean {
    const untilMs = performance.now() + sliceMs;
    while (performance.now() < untilMs) {
      if (this.#catchingUp !== null) {
        if (this.#catchingUp.next().done) this.#catchingUp = null;
      } else if (!this.#collecting.built) {
        this.#collecting.buildOn();
      } else {
        return false;
      }
    }
    return true;
  }

  async #match(): Promise<void> {
    if (this.#matching === null || this.#collecting.rows.undecided === 0) return;
    this.#matchAgain = true;
    if (this.#matchingNow) return;
    this.#matchingNow = true;
    try {
      // It may have looked its last time when more was found.
      while (this.#matchAgain) {
        this.#matchAgain = false;
        await this.#matching.matchAll(this.#closing.signal);
      }
    } catch (error) {
      if (!this.#closing.signal.aborted) throw error;
    } finally {
      this.#matchingNow = false;
    }
  }

  async #turn(signal: AbortSignal): Promise<void> {
    await new Promise((resume) => setImmediate(resume));
    signal.throwIfAborted();
    this.#closing.signal.throwIfAborted();
  }
}
