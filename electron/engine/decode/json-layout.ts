import { assertNever } from '#contract/assert-never';
import type { Steps } from './in-slices';
import { JsonLineTable, jsonLineKind } from './json-line-table';
import { JsonScanner } from './json-scanner';
import { jsonToken, type JsonToken } from './json-token';

const flatArrayCharacters = 80;
/** White space between values may be megabytes: such an array is not flat. */
const flatArrayBytes = 1_024;
const tokensPerStep = 4_096;
const noName: readonly [number, number] = [0, 0];

type Expected = 'value' | 'valueOrClose' | 'name' | 'nameOrClose' | 'colon' | 'commaOrClose' | 'end';

interface LayoutOptions {
  /** The bytes are the beginning of a text: it may end anywhere. */
  readonly cut: boolean;
  /** Arrays of numbers, words and the like on one line while they fit. */
  readonly flatArrays: boolean;
}

/**
 * Lays a JSON text out in lines, strictly by RFC 8259; null when it is none. Everything stays as written: 1e400, -0,
 * 9007199254740993, duplicate names, the order of names. A stack of our own, so a million levels are only memory.
 */
export function* layOutJson(bytes: Uint8Array, options: LayoutOptions): Steps<JsonLineTable | null> {
  const layout = new Layout(options);
  const scanner = new JsonScanner(bytes);
  for (let steps = 1; ; steps += 1) {
    const token = scanner.next();
    if (token === jsonToken.more) yield;
    else if (token === jsonToken.end) return layout.mayEnd ? layout.table : null;
    else if (!layout.take(token, scanner.start, scanner.end)) return null;
    if (steps % tokensPerStep === 0) yield;
  }
}

class Layout {
  readonly table = new JsonLineTable();
  readonly #options: LayoutOptions;
  /** For each open container: whether it is an object. */
  #objects = new Uint8Array(64);
  #depth = 0;
  #expected: Expected = 'value';
  #name = noName;
  /** Line of the innermost array while all in it is scalar and short; else -1. */
  #flatFrom = -1;
  #flatCharacters = 0;

  constructor(options: LayoutOptions) {
    this.#options = options;
  }

  get mayEnd(): boolean {
    return this.#expected === 'end' || (this.#options.cut && this.table.count > 0);
  }

  /** False: the text is no JSON. */
  take(token: JsonToken, start: number, end: number): boolean {
    switch (token) {
      case jsonToken.openObject:
      case jsonToken.openArray:
        return this.#expectsValue() && this.#open(token === jsonToken.openObject, start);
      case jsonToken.closeObject:
      case jsonToken.closeArray:
        return this.#close(token === jsonToken.closeObject, end);
      case jsonToken.comma:
        return this.#comma();
      case jsonToken.colon:
        if (this.#expected !== 'colon') return false;
        this.#expected = 'value';
        return true;
      case jsonToken.string:
        if (this.#expected === 'name' || this.#expected === 'nameOrClose') {
          this.#name = [start, end];
          this.#expected = 'colon';
          return true;
        }
        return this.#scalar(start, end);
      case jsonToken.scalar:
        return this.#scalar(start, end);
      case jsonToken.unfinished:
        // Of a cut text the last value may be half; half a name is not worth a line.
        if (!this.#options.cut) return false;
        return this.#expected === 'name' || this.#expected === 'nameOrClose' || this.#scalar(start, end);
      case jsonToken.end:
      case jsonToken.more:
      case jsonToken.invalid:
        return false;
      default:
        return assertNever(token);
    }
  }

  #expectsValue(): boolean {
    return this.#expected === 'value' || this.#expected === 'valueOrClose';
  }

  #scalar(start: number, end: number): boolean {
    if (!this.#expectsValue()) return false;
    this.#add(jsonLineKind.scalar, start, end);
    this.#flatCharacters += end - start + 2;
    this.#afterValue();
    return true;
  }

  #open(object: boolean, start: number): boolean {
    this.#flatFrom = object || !this.#options.flatArrays ? -1 : this.table.count;
    this.#flatCharacters = 0;
    this.#add(jsonLineKind.open, start, start + 1);
    if (this.#depth === this.#objects.length) {
      const grown = new Uint8Array(this.#objects.length * 2);
      grown.set(this.#objects);
      this.#objects = grown;
    }
    this.#objects[this.#depth] = object ? 1 : 0;
    this.#depth += 1;
    this.#expected = object ? 'nameOrClose' : 'valueOrClose';
    return true;
  }

  #close(object: boolean, end: number): boolean {
    if (this.#depth === 0 || (this.#objects[this.#depth - 1] === 1) !== object) return false;
    const empty = this.#expected === (object ? 'nameOrClose' : 'valueOrClose');
    if (!empty && this.#expected !== 'commaOrClose') return false;
    this.#depth -= 1;
    if (empty) {
      this.table.close(this.table.count - 1, object ? jsonLineKind.emptyObject : jsonLineKind.emptyArray, end);
    } else if (this.#isFlat(end)) {
      this.table.close(this.#flatFrom, jsonLineKind.flatArray, end);
    } else {
      this.#name = noName;
      this.#add(jsonLineKind.close, end - 1, end);
    }
    // Whatever is around this container holds a container: it is not flat.
    this.#flatFrom = -1;
    this.#afterValue();
    return true;
  }

  #isFlat(end: number): boolean {
    if (this.#flatFrom < 0 || this.#flatCharacters > flatArrayCharacters) return false;
    return end - this.table.line(this.#flatFrom).start <= flatArrayBytes;
  }

  #comma(): boolean {
    if (this.#expected !== 'commaOrClose') return false;
    this.table.addComma();
    this.#expected = this.#objects[this.#depth - 1] === 1 ? 'name' : 'value';
    return true;
  }

  #afterValue(): void {
    this.#name = noName;
    this.#expected = this.#depth === 0 ? 'end' : 'commaOrClose';
  }

  #add(kind: (typeof jsonLineKind)[keyof typeof jsonLineKind], start: number, end: number): void {
    this.table.add(kind, this.#depth, this.#name, start, end);
    this.#name = noName;
  }
}
