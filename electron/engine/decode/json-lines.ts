import type { BodyLines, LineText } from './body-lines';
import { compactJson } from './compact-json';
import { displayText } from '#contract/display-text';
import { jsonLineKind, type JsonLine, type JsonLineTable } from './json-line-table';
import { lineText, longLineBytes } from './line-text';

const deepestIndent = 200;
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** A formatted JSON body, two spaces a level up to level 200. Lines are made from the source when read. */
export class JsonLines implements BodyLines {
  readonly bytes: Uint8Array;
  readonly table: JsonLineTable;
  /** See Decoded. */
  readonly notation: boolean;
  readonly #lengths = new Map<number, number>();

  constructor(bytes: Uint8Array, table: JsonLineTable, notation = false) {
    this.bytes = bytes;
    this.table = table;
    this.notation = notation;
  }

  get count(): number {
    return this.table.count;
  }

  line(rank: number): LineText {
    const line = this.table.line(rank);
    const name = this.#part(line.nameStart, line.nameEnd);
    const value = this.#value(line);
    const text = `${'  '.repeat(Math.min(line.depth, deepestIndent))}${name.text}${name.text === '' ? '' : ': '}`;
    return {
      text: `${text}${value.text}${line.comma && value.cutCharacters === 0 ? ',' : ''}`,
      cutCharacters: name.cutCharacters + value.cutCharacters
    };
  }

  #value(line: JsonLine): LineText {
    switch (line.kind) {
      case jsonLineKind.emptyObject:
        return { text: '{}', cutCharacters: 0 };
      case jsonLineKind.emptyArray:
        return { text: '[]', cutCharacters: 0 };
      case jsonLineKind.flatArray:
        return { text: this.#flat(line), cutCharacters: 0 };
      default:
        return this.#part(line.start, line.end);
    }
  }

  #flat(line: JsonLine): string {
    return displayText(compactJson(this.bytes.subarray(line.start, line.end), this.notation));
  }

  #part(start: number, end: number): LineText {
    return lineText(this.bytes, start, end, () => {
      let length = this.#lengths.get(start);
      if (length === undefined && end - start > longLineBytes) {
        length = decoder.decode(this.bytes.subarray(start, end)).length;
        this.#lengths.set(start, length);
      }
      return length ?? end - start;
    });
  }
}
