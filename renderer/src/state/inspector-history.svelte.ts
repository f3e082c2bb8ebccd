import type { FieldPath } from '#contract/chart';
import type { HistoryPage, HistoryRow } from '#contract/history-list';
import type { EngineClient } from '../client/engine-client';

/** Rows are asked for in pages whose place is their ordinals', so that a page stays what it is while messages come. */
const pageSize = 100;
/** So far ahead of who scrolls rows are read: a view each frame is less. */
const aheadRows = 100;
/** So many pages are here at once; the rest is asked for again when it is scrolled to. */
const mostPages = 8;
const followMs = 250;

/** What is listed. */
export interface HistoryWish {
  readonly node: number;
  /** With all topics under it. */
  readonly below: boolean;
  readonly changesOnly: boolean;
  readonly filter: string;
}

/** Null: the row was read, and it is no longer there. */
type Page = (HistoryRow | null | undefined)[];

/** `count`: only how long the list is now. `newest`: its newest rows, from which it goes on. */
type Turn = 'count' | 'newest';

/**
 * Kept messages as a list, newest first, held by the engine and read by pages. It follows live while its newest rows are
 * looked at, and holds still otherwise. Only a few pages are here, whatever its length.
 */
export class InspectorHistory {
  /** Of the list as shown: less than the engine has while it holds still. */
  rows = $state(0);
  /** Rows that came since it holds still. */
  newer = $state(0);
  /** Messages that the list is about; null before the first answer. */
  messages: number | null = $state(null);
  /** Of them looked at: less while the engine is still at work on a filter, or on folding what is alike. */
  lookedAt = $state(0);
  /** Older messages are kept than a list has room for. */
  leavesOut = $state(false);
  /** Messages that the filter judged by their topic alone. */
  byTopicAlone = $state(0);
  /** The list is scrolled away from its newest messages: it holds still. */
  scrolled = $state(false);
  /** Its owner looks at one of its rows closely: it holds still. */
  still = $state(false);
  /** The engine's number of the list; null: none is open. */
  list: number | null = $state(null);
  /** Fields shown as columns. */
  columns: readonly FieldPath[] = $state.raw([]);
  #version = $state(0);

  readonly #client: Pick<EngineClient, 'ask'>;
  readonly #onread: () => void;
  readonly #kept = new Set<number>();
  #wish: HistoryWish | null = null;
  #pages = new Map<number, Page>();
  /** Ordinals: the oldest row, one beyond the newest one shown, and one beyond the newest one there is. */
  #first = 0;
  #end = 0;
  #lastEnd = 0;
  #looked = { first: 0, count: 1 };
  /** The way it is scrolled, 1 to the older; 0: it came by a jump. */
  #way: -1 | 0 | 1 = 0;
  #loading: AbortController | null = null;
  /** Where it is this one, what is on its way is not in view. */
  #ahead: AbortController | null = null;
  /** Rows may have other ordinals than those at hand: one of a branch was folded into a newer one. */
  #moved = false;
  #wanted: Turn | null = null;
  #askedAtMs = Number.NEGATIVE_INFINITY;
  #later: ReturnType<typeof setTimeout> | null = null;

  constructor(client: Pick<EngineClient, 'ask'>, onread: () => void = () => undefined) {
    this.#client = client;
    this.#onread = onread;
  }

  /** The row with this place, counted from the newest one shown. Undefined: not at hand. */
  entryAt(rank: number): HistoryRow | undefined {
    void this.#version;
    return this.#at(this.#end - 1 - rank) ?? undefined;
  }

  /** Null: not among the pages at hand. */
  rankOf(seq: number): number | null {
    void this.#version;
    for (const rows of this.#pages.values()) {
      const found = rows.find((row) => row?.seq === seq);
      if (found) return found.ordinal < this.#end ? this.#end - 1 - found.ordinal : null;
    }
    return null;
  }

  /** Of a row of the list that is open, also when it was let go. */
  rankOfOrdinal(ordinal: number): number {
    void this.#version;
    return this.#end - 1 - ordinal;
  }

  /** Another list, or none. The one that was open is closed. */
  restart(wish: HistoryWish | null): void {
    this.#close();
    this.#wish = wish;
    this.#pages.clear();
    this.#first = 0;
    this.#end = 0;
    this.#lastEnd = 0;
    this.#looked = { first: 0, count: this.#looked.count };
    this.#way = 0;
    this.#wanted = null;
    this.#askedAtMs = Number.NEGATIVE_INFINITY;
    this.rows = 0;
    this.newer = 0;
    this.messages = null;
    this.lookedAt = 0;
    this.leavesOut = false;
    this.byTopicAlone = 0;
    this.scrolled = false;
    this.#version += 1;
    if (wish !== null) this.refresh();
  }

