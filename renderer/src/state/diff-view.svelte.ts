import type { FieldPath } from '#contract/chart';
import type { DiffRow, DiffSide, OpenedDiff } from '#contract/diff';
import type { Failure, Result } from '#contract/failure';
import type { EngineClient } from '../client/engine-client';

const mostRows = 400;
const firstRows = 120;

/** Which messages are compared, and how. */
export interface DiffWish {
  /** Null: the one kept before B in its topic. */
  readonly a: DiffSide | null;
  readonly b: DiffSide;
  readonly layout: 'inline' | 'split';
  readonly ignore: readonly FieldPath[];
  /** B is whatever is newest: what is on its way is shown first, and the place in it stays. */
  readonly follows: boolean;
}

/** Two messages compared by the engine, of which only the rows around the ones in view are here. */
export class DiffView {
  opened: OpenedDiff | null = $state.raw(null);
  failure: Failure | null = $state.raw(null);
  /** No message is kept before it: there is nothing to compare with. */
  alone = $state(false);
  /** Of the whole comparison, as far as it is unfolded. */
  count = $state(0);
  /** Rows from `rowsFirst` on. */
  rows: readonly DiffRow[] = $state.raw([]);
  rowsFirst = $state(0);
  /** Grows when other messages are compared, so that the pane goes to their beginning. */
  turns = $state(0);
  /** What is on screen. */
  shown: DiffWish | null = $state.raw(null);

  readonly #client: Pick<EngineClient, 'ask'>;
  #wish: DiffWish | null = null;
  #inFlight: DiffWish | null = null;
  #opening: AbortController | null = null;
  #looked = { first: 0, count: firstRows };
  #reading: AbortController | null = null;
  #readAgain = false;

  constructor(client: Pick<EngineClient, 'ask'>) {
    this.#client = client;
  }

