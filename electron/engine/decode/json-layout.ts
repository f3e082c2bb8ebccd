import { JsonLineTable, jsonLineKind, type JsonLineKind } from './json-line-table';
import { JsonScanner } from './json-scanner';
import { jsonToken, type JsonToken } from './json-token';
import type { Steps } from './run-steps';

const flatArrayCharacters = 80;
/** White space between values may be megabytes: such an array is not flat. */
const flatArrayBytes = 1_024;
const tokensPerStep = 4_096;
/** White space is skipped by as much a step. Longer strings are left to the scanner, which pauses inside them. */
const nearBytes = 1_024;

const spaces = new Uint8Array(256);
for (const space of [0x20, 0x0a, 0x0d, 0x09]) spaces[space] = 1;
/** In a string: neither its end, nor an escape, nor a control character. */
const plain = new Uint8Array(256).fill(1, 0x20);
plain[0x22] = 0;
plain[0x5c] = 0;

/** What comes next. */
const expects = { value: 0, valueOrClose: 1, name: 2, nameOrClose: 3, colon: 4, behindValue: 5 } as const;

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
  const layout = new Layout(bytes, options);
  for (;;) {
    const read = layout.read();
    if (read !== null) return read ? layout.table : null;
    yield;
  }
}

/**
 * Tokens, grammar and lines in one loop over the bytes: opening and comparing large messages is mostly this, and handing each token from
 * JsonScanner to JsonGrammar to here took twice as long. A test holds it against those two.
 */
class Layout {
  readonly table: JsonLineTable;
  readonly #bytes: Uint8Array;
  readonly #options: LayoutOptions;
  readonly #scanner: JsonScanner;
  #at = 0;
  /** The scanner paused inside a string. */
  #paused = false;
  #expected: (typeof expects)[keyof typeof expects] = expects.value;
  /** For each open container: whether it is an object. */
  #objects = new Uint8Array(64);
  #depth = 0;
  /** Of the name whose value is to come; alike: there is none. */
  #nameStart = 0;
  #nameEnd = 0;
  /** Line of the innermost array while all in it is scalar and short; else -1. */
  #flatFrom = -1;
  #flatCharacters = 0;

  constructor(bytes: Uint8Array, options: LayoutOptions) {
    this.table = new JsonLineTable(bytes.length);
    this.#bytes = bytes;
    this.#options = options;
    this.#scanner = new JsonScanner(bytes, 0, options.notation === true);
  }

