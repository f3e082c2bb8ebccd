import type { LineField } from '#contract/document';
import { formatFieldPath } from '#contract/field-path';
import type { LineFields } from './line-fields';

const lineFeed = 0x0a;
const lastSpace = 0x20;

/** The fields of JSON lines: each line that is not blank is an element of one array of them. */
export class RecordFields implements LineFields {
  readonly #text: Uint8Array;
  /** The line that was read last: where it starts, and how many before it are not blank. */
  #line = 0;
  #start = 0;
  #records = 0;

  constructor(text: Uint8Array) {
    this.#text = text;
  }

  of(drawn: readonly number[]): readonly (LineField | null)[] {
    return drawn.map((line) => {
      this.#go(line);
      return this.#isBlank() ? null : { path: formatFieldPath([this.#records]), charted: false };
    });
  }

  start(line: number): number | null {
    this.#go(line);
    return this.#isBlank() ? null : this.#start;
  }

  /** Byte by byte: a search for each end would be slow where lines are short. */
  #go(line: number): void {
    if (line < this.#line) this.#line = this.#start = this.#records = 0;
    let blank = true;
    for (let at = this.#start; this.#line < line && at < this.#text.length; at += 1) {
      const byte = this.#text[at] ?? 0;
      if (byte > lastSpace) blank = false;
      if (byte !== lineFeed) continue;
      if (!blank) this.#records += 1;
      blank = true;
      this.#start = at + 1;
      this.#line += 1;
    }
  }

  #isBlank(): boolean {
    for (let at = this.#start; at < this.#text.length; at += 1) {
      const byte = this.#text[at] ?? 0;
      if (byte === lineFeed) return true;
      if (byte > lastSpace) return false;
    }
    return true;
  }
}
