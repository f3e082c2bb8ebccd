import type { LineText } from '../body-lines';
import { GrowingColumn } from '../growing-column';
import { lineText } from '../line-text';
import { asBuffer } from './same-bytes';

const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const linesPerSign = 8_192;

/** A text's lines, split at LF, with where each begins: a comparison reads all of them, in any order. */
export class TextSpans {
  readonly bytes: Buffer;
  readonly #starts = new GrowingColumn();

  constructor(text: Uint8Array, alive: () => void) {
    this.bytes = asBuffer(text);
    for (let start = 0; start < text.length;) {
      this.#starts.push(start);
      if (this.#starts.length % linesPerSign === 0) alive();
      const end = this.bytes.indexOf(lineFeed, start);
      start = end < 0 ? text.length : end + 1;
    }
  }

  get count(): number {
    return this.#starts.length;
  }

  start(rank: number): number {
    return this.#starts.at(rank);
  }

  /** Before what ends the line; a CR counts as part of it. */
  end(rank: number): number {
    const next = this.#next(rank);
    return this.bytes[next - 1] === lineFeed ? next - 1 : next;
  }

  /** Without CR. */
  line(rank: number): LineText {
    const start = this.start(rank);
    const end = this.end(rank);
    const shownEnd = end > start && this.bytes[end - 1] === carriageReturn && end < this.#next(rank) ? end - 1 : end;
    // How many characters are cut is not shown here, only that some are.
    return lineText(this.bytes, start, shownEnd, () => shownEnd - start);
  }

  /** What ends the line, as pictures. */
  ending(rank: number): string {
    const end = this.end(rank);
    if (end === this.#next(rank)) return '';
    return end > this.start(rank) && this.bytes[end - 1] === carriageReturn ? '␍␊' : '␊';
  }

  #next(rank: number): number {
    return rank + 1 < this.count ? this.#starts.at(rank + 1) : this.bytes.length;
  }
}
