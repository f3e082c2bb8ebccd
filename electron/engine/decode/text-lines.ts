import type { BodyLines, LineText } from './body-lines';
import { GrowingColumn } from './growing-column';
import type { Steps } from './run-steps';
import { lineText, longLineBytes } from './line-text';

const linesPerMark = 64;
const bytesPerMark = 262_144;
const bytesPerStep = 131_072;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/**
 * A body as the lines it has: split at LF and CRLF, as received. The place of every 64th line (or the next one after
 * 256 KB) is kept, and the few lines from there are counted when read: 256 MB of empty lines cost 32 MB, not 1 GB.
 */
export class TextLines implements BodyLines {
  readonly #bytes: Uint8Array;
  readonly #markLines = new GrowingColumn();
  readonly #markStarts = new GrowingColumn();
  /** Characters of the lines that are cut when shown. */
  readonly #longLines = new Map<number, number>();
  #count = 0;

  private constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  static *read(bytes: Uint8Array): Steps<TextLines> {
    const lines = new TextLines(bytes);
    yield* lines.#index();
    return lines;
  }

  get count(): number {
    return this.#count;
  }

  line(rank: number): LineText {
    const [start, end] = this.#span(rank);
    return lineText(this.#bytes, start, end, () => this.#longLines.get(rank) ?? end - start);
  }

  /** The bytes of a line, without what ends it. */
  bytes(rank: number): Uint8Array {
    const [start, end] = this.#span(rank);
    return this.#bytes.subarray(start, end);
  }

  *#index(): Steps<void> {
    const bytes = this.#bytes;
    let start = 0;
    let characters = 0;
    this.#mark(0, 0);
    for (let from = 0; from < bytes.length; from += bytesPerStep) {
      const until = Math.min(from + bytesPerStep, bytes.length);
      for (let at = from; at < until; at += 1) {
        const byte = bytes[at] ?? 0;
        if (byte === lineFeed) {
          this.#endLine(at - start, characters - (bytes[at - 1] === carriageReturn ? 1 : 0));
          start = at + 1;
          characters = 0;
          this.#markWhenFar(start);
        } else if (byte < 0x80) characters += 1;
        else if (byte >= 0xc0) characters += byte >= 0xf0 ? 2 : 1;
      }
      yield;
    }
    // A last line feed ends a line; it does not begin another.
    if (start < bytes.length) this.#endLine(bytes.length - start, characters);
  }

  #endLine(lengthBytes: number, characters: number): void {
    if (lengthBytes > longLineBytes) this.#longLines.set(this.#count, characters);
    this.#count += 1;
  }

  #markWhenFar(start: number): void {
    const last = this.#markLines.length - 1;
    const far = start - this.#markStarts.at(last) >= bytesPerMark;
    if (far || this.#count - this.#markLines.at(last) >= linesPerMark) this.#mark(this.#count, start);
  }

  #mark(line: number, start: number): void {
    this.#markLines.push(line);
    this.#markStarts.push(start);
  }

  #span(rank: number): readonly [number, number] {
    const mark = this.#markBefore(rank);
    let start = this.#markStarts.at(mark);
    for (let line = this.#markLines.at(mark); line < rank; line += 1) start = this.#lineFeedFrom(start) + 1;
    // A very long line is followed by a mark: its end is known without looking for it.
    const marked = mark + 1 < this.#markLines.length && this.#markLines.at(mark + 1) === rank + 1;
    const end = marked ? this.#markStarts.at(mark + 1) - 1 : (this.#lastLineEnd(rank) ?? this.#lineFeedFrom(start));
    return [start, end > start && end < this.#bytes.length && this.#bytes[end - 1] === carriageReturn ? end - 1 : end];
  }

  #lastLineEnd(rank: number): number | null {
    if (rank !== this.#count - 1) return null;
    const last = this.#bytes.length - 1;
    return this.#bytes[last] === lineFeed ? last : last + 1;
  }

  #lineFeedFrom(start: number): number {
    const found = this.#bytes.indexOf(lineFeed, start);
    return found < 0 ? this.#bytes.length : found;
  }

  /** The last mark at or before a line. */
  #markBefore(rank: number): number {
    let low = 0;
    let high = this.#markLines.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#markLines.at(middle) <= rank) low = middle + 1;
      else high = middle;
    }
    return Math.max(0, low - 1);
  }
}
