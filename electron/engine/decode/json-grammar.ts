import { jsonToken, type JsonToken } from './json-token';

/** What a token is where it stands. */
export const jsonRole = { wrong: 0, value: 1, name: 2, open: 3, close: 4, closeEmpty: 5, comma: 6, colon: 7 } as const;
export type JsonRole = (typeof jsonRole)[keyof typeof jsonRole];

const expects = { value: 0, valueOrClose: 1, name: 2, nameOrClose: 3, colon: 4, commaOrClose: 5, end: 6 } as const;

/** RFC 8259's grammar over tokens, with a stack of our own: a million levels are a megabyte. */
export class JsonGrammar {
  /** For each open container: whether it is an object. */
  #objects = new Uint8Array(64);
  #expected: (typeof expects)[keyof typeof expects] = expects.value;
  /** Containers that are open. */
  depth = 0;

  /** One value has been read, and nothing else may follow. */
  get whole(): boolean {
    return this.#expected === expects.end;
  }

  /** An unfinished token counts as what it may become. */
  take(token: JsonToken): JsonRole {
    switch (token) {
      case jsonToken.openObject:
      case jsonToken.openArray:
        return this.#open(token === jsonToken.openObject);
      case jsonToken.closeObject:
      case jsonToken.closeArray:
        return this.#close(token === jsonToken.closeObject);
      case jsonToken.comma:
        if (this.#expected !== expects.commaOrClose) return jsonRole.wrong;
        this.#expected = this.#objects[this.depth - 1] === 1 ? expects.name : expects.value;
        return jsonRole.comma;
      case jsonToken.colon:
        if (this.#expected !== expects.colon) return jsonRole.wrong;
        this.#expected = expects.value;
        return jsonRole.colon;
      case jsonToken.string:
      case jsonToken.unfinished:
        return this.#word(true);
      case jsonToken.scalar:
        return this.#word(false);
      default:
        return jsonRole.wrong;
    }
  }

  #word(mayBeName: boolean): JsonRole {
    if (this.#expected === expects.name || this.#expected === expects.nameOrClose) {
      if (!mayBeName) return jsonRole.wrong;
      this.#expected = expects.colon;
      return jsonRole.name;
    }
    if (!this.#expectsValue()) return jsonRole.wrong;
    this.#afterValue();
    return jsonRole.value;
  }

  #expectsValue(): boolean {
    return this.#expected === expects.value || this.#expected === expects.valueOrClose;
  }

  #open(object: boolean): JsonRole {
    if (!this.#expectsValue()) return jsonRole.wrong;
    if (this.depth === this.#objects.length) {
      const grown = new Uint8Array(this.#objects.length * 2);
      grown.set(this.#objects);
      this.#objects = grown;
    }
    this.#objects[this.depth] = object ? 1 : 0;
    this.depth += 1;
    this.#expected = object ? expects.nameOrClose : expects.valueOrClose;
    return jsonRole.open;
  }

  #close(object: boolean): JsonRole {
    if (this.depth === 0 || (this.#objects[this.depth - 1] === 1) !== object) return jsonRole.wrong;
    const empty = this.#expected === (object ? expects.nameOrClose : expects.valueOrClose);
    if (!empty && this.#expected !== expects.commaOrClose) return jsonRole.wrong;
    this.depth -= 1;
    this.#afterValue();
    return empty ? jsonRole.closeEmpty : jsonRole.close;
  }

  #afterValue(): void {
    this.#expected = this.depth === 0 ? expects.end : expects.commaOrClose;
  }
}
