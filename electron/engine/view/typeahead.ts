import type { MoveAnswer } from '#contract/engine';
import type { TopicOrder } from '../store/topic-order';
import type { VisibleRows } from './visible-rows';

const rowsPerLook = 256;
const sliceMs = 4;

/** Looks for the next row whose name begins with what was typed, in slices: a million rows may be open. */
export class Typeahead {
  readonly #prefix: string;
  readonly #rows: VisibleRows;
  readonly #order: TopicOrder;
  readonly #displayBytes: (bytes: Uint8Array) => string;
  #next: number;
  #left: number;

  /** Goes round from the row after `from` (-1: from the first). */
  constructor(
    prefix: string,
    from: number,
    rows: VisibleRows,
    order: TopicOrder,
    displayBytes: (bytes: Uint8Array) => string
  ) {
    this.#prefix = prefix.toLowerCase();
    this.#rows = rows;
    this.#order = order;
    this.#displayBytes = displayBytes;
    this.#next = from + 1;
    this.#left = prefix === '' ? 0 : rows.length;
  }

  /** Null: there is none. Rejects with the signal's reason when aborted. */
  async find(signal: AbortSignal): Promise<MoveAnswer | null> {
    for (;;) {
      const found = this.#step(performance.now() + sliceMs);
      if (found !== undefined) return found;
      await new Promise((resume) => setImmediate(resume));
      signal.throwIfAborted();
    }
  }

  /** Undefined: not done by then. */
  #step(untilMs: number): MoveAnswer | null | undefined {
    while (this.#left > 0) {
      if (this.#next >= this.#rows.length) this.#next = 0;
      const rows = this.#rows.slice(this.#next, this.#next + Math.min(rowsPerLook, this.#left));
      for (const [index, row] of rows.entries()) {
        // A folded row answers to its first and to its last segment.
        if (this.#begins(row.node) || (row.top !== row.node && this.#begins(row.top))) {
          return { node: row.node, rank: this.#next + index };
        }
      }
      if (rows.length === 0) return null;
      this.#next += rows.length;
      this.#left -= rows.length;
      if (performance.now() >= untilMs && this.#left > 0) return undefined;
    }
    return null;
  }

  #begins(node: number): boolean {
    const bytes = this.#order.segmentBytes(this.#order.segmentId(node));
    const first = bytes[0] ?? 0;
    // Most names begin with a letter of ASCII, and with another one: seen without making text of them.
    if (first > 0x20 && first < 0x7f && lowerCase(first) !== this.#prefix.charCodeAt(0)) return false;
    // Four bytes a character are more than any name needs.
    const start = this.#displayBytes(bytes.subarray(0, this.#prefix.length * 4));
    return start.toLowerCase().startsWith(this.#prefix);
  }
}

function lowerCase(ascii: number): number {
  return ascii >= 0x41 && ascii <= 0x5a ? ascii + 0x20 : ascii;
}
