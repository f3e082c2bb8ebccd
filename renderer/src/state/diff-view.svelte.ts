import type { FieldPath } from '#contract/chart';
import type { DiffRow, DiffSide, OpenedDiff } from '#contract/diff';
import type { AnswerOf } from '#contract/engine';
import { succeed, type Failure, type Result } from '#contract/failure';
import type { EngineClient } from '../client/engine-client';

const mostRows = 400;
const firstRows = 120;

/** Which messages are compared, and how. */
export interface DiffWish {
  /** Null: the one kept before B in its topic. */
  readonly a: DiffSide | null;
  readonly b: DiffSide;
  /** Where A is to be found: the newest before B with another payload. */
  readonly different: boolean;
  readonly layout: 'inline' | 'split';
  readonly ignore: readonly FieldPath[];
  /** B is whatever is newest: what is on its way is shown first, and the place in it stays. */
  readonly follows: boolean;
}

type Before = Result<AnswerOf['messageBefore']> | null;
type Comparison = Result<OpenedDiff | null> | null;

/** Two messages compared by the engine, of which only the rows around the ones in view are here. */
export class DiffView {
  opened: OpenedDiff | null = $state.raw(null);
  failure: Failure | null = $state.raw(null);
  /** No such message is kept before it: there is nothing to compare with. */
  alone = $state(false);
  /** A, where the engine was asked for it. */
  before: AnswerOf['messageBefore'] = $state.raw(null);
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
    this.#turnTo(null, null, null, []);
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
    const { a, b, different } = wish;
    const question = { ask: 'messageBefore', ...b, different } as const;
    const before = a === null ? await this.#client.ask<'messageBefore'>(question, opening.signal) : null;
    const result = await this.#compare(wish, before, opening.signal);
    if (result?.ok && result.value !== null) await this.#showOpened(wish, before, result.value, opening.signal);
    else if (result) {
      this.#closeOpened();
      this.#turnTo(wish, before, null, []);
      this.failure = result.ok ? null : result.failure;
      this.alone = result.ok;
    }
    this.#opening = null;
    this.#inFlight = null;
    if (this.#wish) void this.#open();
  }

  /** Null: aborted. Success with null: there is no A. */
  async #compare({ a, b, layout, ignore }: DiffWish, before: Before, signal: AbortSignal): Promise<Comparison> {
    const found = before?.ok && before.value ? { node: b.node, seq: before.value.seq } : null;
    const side = a ?? found;
    if (side === null) return before?.ok ? succeed(null) : before;
    return this.#client.ask<'openDiff'>({ ask: 'openDiff', a: side, b, layout, ignore: [...ignore] }, signal);
  }

  /** Rows first, then both at once: what is on screen is never half of one pair and half of another. */
  async #showOpened(wish: DiffWish, before: Before, opened: OpenedDiff, signal: AbortSignal): Promise<void> {
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
    this.#turnTo(wish, before, opened, rows?.ok ? rows.value : []);
    this.rowsFirst = range.first;
    if (!stays) this.turns += 1;
  }

  #turnTo(wish: DiffWish | null, before: Before, opened: OpenedDiff | null, rows: readonly DiffRow[]): void {
    this.shown = wish;
    this.before = before?.ok ? before.value : null;
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
    one.different === other.different &&
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
