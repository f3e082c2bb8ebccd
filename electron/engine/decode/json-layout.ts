import { assertNever } from '#contract/assert-never';
import type { Steps } from './run-steps';
import { JsonGrammar, jsonRole } from './json-grammar';
import { JsonLineTable, jsonLineKind } from './json-line-table';
import { JsonScanner } from './json-scanner';
import { jsonToken, type JsonToken } from './json-token';

const flatArrayCharacters = 80;
/** White space between values may be megabytes: such an array is not flat. */
const flatArrayBytes = 1_024;
const tokensPerStep = 4_096;

interface LayoutOptions {
  /** The bytes are the beginning of a text: it may end anywhere. */
  readonly cut: boolean;
  /** Arrays of numbers, words and the like on one line while they fit. */
  readonly flatArrays: boolean;
  /** Scalars may be other bare words than JSON's (`h'0a'`, `NaN`, `1(5)`); see NotationWriter. */
  readonly notation?: boolean;
}

/**
 * Lays a JSON text out in lines, strictly by RFC 8259 unless it is notation; null when it is none. Everything stays as
 * written: 1e400, -0, 9007199254740993, duplicate names, the order of names. A stack of our own, so a million levels are
 * only memory.
 */
export function* layOutJson(bytes: Uint8Array, options: LayoutOptions): Steps<JsonLineTable | null> {
  const layout = new Layout(bytes.length, options);
  const scanner = new JsonScanner(bytes, 0, options.notation === true);
  for (let steps = 1; ; steps += 1) {
    const token = scanner.next();
    if (token === jsonToken.more) yield;
    else if (token === jsonToken.end) return layout.mayEnd ? layout.table : null;
    else if (!layout.take(token, scanner.start, scanner.end)) return null;
    if (steps % tokensPerStep === 0) yield;
  }
}

class Layout {
  readonly table: JsonLineTable;
  readonly #options: LayoutOptions;
  readonly #grammar = new JsonGrammar();
  /** Of the name whose value is to come; alike: there is none. */
  #nameStart = 0;
  #nameEnd = 0;
  /** Line of the innermost array while all in it is scalar and short; else -1. */
  #flatFrom = -1;
  #flatCharacters = 0;

  constructor(textBytes: number, options: LayoutOptions) {
    this.table = new JsonLineTable(textBytes);
    this.#options = options;
  }

  get mayEnd(): boolean {
    return this.#grammar.whole || (this.#options.cut && this.table.count > 0);
  }

  /** False: the text is no JSON. */
  take(token: JsonToken, start: number, end: number): boolean {
    if (token === jsonToken.unfinished && !this.#options.cut) return false;
    const role = this.#grammar.take(token);
    switch (role) {
      case jsonRole.wrong:
        return false;
      case jsonRole.colon:
        return true;
      case jsonRole.comma:
        this.table.addComma();
        return true;
      case jsonRole.name:
        // Of a cut text the last value may be half; half a name is not worth a line.
        if (token === jsonToken.unfinished) return true;
        this.#nameStart = start;
        this.#nameEnd = end;
        return true;
      case jsonRole.value:
        this.#add(jsonLineKind.scalar, this.#grammar.depth, start, end);
        this.#flatCharacters += end - start + 2;
        return true;
      case jsonRole.open:
        this.#flatFrom = token === jsonToken.openObject || !this.#options.flatArrays ? -1 : this.table.count;
        this.#flatCharacters = 0;
        this.#add(jsonLineKind.open, this.#grammar.depth - 1, start, start + 1);
        return true;
      case jsonRole.close:
      case jsonRole.closeEmpty:
        this.#close(token === jsonToken.closeObject, role === jsonRole.closeEmpty, end);
        return true;
      default:
        return assertNever(role);
    }
  }

  #close(object: boolean, empty: boolean, end: number): void {
    if (empty) {
      this.table.close(this.table.count - 1, object ? jsonLineKind.emptyObject : jsonLineKind.emptyArray, end);
    } else if (this.#isFlat(end)) {
      this.table.close(this.#flatFrom, jsonLineKind.flatArray, end);
    } else {
      this.#nameStart = this.#nameEnd = 0;
      this.#add(jsonLineKind.close, this.#grammar.depth, end - 1, end);
    }
    // Whatever is around this container holds a container: it is not flat.
    this.#flatFrom = -1;
  }

  #isFlat(end: number): boolean {
    if (this.#flatFrom < 0 || this.#flatCharacters > flatArrayCharacters) return false;
    return end - (this.table.starts[this.#flatFrom] ?? 0) <= flatArrayBytes;
  }

  #add(kind: (typeof jsonLineKind)[keyof typeof jsonLineKind], depth: number, start: number, end: number): void {
    this.table.add(kind, depth, this.#nameStart, this.#nameEnd, start, end);
    this.#nameStart = this.#nameEnd = 0;
  }
}