  /** A few thousand tokens of the text. True: to its end; false: it is no JSON; null: there is more. */
  read(): boolean | null {
    const bytes = this.#bytes;
    const { length } = bytes;
    for (let tokens = 0; tokens < tokensPerStep; tokens += 1) {
      let at = this.#at;
      const near = Math.min(at + nearBytes, length);
      while (at < near && spaces[bytes[at] ?? 0] === 1) at += 1;
      if (this.#paused) {
        if (!this.#scan(at)) return false;
      } else if (at < near) {
        if (!this.#token(bytes, at, bytes[at] ?? 0)) return false;
      } else if (at === length) {
        return this.#mayEnd();
      } else {
        this.#at = at;
      }
      if (this.#paused) return null;
    }
    return null;
  }

  #token(bytes: Uint8Array, at: number, byte: number): boolean {
    switch (byte) {
      case 0x22: {
        const until = Math.min(at + nearBytes, bytes.length);
        let end = at + 1;
        while (end < until && plain[bytes[end] ?? 0] === 1) end += 1;
        return end < until && bytes[end] === 0x22 ? this.#string(at, end + 1) : this.#scan(at);
      }
      case 0x2c:
        this.#at = at + 1;
        return this.#comma();
      case 0x3a:
        this.#at = at + 1;
        if (this.#expected !== expects.colon) return false;
        this.#expected = expects.value;
        return true;
      case 0x7b:
      case 0x5b:
        this.#at = at + 1;
        return this.#open(byte === 0x7b, at);
      case 0x7d:
      case 0x5d:
        this.#at = at + 1;
        return this.#close(byte === 0x7d, at + 1);
      default:
        return this.#scan(at);
    }
  }

  /** What takes a closer look: numbers, words, strings with escapes, and what is wrong. */
  #scan(at: number): boolean {
    const scanner = this.#scanner;
    const token = this.#paused ? scanner.next() : scanner.from(at);
    this.#paused = token === jsonToken.more;
    if (this.#paused) return true;
    this.#at = scanner.end;
    return this.#scanned(token, scanner.start, scanner.end);
  }

  #scanned(token: JsonToken, start: number, end: number): boolean {
    switch (token) {
      case jsonToken.string:
        return this.#string(start, end);
      case jsonToken.scalar:
        return this.#value(start, end);
      case jsonToken.unfinished:
        if (!this.#options.cut) return false;
        // The last value of a cut text may be half; half a name is not worth a line.
        return this.#expected === expects.name || this.#expected === expects.nameOrClose || this.#value(start, end);
      default:
        return false;
    }
  }

  #mayEnd(): boolean {
    const whole = this.#depth === 0 && this.#expected === expects.behindValue;
    return whole || (this.#options.cut && this.table.count > 0);
  }

  #string(start: number, end: number): boolean {
    this.#at = end;
    if (this.#expected !== expects.name && this.#expected !== expects.nameOrClose) return this.#value(start, end);
    this.#expected = expects.colon;
    this.#nameStart = start;
    this.#nameEnd = end;
    return true;
  }

  #value(start: number, end: number): boolean {
    if (this.#expected > expects.valueOrClose) return false;
    this.#expected = expects.behindValue;
    this.#add(jsonLineKind.scalar, this.#depth, start, end);
    this.#flatCharacters += end - start + 2;
    return true;
  }

  #comma(): boolean {
    if (this.#expected !== expects.behindValue || this.#depth === 0) return false;
    this.#expected = this.#objects[this.#depth - 1] === 1 ? expects.name : expects.value;
    this.table.addComma();
    return true;
  }

  #open(object: boolean, start: number): boolean {
    if (this.#expected > expects.valueOrClose) return false;
    this.#expected = object ? expects.nameOrClose : expects.valueOrClose;
    this.#flatFrom = object || !this.#options.flatArrays ? -1 : this.table.count;
    this.#flatCharacters = 0;
    this.#add(jsonLineKind.open, this.#depth, start, start + 1);
    if (this.#depth === this.#objects.length) {
      const grown = new Uint8Array(this.#depth * 2);
      grown.set(this.#objects);
      this.#objects = grown;
    }
    this.#objects[this.#depth] = object ? 1 : 0;
    this.#depth += 1;
    return true;
  }

  #close(object: boolean, end: number): boolean {
    if (this.#depth === 0 || (this.#objects[this.#depth - 1] === 1) !== object) return false;
    const empty = this.#expected === (object ? expects.nameOrClose : expects.valueOrClose);
    if (!empty && this.#expected !== expects.behindValue) return false;
    this.#expected = expects.behindValue;
    this.#depth -= 1;
    if (empty) {
      this.table.close(this.table.count - 1, object ? jsonLineKind.emptyObject : jsonLineKind.emptyArray, end);
    } else if (this.#isFlat(end)) {
      this.table.close(this.#flatFrom, jsonLineKind.flatArray, end);
    } else {
      this.#nameStart = this.#nameEnd = 0;
      this.#add(jsonLineKind.close, this.#depth, end - 1, end);
    }
    // Whatever is around this container holds a container: it is not flat.
    this.#flatFrom = -1;
    return true;
  }

  #isFlat(end: number): boolean {
    if (this.#flatFrom < 0 || this.#flatCharacters > flatArrayCharacters) return false;
    return end - (this.table.starts[this.#flatFrom] ?? 0) <= flatArrayBytes;
  }

  #add(kind: JsonLineKind, depth: number, start: number, end: number): void {
    this.table.add(kind, depth, this.#nameStart, this.#nameEnd, start, end);
    this.#nameStart = this.#nameEnd = 0;
  }
}
