import type { HistoryEntry } from '#contract/message';
import type { EngineClient } from '../client/engine-client';

const pageSize = 100;
/** So many pages are here at once; the rest is asked for again when it is scrolled to. */
const mostPages = 8;
const followMs = 250;

/**
 * The kept messages of one topic, newest first, read by pages. Of pages that were let go only the place to read them
 * from again is remembered, so that the list scrolls over any number of messages.
 */
export class InspectorHistory {
  /** Rows of the list; less than the engine keeps only while the list holds still. */
  rows = $state(0);
  /** Of the messages kept at the time of reading. */
  keptMessages = $state(0);
  /** All that the topic had received at the time of reading; null before the first. */
  messages: number | null = $state(null);
  /** The list is scrolled away from its newest messages: it holds still. */
  scrolled = $state(false);
  #version = $state(0);

  readonly #client: Pick<EngineClient, 'ask'>;
  #node: number | null = null;
  #pages = new Map<number, readonly HistoryEntry[]>();
  /** Page k is read before the message with this number. */
  #starts: (number | null)[] = [null];
  #looked = { first: 0, count: 1 };
  #loading: AbortController | null = null;
  #refreshWanted = false;
  #refreshedAtMs = Number.NEGATIVE_INFINITY;
  #later: ReturnType<typeof setTimeout> | null = null;

  constructor(client: Pick<EngineClient, 'ask'>) {
    this.#client = client;
  }

  entryAt(rank: number): HistoryEntry | undefined {
    void this.#version;
    return this.#pages.get(Math.floor(rank / pageSize))?.[rank % pageSize];
  }

  /** Null: not among the pages at hand. */
  rankOf(seq: number): number | null {
    void this.#version;
    for (const [page, entries] of this.#pages) {
      const index = entries.findIndex((entry) => entry.seq === seq);
      if (index >= 0) return page * pageSize + index;
    }
    return null;
  }

  /** Another topic, or none. */
  restart(node: number | null): void {
    this.#loading?.abort();
    this.#loading = null;
    if (this.#later) clearTimeout(this.#later);
    this.#later = null;
    this.#node = node;
    this.#pages.clear();
    this.#starts = [null];
    this.#looked = { first: 0, count: 1 };
    this.#refreshWanted = false;
    this.rows = 0;
    this.keptMessages = 0;
    this.messages = null;
    this.scrolled = false;
    this.#version += 1;
    this.#refreshedAtMs = Number.NEGATIVE_INFINITY;
    if (node !== null) this.refresh();
  }

  /** Newer messages came: the first page is read anew, one request in flight, at most four times a second. */
  refresh(): void {
    this.#refreshWanted = true;
    if (this.#loading || this.#later) return;
    const waitMs = Math.max(0, this.#refreshedAtMs + followMs - performance.now());
    if (waitMs === 0) void this.#load();
    else {
      this.#later = setTimeout(() => {
        this.#later = null;
        void this.#load();
      }, waitMs);
    }
  }

  /** Rows in view. */
  look(first: number, count: number): void {
    this.#looked = { first, count };
    this.scrolled = first > 0;
    if (!this.#loading && this.#missingPage() !== null) void this.#load();
  }

  /** While the list holds still its oldest messages may be let go: so many rows are left of what was read. */
  shorten(rows: number): void {
    if (rows < this.rows) this.rows = Math.max(0, rows);
  }

  /** The first page that is in view, or on the way there, and not at hand. */
  #missingPage(): number | null {
    if (this.#node === null || this.rows === 0) return null;
    const last = Math.max(0, Math.min(this.rows - 1, this.#looked.first + this.#looked.count));
    const from = Math.floor(Math.min(this.#looked.first, last) / pageSize);
    for (let page = from; page <= Math.floor(last / pageSize); page += 1) {
      if (!this.#pages.has(page)) return Math.min(page, this.#starts.length - 1);
    }
    return null;
  }

  async #load(): Promise<void> {
    if (this.#loading) return;
    const loading = new AbortController();
    this.#loading = loading;
    while (!loading.signal.aborted) {
      const fresh = this.#refreshWanted;
      const page = fresh ? 0 : this.#missingPage();
      if (page === null) break;
      this.#refreshWanted = false;
      if (fresh) this.#refreshedAtMs = performance.now();
      if (!(await this.#loadPage(page, fresh, loading.signal))) break;
      if (this.#refreshWanted) break;
    }
    if (this.#loading !== loading) return;
    this.#loading = null;
    if (this.#refreshWanted) this.refresh();
  }

  async #loadPage(page: number, fresh: boolean, signal: AbortSignal): Promise<boolean> {
    if (this.#node === null) return false;
    const before = fresh ? null : (this.#starts[page] ?? null);
    const question = { ask: 'history', node: this.#node, before, limit: pageSize } as const;
    const result = await this.#client.ask<'history'>(question, signal);
    if (!result?.ok || signal.aborted) return false;
    const { entries, keptMessages, messages } = result.value;
    if (fresh) {
      this.#pages.clear();
      // From here on this first message is the first row, also when the page has to be read again.
      this.#starts = [entries[0] ? entries[0].seq + 1 : null];
      this.keptMessages = keptMessages;
      this.messages = messages;
      this.rows = Math.max(keptMessages, entries.length);
    }
    this.#pages.set(page, entries);
    const last = entries.at(-1);
    if (last && entries.length === pageSize) this.#starts[page + 1] = last.seq;
    else this.rows = page * pageSize + entries.length;
    this.#letGo(page);
    this.#version += 1;
    return true;
  }

  #letGo(page: number): void {
    if (this.#pages.size <= mostPages) return;
    const wanted = Math.floor(this.#looked.first / pageSize);
    const farthest = [...this.#pages.keys()]
      .filter((kept) => kept !== page)
      .sort((one, other) => Math.abs(other - wanted) - Math.abs(one - wanted))[0];
    if (farthest !== undefined) this.#pages.delete(farthest);
  }
}
