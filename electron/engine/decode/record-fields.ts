import type { LineField } from '#contract/document';
import { formatFieldPath } from '#contract/field-path';
import type { LineFields } from './line-fields';

const lineFeed = 0x0a;
const lastSpace = 0x20;
const linesPerMark = 4_096;

/** Where a line starts, and how many before it are not blank. */
interface Mark {
  readonly line: number;
  readonly start: number;
  readonly records: number;
}

/** The fields of JSON lines: each line that is not blank is an element of one array of them. */
export class RecordFields implements LineFields {
  readonly #text: Uint8Array;
  /** The line that was read last. */
  #at: Mark = { line: 0, start: 0, records: 0 };
  /** Every so many lines, as far as was read. */
  readonly #marks: Mark[] = [this.#at];

  constructor(text: Uint8Array) {
    this.#text = text;
  }

  of(drawn: readonly number[]): readonly (LineField | null)[] {
    return drawn.map((line) => {
      this.#go(line);
      return this.#isBlank() ? null : { path: formatFieldPath([this.#at.records]), charted: false };
    });
  }

  start(line: number): number | null {
    this.#go(line);
    return this.#isBlank() ? null : this.#at.start;
  }

  /** Byte by byte: a search for each end would be slow where lines are short. */
  #go(line: number): void {
    if (line < this.#at.line) this.#at = this.#marks[Math.floor(line / linesPerMark)] ?? this.#at;
    const text = this.#text;
    let { line: reached, start, records } = this.#at;
    let blank = true;
    for (let at = start; reached < line && at < text.length; at += 1) {
      const byte = text[at] ?? 0;
      if (byte > lastSpace) blank = false;
      else if (byte === lineFeed) {
        if (!blank) records += 1;
        blank = true;
        start = at + 1;
        reached += 1;
        if (reached === this.#marks.length * linesPerMark) this.#marks.push({ line: reached, start, records });
      }
    }
    this.#at = { line: reached, start, records };
  }

  #isBlank(): boolean {
    for (let at = this.#at.start; at < this.#text.length; at += 1) {
      const byte = this.#text[at] ?? 0;
      if (byte === lineFeed) return true;
      if (byte > lastSpace) return false;
    }
    return true;
  }
}
