import type { LineBlocks } from './body-folds';
import type { BodyLines, LineText } from './body-lines';
import { lineText, longLineBytes } from './line-text';
import { xmlLineKind, type XmlLineTable } from './xml-line-table';

const deepestIndent = 200;
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * A formatted XML body, two spaces a level up to level 200, made from the source when read, and its blocks: an element goes to
 * the line of its closing tag; one that a cut text ends in goes to the last line.
 */
export class XmlLines implements BodyLines {
  readonly blocks: LineBlocks;
  readonly #bytes: Uint8Array;
  readonly #table: XmlLineTable;
  readonly #lengths = new Map<number, number>();

  constructor(bytes: Uint8Array, table: XmlLineTable) {
    this.#bytes = bytes;
    this.#table = table;
    const lasts = lastLines(table);
    this.blocks = { count: table.count, lastLine: (rank) => lasts[rank] ?? rank };
  }

  get count(): number {
    return this.#table.count;
  }

  line(rank: number): LineText {
    const { start, end } = this.#table.line(rank);
    const { text, cutCharacters } = lineText(this.#bytes, start, end, () => this.#length(rank, start, end));
    return { text: this.indent(rank) + text, cutCharacters };
  }

  /** The bytes of a line without its indent. */
  bytes(rank: number): Uint8Array {
    const { start, end } = this.#table.line(rank);
    return this.#bytes.subarray(start, end);
  }

  /** Spaces before a line. */
  indent(rank: number): string {
    const { kind, depth } = this.#table.line(rank);
    return kind === xmlLineKind.more ? '' : '  '.repeat(Math.min(depth, deepestIndent));
  }

  #length(rank: number, start: number, end: number): number {
    let length = this.#lengths.get(rank);
    if (length === undefined && end - start > longLineBytes) {
      length = decoder.decode(this.#bytes.subarray(start, end)).length;
      this.#lengths.set(rank, length);
    }
    return length ?? end - start;
  }
}

function lastLines(table: XmlLineTable): Int32Array {
  const lasts = new Int32Array(table.count);
  const open: number[] = [];
  for (let rank = 0; rank < table.count; rank += 1) {
    lasts[rank] = rank;
    const { kind } = table.line(rank);
    if (kind === xmlLineKind.open) open.push(rank);
    else if (kind === xmlLineKind.close) lasts[open.pop() ?? rank] = rank;
  }
  for (const rank of open) lasts[rank] = table.count - 1;
  return lasts;
}
