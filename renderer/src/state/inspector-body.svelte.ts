import type { BodyLine, BodyView, OpenedBody } from '#contract/document';
import type { Failure } from '#contract/failure';
import type { EngineClient } from '../client/engine-client';

/** Which body is looked at, and how. */
export interface BodyWish {
  readonly node: number;
  /** Null: the newest. */
  readonly seq: number | null;
  readonly view: BodyView;
  readonly compare: boolean;
  readonly all: boolean;
  /** How many bytes of a hex dump fit on a line. */
  readonly bytesPerLine: 8 | 16;
}

/** A body that follows the newest message is opened at most four times a second (DESIGN.md section 5). */
const followMs = 250;
const mostLines = 400;
const firstLines = 120;

/** The body in the inspector: opened by the engine, of which only the lines around the ones in view are here. */
export class InspectorBody {
  opened: OpenedBody | null = $state.raw(null);
  failure: Failure | null = $state.raw(null);
  /** Lines from `linesFirst` on. */
  lines: readonly BodyLine[] = $state.raw([]);
  linesFirst = $state(0);
  /** Grows when another message or view is shown, so that the pane goes to `startLine`. */
  turns = $state(0);
  /** Where what is shown anew begins: its top, or the same bytes as before when only the width of the lines changed. */
  startLine = 0;

  readonly #client: Pick<EngineClient, 'ask'>;
  #shown: BodyWish | null = null;
  #wish: BodyWish | null = null;
  #inFlight: BodyWish | null = null;
  #opening: AbortController | null = null;
  #openedAtMs = 0;
  #later: ReturnType<typeof setTimeout> | null = null;
  #looked = { first: 0, count: firstLines };
  #reading: AbortController | null = null;
  #readAgain = false;

  constructor(client: Pick<EngineClient, 'ask'>) {
    this.#client = client;
  }

  /** Shows this body: one request in flight, the latest wins; another topic or view ends the one in flight. */
  show(wish: BodyWish): void {
    const follows = this.#continues(wish);
    this.#wish = wish;
    if (this.#opening) {
      if (!follows) this.#opening.abort();
      return;
    }
    const waitMs = follows ? Math.max(0, this.#openedAtMs + followMs - performance.now()) : 0;
    if (this.#later) clearTimeout(this.#later);
    this.#later = null;
    if (waitMs === 0) void this.#open();
    else this.#later = setTimeout(() => void this.#open(), waitMs);
  }

  /** Nothing is looked at any more. */
  clear(): void {
    if (this.#later) clearTimeout(this.#later);
    this.#later = null;
    this.#wish = null;
    this.#opening?.abort();
    this.#reading?.abort();
    this.#closeShown();
    this.#shown = null;
    this.opened = null;
    this.failure = null;
    this.lines = [];
    this.linesFirst = 0;
  }

  /** The channel is a new one: what was opened through the old one is gone. */
  forget(): void {
    this.opened = null;
    this.clear();
  }

  /** Lines in view, by rank. */
  look(first: number, count: number): void {
    this.#looked = { first, count };
    if (this.opened && !this.#covers(first, count)) void this.#read();
  }

  /** The same thing to look at as what is on its way, or on screen: its newest message may be another one by now. */
  #continues(wish: BodyWish): boolean {
    const before = this.#inFlight ?? this.#shown;
    if (!sameThing(before, wish)) return false;
    if (before.bytesPerLine === wish.bytesPerLine) return true;
    return this.#inFlight === null && this.opened !== null && !drawsBytes(this.opened);
  }

  #covers(first: number, count: number): boolean {
    const end = Math.min(first + count, this.opened?.lines ?? 0);
    return first >= this.linesFirst && end <= this.linesFirst + this.lines.length;
  }

  async #open(): Promise<void> {
    const wish = this.#wish;
    if (!wish) return;
    this.#wish = null;
    this.#later = null;
    const opening = new AbortController();
    this.#opening = opening;
    this.#inFlight = wish;
    this.#openedAtMs = performance.now();
    const result = await this.#client.ask<'openBody'>({ ask: 'openBody', ...wish }, opening.signal);
    if (result?.ok) await this.#turnTo(wish, result.value, opening.signal);
    else if (result) this.#fail(wish, result.failure);
    if (this.#opening === opening) {
      this.#opening = null;
      this.#inFlight = null;
    }
    const next = this.#wish;
    if (next && !this.#opening) this.show(next);
  }

  /** Lines first, then both at once: what is on screen is never half of one message and half of another. */
  async #turnTo(wish: BodyWish, opened: OpenedBody, signal: AbortSignal): Promise<void> {
    const before = this.#shown;
    const stays = sameThing(before, wish) && (before.bytesPerLine === wish.bytesPerLine || !drawsBytes(opened));
    const looked = stays
      ? this.#looked
      : {
          first: sameThing(before, wish)
            ? Math.floor((this.#looked.first * before.bytesPerLine) / wish.bytesPerLine)
            : 0,
          count: Math.max(firstLines, this.#looked.count)
        };
    const range = around(looked.first, looked.count, opened.lines);
    const question = { ask: 'readLines', document: opened.document, ...range } as const;
    const lines = range.count === 0 ? null : await this.#client.ask<'readLines'>(question, signal);
    if (signal.aborted) {
      void this.#client.ask<'closeBody'>({ ask: 'closeBody', document: opened.document });
      return;
    }
    this.#reading?.abort();
    this.#closeShown();
    this.#shown = wish;
    if (!stays) {
      this.#looked = looked;
      this.startLine = looked.first;
    }
    this.failure = null;
    this.lines = lines?.ok ? lines.value : [];
    this.linesFirst = range.first;
    this.opened = opened;
    if (!stays) this.turns += 1;
  }

  #fail(wish: BodyWish, failure: Failure): void {
    this.#closeShown();
    this.#shown = wish;
    this.opened = null;
    this.lines = [];
    this.failure = failure;
  }

  #closeShown(): void {
    const document = this.opened?.document;
    if (document !== undefined) void this.#client.ask<'closeBody'>({ ask: 'closeBody', document });
  }

  async #read(): Promise<void> {
    if (this.#reading) {
      this.#readAgain = true;
      return;
    }
    const opened = this.opened;
    if (!opened) return;
    const reading = new AbortController();
    this.#reading = reading;
    const range = around(this.#looked.first, this.#looked.count, opened.lines);
    const question = { ask: 'readLines', document: opened.document, ...range } as const;
    const result = range.count === 0 ? null : await this.#client.ask<'readLines'>(question, reading.signal);
    this.#reading = null;
    if (result?.ok && this.opened === opened) {
      this.lines = result.value;
      this.linesFirst = range.first;
    }
    const again = this.#readAgain;
    this.#readAgain = false;
    if (again) this.look(this.#looked.first, this.#looked.count);
  }
}

/** Whether its lines are bytes, so that their width decides how many there are. */
export function drawsBytes(opened: OpenedBody): boolean {
  return opened.view === 'hex' || (opened.view === 'decoded' && opened.format === 'binary');
}

/** The same but for the width of a hex dump's lines. */
function sameThing(one: BodyWish | null, other: BodyWish): one is BodyWish {
  return (
    one !== null &&
    one.node === other.node &&
    one.seq === other.seq &&
    one.view === other.view &&
    one.all === other.all &&
    one.compare === other.compare
  );
}

/** The lines in view and one page more on each side. */
function around(first: number, count: number, lines: number): { first: number; count: number } {
  const from = Math.max(0, Math.min(first - count, lines - 1));
  return { first: from, count: Math.max(0, Math.min(mostLines, first + 2 * count - from, lines - from)) };
}
