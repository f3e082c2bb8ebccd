import type { BodyLine, BodyView, OpenedBody } from '#contract/document';
import type { Failure, Result } from '#contract/failure';
import type { EngineClient } from '../client/engine-client';
import { drawsBytes, problemByte } from '../format/problem-byte';
import { KeptFolds } from './kept-folds';

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
/** Twice as many are drawn at once: 240 took 0.4 s on a busy computer. */
const firstLines = 40;
const linesAboveProblem = 3;

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
  readonly #folds = new KeptFolds();
  #folding: AbortController | null = null;
  /** A body that was opened is on its way to the screen. */
  #turning: Promise<void> | null = null;
  #foldWaits = false;
  #held = false;
  #copying: AbortController | null = null;

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
    if (this.#held && follows) return;
    const waitMs = follows ? Math.max(0, this.#openedAtMs + followMs - performance.now()) : 0;
    if (this.#later) clearTimeout(this.#later);
    this.#later = null;
    if (waitMs === 0) void this.#open();
    else this.#later = setTimeout(() => void this.#open(), waitMs);
  }

  /** While a person acts on a line of it, the body stays though newer messages come. */
  hold(on: boolean): void {
    this.#held = on;
    const wish = this.#wish;
    if (!on && wish && !this.#opening) this.show(wish);
  }

  /** Nothing is looked at any more. */
  clear(): void {
    if (this.#later) clearTimeout(this.#later);
    this.#later = null;
    this.#wish = null;
    this.#opening?.abort();
    this.#reading?.abort();
    this.#folding?.abort();
    this.#copying?.abort();
    this.#held = false;
    this.#folds.clear();
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

  /** Folds or unfolds the block that a line opens; null: every block. What is drawn changes at once and whole. */
  async fold(line: number | null, open: boolean): Promise<void> {
    if (!this.opened || this.#folding || this.#foldWaits) return;
    const text = this.#textAt(line);
    if (this.#turning) {
      // The next body comes folded as this one was a moment ago: what is folded now is folded there.
      this.#foldWaits = true;
      await this.#turning;
      this.#foldWaits = false;
    }
    const { opened } = this;
    if (!opened || this.#textAt(line) !== text) return;
    const folding = new AbortController();
    this.#folding = folding;
    this.#folds.keep({ line, open, text });
    const { document } = opened;
    const folded = await this.#client.ask<'fold'>({ ask: 'fold', document, line, open }, folding.signal);
    if (folded?.ok && this.opened === opened) await this.#redraw({ ...opened, lines: folded.value.lines }, opened);
    if (this.#folding === folding) this.#folding = null;
  }

  /** What the field of a line holds. Null: given up, for another is copied or looked at. */
  async fieldText(line: number): Promise<Result<string> | null> {
    const document = this.opened?.document;
    this.#copying?.abort();
    if (document === undefined) return null;
    const copying = new AbortController();
    this.#copying = copying;
    return this.#client.ask<'readField'>({ ask: 'readField', document, line }, copying.signal);
  }

  /** The bytes of a picture that is open. Null: given up. */
  readImage(document: number, signal: AbortSignal): Promise<Result<Uint8Array> | null> {
    return this.#client.ask<'readImage'>({ ask: 'readImage', document }, signal);
  }

  /** The same document with another number of lines: both are changed together. */
  async #redraw(next: OpenedBody, before: OpenedBody): Promise<void> {
    this.#reading?.abort();
    const range = around(this.#looked.first, this.#looked.count, next.lines);
    const question = { ask: 'readLines', document: next.document, ...range } as const;
    const lines = range.count === 0 ? null : await this.#client.ask<'readLines'>(question);
    if (this.opened !== before || !lines?.ok) return;
    this.lines = lines.value;
    this.linesFirst = range.first;
    this.opened = next;
    this.look(this.#looked.first, this.#looked.count);
  }

  /** The same thing to look at as what is on its way, or on screen: its newest message may be another one by now. */
  #continues(wish: BodyWish): boolean {
    const before = this.#inFlight ?? this.#shown;
    if (!sameThing(before, wish)) return false;
    if (before.bytesPerLine === wish.bytesPerLine) return true;
    return this.#inFlight === null && this.opened !== null && !drawsBytes(this.opened);
  }

  #textAt(line: number | null): string {
    return line === null ? '' : (this.lines[line - this.linesFirst]?.text ?? '');
  }

  #covers(first: number, count: number): boolean {
    const end = Math.min(first + count, this.opened?.lines ?? 0);
    return first >= this.linesFirst && end <= this.linesFirst + this.lines.length;
  }

  async #open(): Promise<void> {
    const wish = this.#wish;
    this.#later = null;
    if (!wish || (this.#held && this.#continues(wish))) return;
    this.#wish = null;
    const opening = new AbortController();
    this.#opening = opening;
    this.#inFlight = wish;
    this.#openedAtMs = performance.now();
    const result = await this.#client.ask<'openBody'>({ ask: 'openBody', ...wish }, opening.signal);
    if (result?.ok) {
      this.#turning = this.#turnTo(wish, result.value, opening.signal);
      await this.#turning;
      this.#turning = null;
    } else if (result) this.#fail(wish, result.failure);
    if (this.#opening === opening) {
      this.#opening = null;
      this.#inFlight = null;
    }
    const next = this.#wish;
    if (next && !this.#opening) this.show(next);
  }

  /** Lines first, then both at once: what is on screen is never half of one message and half of another. */
  async #turnTo(wish: BodyWish, found: OpenedBody, signal: AbortSignal): Promise<void> {
    const before = this.#shown;
    if (before?.node !== wish.node || before.view !== wish.view) this.#folds.clear();
    const count = await this.#folds.repeat(this.#client, found.document, found.lines, signal);
    const opened = { ...found, lines: count };
    const stays = sameThing(before, wish) && (before.bytesPerLine === wish.bytesPerLine || !drawsBytes(opened));
    const problemLine = this.#newProblemLine(opened, wish, stays);
    const looked =
      stays && problemLine === null
        ? this.#looked
        : { first: problemLine ?? this.#sameBytes(before, wish), count: Math.max(firstLines, this.#looked.count) };
    const range = around(looked.first, looked.count, opened.lines);
    const question = { ask: 'readLines', document: opened.document, ...range } as const;
    const lines = range.count === 0 ? null : await this.#client.ask<'readLines'>(question, signal);
    const waits = this.#held && stays;
    if (waits) this.#wish ??= wish;
    if (signal.aborted || waits) {
      void this.#client.ask<'closeBody'>({ ask: 'closeBody', document: opened.document });
      return;
    }
    this.#reading?.abort();
    this.#folding?.abort();
    this.#closeShown();
    this.#shown = wish;
    if (looked !== this.#looked) {
      this.#looked = looked;
      this.startLine = looked.first;
    }
    this.failure = null;
    this.lines = lines?.ok ? lines.value : [];
    this.linesFirst = range.first;
    this.opened = opened;
    if (!stays || problemLine !== null) this.turns += 1;
  }

  /** Where the same bytes begin when only the width of their lines changed; the top of anything else. */
  #sameBytes(before: BodyWish | null, wish: BodyWish): number {
    if (!sameThing(before, wish)) return 0;
    return Math.floor((this.#looked.first * before.bytesPerLine) / wish.bytesPerLine);
  }

  /** A byte that cannot be read is brought into view once, not each time the next message has one too. */
  #newProblemLine(opened: OpenedBody, { bytesPerLine }: BodyWish, stays: boolean): number | null {
    const byte = problemByte(opened);
    if (byte === null || (stays && this.opened !== null && problemByte(this.opened) !== null)) return null;
    return Math.max(0, Math.floor(byte / bytesPerLine) - linesAboveProblem);
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