  setColumns(columns: readonly FieldPath[]): void {
    if (columns.length === this.columns.length && columns.every((path, at) => path === this.columns[at])) return;
    this.columns = columns;
    this.readAnew();
  }

  /** What the rows of the list show is another thing now: they are read again, from where it stands. */
  readAnew(): void {
    // What is on its way is from before.
    this.#loading?.abort();
    this.#loading = null;
    this.#pages.clear();
    this.#version += 1;
    if (this.list === null) {
      if (this.#wish !== null) void this.#load();
      return;
    }
    if (this.#holdsStill()) void this.#load();
    else {
      this.#askedAtMs = Number.NEGATIVE_INFINITY;
      this.#ask('newest');
    }
  }

  /** It stays open in the engine until this has ended, whatever is listed here meanwhile. */
  async keepOpen<T>(list: number, work: () => Promise<T>): Promise<T> {
    this.#kept.add(list);
    try {
      return await work();
    } finally {
      this.#kept.delete(list);
      if (this.list !== list) this.#closeList(list);
    }
  }

  /** Messages came: the list goes on to them, or counts them while it holds still; at most four times a second. */
  hear(): void {
    this.#ask('count');
  }

  /** Brings the list up to now, also when it holds still. */
  refresh(): void {
    this.#ask('newest');
  }

  /** Rows in view. */
  look(first: number, count: number): void {
    const was = this.scrolled;
    const moved = first - this.#looked.first;
    if (moved !== 0) this.#way = Math.abs(moved) > aheadRows ? 0 : moved > 0 ? 1 : -1;
    this.#looked = { first, count };
    this.scrolled = first > 0;
    if (was && !this.scrolled) this.hear();
    if (this.#ahead === this.#loading && this.#missingInView() !== null) {
      this.#loading?.abort();
      this.#loading = null;
    }
    if (!this.#loading && (this.#missingInView() ?? this.#missingAhead()) !== null) void this.#load();
  }

  #at(ordinal: number): HistoryRow | null | undefined {
    if (ordinal < this.#first || ordinal >= this.#end) return null;
    return this.#pages.get(Math.floor(ordinal / pageSize))?.[ordinal % pageSize];
  }

  #holdsStill(): boolean {
    return this.scrolled || this.still;
  }

  #close(): void {
    this.#loading?.abort();
    this.#loading = null;
    if (this.#later) clearTimeout(this.#later);
    this.#later = null;
    if (this.list !== null && !this.#kept.has(this.list)) this.#closeList(this.list);
    this.list = null;
  }

  #closeList(list: number): void {
    void this.#client.ask<'closeList'>({ ask: 'closeList', list });
  }

  #ask(turn: Turn): void {
    if (this.#wish === null) return;
    if (this.#wanted !== 'newest') this.#wanted = turn;
    if (this.#loading || this.#later) return;
    const waitMs = Math.max(0, this.#askedAtMs + followMs - performance.now());
    if (waitMs === 0) void this.#load();
    else {
      this.#later = setTimeout(() => {
        this.#later = null;
        void this.#load();
      }, waitMs);
    }
  }

  /** The first page that is in view and not at hand. */
  #missingInView(): number | null {
    const { first, count } = this.#looked;
    return this.#missing(first, count + 1, 1);
  }

  /** The next one on the way it is scrolled. */
  #missingAhead(): number | null {
    const { first, count } = this.#looked;
    if (this.#way === 0 || this.#moved) return null;
    return this.#missing(this.#way > 0 ? first + count : first - 1, aheadRows, this.#way);
  }

  #missing(from: number, count: number, way: 1 | -1): number | null {
    for (let step = 0; step < count; step += 1) {
      const rank = from + step * way;
      if (rank < 0 || rank >= this.rows) continue;
      const ordinal = this.#end - 1 - rank;
      if (this.#at(ordinal) === undefined) return Math.floor(ordinal / pageSize);
    }
    return null;
  }

  /** One request in flight; what is in view comes first, then what is new, then what will be in view. */
  async #load(): Promise<void> {
    if (this.#loading) return;
    const loading = new AbortController();
    this.#loading = loading;
    if (this.list === null) await this.#open(loading.signal);
    while (!loading.signal.aborted && this.list !== null) {
      const page = this.#wanted === 'newest' ? null : this.#missingInView();
      const turn = this.#wanted;
      const ahead = this.#missingAhead();
      if (page !== null) {
        if (this.#moved) this.#pages.clear();
        this.#moved = false;
        if (!(await this.#readPage(page, loading.signal))) break;
      } else if (turn !== null && this.#askedAtMs + followMs <= performance.now()) {
        this.#wanted = null;
        this.#askedAtMs = performance.now();
        if (!(await this.#readEnd(turn, loading.signal))) break;
      } else if (ahead !== null && turn !== 'newest') {
        this.#ahead = loading;
        if (!(await this.#readPage(ahead, loading.signal))) break;
        this.#ahead = null;
      } else break;
    }
    if (this.#loading !== loading) return;
    this.#loading = null;
    this.#ahead = null;
    // It could not be opened, or the engine let it go.
    if (this.list === null) this.#ask('newest');
    else if (this.#wanted !== null) this.#ask(this.#wanted);
    else if (this.messages !== null && this.lookedAt < this.messages) this.#ask('count');
  }

  async #open(signal: AbortSignal): Promise<void> {
    const wish = this.#wish;
    if (!wish) return;
    this.#askedAtMs = performance.now();
    // Without the signal: what the engine opened has to be closed again.
    const result = await this.#client.ask<'openList'>({ ask: 'openList', ...wish });
    if (!result.ok) return;
    const { list } = result.value;
    if (signal.aborted || this.#wish !== wish) {
      this.#closeList(list);
      return;
    }
    this.list = list;
    this.#pages.clear();
    this.#wanted = 'newest';
    this.#askedAtMs = Number.NEGATIVE_INFINITY;
  }

  /** How long the list is now; where it follows and has more or other rows, its newest ones. */
  async #readEnd(turn: Turn, signal: AbortSignal): Promise<boolean> {
    const { messages, lookedAt } = this;
    const page = await this.#read({ before: null, count: turn === 'newest' ? pageSize : 0 }, signal);
    if (!page) return false;
    if (turn === 'newest') {
      this.#pages.clear();
      this.#moved = false;
      this.#end = page.endOrdinal;
      this.#keep(page.rows);
    }
    this.#measure(page);
    // A row that stands for more messages than before is another row, so their number counts, too.
    const moved = page.endOrdinal !== this.#end || page.messages !== messages || page.lookedAt !== lookedAt;
    if (turn === 'count' && moved && !this.#holdsStill()) return this.#readEnd('newest', signal);
    if (turn === 'count' && this.#wish?.changesOnly && this.#wish.below) this.#moved = true;
    return true;
  }

  async #readPage(page: number, signal: AbortSignal): Promise<boolean> {
    const end = (page + 1) * pageSize;
    const answer = await this.#read({ before: end, count: pageSize }, signal);
    if (!answer) return false;
    this.#keep(answer.rows);
    const kept = this.#page(page);
    for (let index = 0; index < pageSize; index += 1) kept[index] ??= null;
    this.#letGo(page);
    this.#measure(answer);
    return true;
  }

  async #read(range: { before: number | null; count: number }, signal: AbortSignal): Promise<HistoryPage | null> {
    const { list, columns } = this;
    if (list === null) return null;
    const wanted = { ...range, skip: 0, columns: [...columns] };
    const result = await this.#client.ask<'readList'>({ ask: 'readList', list, ...wanted }, signal);
    if (signal.aborted || !result) return null;
    if (result.ok) return result.value;
    // The engine let it go; what wants it next opens it again.
    this.list = null;
    return null;
  }

  #keep(rows: readonly HistoryRow[]): void {
    for (const row of rows) this.#page(Math.floor(row.ordinal / pageSize))[row.ordinal % pageSize] = row;
  }

  #page(number: number): Page {
    const kept = this.#pages.get(number);
    if (kept) return kept;
    const page: Page = [];
    this.#pages.set(number, page);
    return page;
  }

  #measure(page: HistoryPage): void {
    this.#first = page.firstOrdinal;
    this.#lastEnd = page.endOrdinal;
    this.messages = page.messages;
    this.lookedAt = page.lookedAt;
    this.leavesOut = page.leavesOut === true;
    this.byTopicAlone = page.byTopicAlone ?? 0;
    // Another list than the one shown, such as a paused view's: nothing of it is left to hold on to.
    if (this.#end > this.#lastEnd) this.#end = this.#lastEnd;
    this.rows = Math.max(0, this.#end - this.#first);
    this.newer = this.#holdsStill() ? this.#lastEnd - this.#end : 0;
    this.#version += 1;
    this.#onread();
  }

  #letGo(page: number): void {
    if (this.#pages.size <= mostPages) return;
    const wanted = Math.floor((this.#end - 1 - this.#looked.first) / pageSize);
    const farthest = [...this.#pages.keys()]
      .filter((kept) => kept !== page)
      .sort((one, other) => Math.abs(other - wanted) - Math.abs(one - wanted))[0];
    if (farthest !== undefined) this.#pages.delete(farthest);
  }
}
