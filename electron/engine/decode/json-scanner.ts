import { jsonToken, type JsonToken } from './json-token';

/** White space and strings are read in pieces of this size, so that one string of 16 MB cannot hold the engine up. */
const pieceBytes = 262_144;

const single: ReadonlyMap<number, JsonToken> = new Map<number, JsonToken>([
  [0x7b, jsonToken.openObject],
  [0x7d, jsonToken.closeObject],
  [0x5b, jsonToken.openArray],
  [0x5d, jsonToken.closeArray],
  [0x2c, jsonToken.comma],
  [0x3a, jsonToken.colon]
]);
const keywords = ['true', 'false', 'null'].map((word) => Buffer.from(word));

/**
 * Finds the tokens of a JSON text (RFC 8259, strictly) in valid UTF-8 bytes, by place; values are never made. In notation
 * (see NotationWriter) a scalar may be any other bare word too: up to white space, a comma, a colon, a bracket or a quote. Own code
 * beside jsonc-parser's scanner because bodies are large: that one needs the text as one string, builds each token's
 * value, joins white space character by character, and cannot stop inside a token.
 */
export class JsonScanner {
  readonly #bytes: Uint8Array;
  readonly #notation: boolean;
  #at: number;
  #inString = false;
  start = 0;
  end = 0;

  constructor(bytes: Uint8Array, at = 0, notation = false) {
    this.#bytes = bytes;
    this.#at = at;
    this.#notation = notation;
  }

  next(): JsonToken {
    const bytes = this.#bytes;
    if (this.#inString) return this.#string();
    const pause = this.#at + pieceBytes;
    while (this.#at < bytes.length && isSpace(bytes[this.#at] ?? 0)) {
      this.#at += 1;
      if (this.#at === pause) return jsonToken.more;
    }
    this.start = this.#at;
    this.end = this.#at;
    if (this.#at >= bytes.length) return jsonToken.end;
    const byte = bytes[this.#at] ?? 0;
    if (byte === 0x22) {
      this.#at += 1;
      this.#inString = true;
      return this.#string();
    }
    const punctuation = single.get(byte);
    if (punctuation !== undefined) {
      this.end = this.#at += 1;
      return punctuation;
    }
    if (this.#notation) return this.#bareWord();
    return byte === 0x2d || isDigit(byte) ? this.#number() : this.#keyword();
  }

  #string(): JsonToken {
    const bytes = this.#bytes;
    const pause = this.#at + pieceBytes;
    let at = this.#at;
    for (;;) {
      if (at >= bytes.length) return this.#finish(bytes.length, jsonToken.unfinished);
      const byte = bytes[at] ?? 0;
      if (byte === 0x22) return this.#finish(at + 1, jsonToken.string);
      if (byte < 0x20) return this.#finish(at, jsonToken.invalid);
      if (byte === 0x5c) {
        const length = escapeLength(bytes, at);
        if (length === 0) return this.#finish(at, jsonToken.invalid);
        at += length;
      } else {
        at += 1;
      }
      if (at >= pause) {
        this.#at = Math.min(at, bytes.length);
        return jsonToken.more;
      }
    }
  }

  /** `-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?`, kept as written: 1e400 and 9007199254740993 are fine. */
  #number(): JsonToken {
    const bytes = this.#bytes;
    let at = this.start;
    const digits = (): boolean => {
      const from = at;
      while (isDigit(bytes[at] ?? 0)) at += 1;
      return at > from;
    };
    const wrong = (): JsonToken => this.#finish(at, at >= bytes.length ? jsonToken.unfinished : jsonToken.invalid);
    if (bytes[at] === 0x2d) at += 1;
    if (bytes[at] === 0x30) at += 1;
    else if (!digits()) return wrong();
    if (bytes[at] === 0x2e) {
      at += 1;
      if (!digits()) return wrong();
    }
    if (bytes[at] === 0x65 || bytes[at] === 0x45) {
      at += 1;
      if (bytes[at] === 0x2b || bytes[at] === 0x2d) at += 1;
      if (!digits()) return wrong();
    }
    return this.#finish(at, jsonToken.scalar);
  }

  #keyword(): JsonToken {
    for (const word of keywords) {
      const found = this.#bytes.subarray(this.start, this.start + word.length);
      if (found.length > 0 && word.subarray(0, found.length).equals(found)) {
        const whole = found.length === word.length;
        return this.#finish(this.start + found.length, whole ? jsonToken.scalar : jsonToken.unfinished);
      }
    }
    return this.#finish(this.start, jsonToken.invalid);
  }

  #bareWord(): JsonToken {
    const bytes = this.#bytes;
    let at = this.start;
    while (at < bytes.length && !endsWord(bytes[at] ?? 0)) at += 1;
    return this.#finish(at, at > this.start ? jsonToken.scalar : jsonToken.invalid);
  }

  #finish(end: number, token: JsonToken): JsonToken {
    this.#inString = false;
    this.#at = end;
    this.end = end;
    return token;
  }
}

function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

/** White space and all other control characters, and what JSON's own grammar is made of. */
function endsWord(byte: number): boolean {
  return (
    byte <= 0x20 || byte === 0x22 || byte === 0x2c || byte === 0x3a || byte === 0x5b || byte === 0x5d || byte >= 0x7b
  );
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}

function isHexDigit(byte: number): boolean {
  return isDigit(byte) || (byte >= 0x41 && byte <= 0x46) || (byte >= 0x61 && byte <= 0x66);
}

/** Bytes of the escape that starts here; 0 when it is none. One that the text ends in counts as what is there. */
function escapeLength(bytes: Uint8Array, at: number): number {
  const kind = bytes[at + 1];
  if (kind === undefined) return 1;
  if (kind !== 0x75) return '"\\/bfnrt'.includes(String.fromCharCode(kind)) ? 2 : 0;
  for (let digit = 2; digit < 6; digit += 1) {
    const byte = bytes[at + digit];
    if (byte === undefined) return digit;
    if (!isHexDigit(byte)) return 0;
  }
  return 6;
}