  /** One request in flight, the latest wins; another pair picked by a person ends the one in flight. Null: none. */
  show(wish: DiffWish | null): void {
    if (wish === null) {
      this.clear();
      return;
    }
    const before = this.#wish ?? this.#inFlight ?? this.shown;
    if (before && isSame(before, wish)) return;
    this.#wish = wish;
    if (!this.#opening) void this.#open();
    else if (!(wish.follows && this.#inFlight?.follows)) this.#opening.abort();
  }

  /** The same pair anew: it is read by other rules now. */
  again(): void {
    const wish = this.#wish ?? this.#inFlight ?? this.shown;
    if (!wish) return;
    this.#wish = wish;
    if (this.#opening) this.#opening.abort();
    else void this.#open();
  }

  clear(): void {
    this.#wish = null;
    this.#opening?.abort();
    this.#reading?.abort();
    this.#closeOpened();
    this.#turnTo(null, null, []);
    this.failure = null;
    this.alone = false;
  }

  /** Rows in view. */
  look(first: number, count: number): void {
    this.#looked = { first, count };
    const end = Math.min(first + count, this.count);
    const covered = first >= this.rowsFirst && end <= this.rowsFirst + this.rows.length;
    if (this.opened && !covered) void this.#read();
  }

  /** Opens the folded stretch that stands at this row. */
  async unfold(row: number): Promise<void> {
    const { opened } = this;
    if (!opened) return;
    const { document } = opened;
    const result = await this.#client.ask<'unfoldDiff'>({ ask: 'unfoldDiff', document, row });
    if (!result.ok || this.opened !== opened) return;
    this.count = result.value.rows;
    await this.#read();
  }

  async #open(): Promise<void> {
    const wish = this.#wish;
    if (!wish) return;
    this.#wish = null;
    this.#inFlight = wish;
    const opening = new AbortController();
    this.#opening = opening;
    const result = await this.#compare(wish, opening.signal);
    if (result?.ok && result.value !== null) await this.#showOpened(wish, result.value, opening.signal);
    else if (result) {
      this.#closeOpened();
      this.#turnTo(wish, null, []);
      this.failure = result.ok ? null : result.failure;
      this.alone = result.ok;
    }
    this.#opening = null;
    this.#inFlight = null;
    if (this.#wish) void this.#open();
  }

  /** Success with null: there is none before it. Null: aborted. */
  async #compare(wish: DiffWish, signal: AbortSignal): Promise<Result<OpenedDiff | null> | null> {
    const { b, layout, ignore } = wish;
    const a = wish.a ?? (await this.#before(b, signal));
    if (a === null || signal.aborted) return signal.aborted ? null : { ok: true, value: null };
    if ('failure' in a) return { ok: false, failure: a.failure };
    return this.#client.ask<'openDiff'>({ ask: 'openDiff', a, b, layout, ignore: [...ignore] }, signal);
  }

  /** The engine knows the message before another one: it compares bodies with it. */
  async #before(b: DiffSide, signal: AbortSignal): Promise<DiffSide | { readonly failure: Failure } | null> {
    const question = { ask: 'openBody', ...b, view: 'decoded', compare: true, all: false } as const;
    const result = await this.#client.ask<'openBody'>(question, signal);
    if (!result) return null;
    if (!result.ok) return { failure: result.failure };
    const { document, comparedWithSeq } = result.value;
    void this.#client.ask<'closeBody'>({ ask: 'closeBody', document });
    return comparedWithSeq === null ? null : { node: b.node, seq: comparedWithSeq };
  }

  /** Rows first, then both at once: what is on screen is never half of one pair and half of another. */
  async #showOpened(wish: DiffWish, opened: OpenedDiff, signal: AbortSignal): Promise<void> {
    const stays = wish.follows && this.shown?.follows === true && this.shown.layout === wish.layout;
    const looked = stays ? this.#looked : { first: 0, count: Math.max(firstRows, this.#looked.count) };
    const range = around(looked.first, looked.count, opened.rows);
    const question = { ask: 'readDiff', document: opened.document, ...range } as const;
    const rows = range.count === 0 ? null : await this.#client.ask<'readDiff'>(question, signal);
    if (signal.aborted) {
      void this.#client.ask<'closeBody'>({ ask: 'closeBody', document: opened.document });
      return;
    }
    this.#reading?.abort();
    this.#closeOpened();
    this.#looked = looked;
    this.failure = null;
    this.alone = false;
    this.#turnTo(wish, opened, rows?.ok ? rows.value : []);
    this.rowsFirst = range.first;
    if (!stays) this.turns += 1;
  }

  #turnTo(wish: DiffWish | null, opened: OpenedDiff | null, rows: readonly DiffRow[]): void {
    this.shown = wish;
    this.opened = opened;
    this.count = opened?.rows ?? 0;
    this.rows = rows;
    this.rowsFirst = 0;
  }

  #closeOpened(): void {
    const document = this.opened?.document;
    if (document !== undefined) void this.#client.ask<'closeBody'>({ ask: 'closeBody', document });
  }

  async #read(): Promise<void> {
    const { opened } = this;
    if (this.#reading || !opened) {
      this.#readAgain = this.#reading !== null;
      return;
    }
    const reading = new AbortController();
    this.#reading = reading;
    const range = around(this.#looked.first, this.#looked.count, this.count);
    const question = { ask: 'readDiff', document: opened.document, ...range } as const;
    const result = range.count === 0 ? null : await this.#client.ask<'readDiff'>(question, reading.signal);
    this.#reading = null;
    const again = this.#readAgain;
    this.#readAgain = false;
    if (result?.ok && this.opened === opened) {
      this.rows = result.value;
      this.rowsFirst = range.first;
    }
    // What was read meanwhile may have been unfolded.
    if (again) await this.#read();
  }
}

function isSame(one: DiffWish, other: DiffWish): boolean {
  return (
    one.layout === other.layout &&
    one.follows === other.follows &&
    isSameSide(one.a, other.a) &&
    isSameSide(one.b, other.b) &&
    one.ignore.length === other.ignore.length &&
    one.ignore.every((path, at) => path === other.ignore[at])
  );
}

function isSameSide(one: DiffSide | null, other: DiffSide | null): boolean {
  return one?.seq === other?.seq && one?.node === other?.node;
}

/** The rows in view and one page more on each side. */
function around(first: number, count: number, rows: number): { first: number; count: number } {
  const from = Math.max(0, Math.min(first - count, rows - 1));
  return { first: from, count: Math.max(0, Math.min(mostRows, first + 2 * count - from, rows - from)) };
}
