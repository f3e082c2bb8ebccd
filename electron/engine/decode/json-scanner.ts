import { jsonToken, type JsonToken } from './json-token';

/** White space and strings are read in pieces of this size, so that one string of 16 MB cannot hold the engine up. */
const pieceBytes = 262_144;

const punctuation = new Uint8Array(256);
punctuation[0x7b] = jsonToken.openObject;
punctuation[0x7d] = jsonToken.closeObject;
punctuation[0x5b] = jsonToken.openArray;
punctuation[0x5d] = jsonToken.closeArray;
punctuation[0x2c] = jsonToken.comma;
punctuation[0x3a] = jsonToken.colon;
const keywords: readonly Uint8Array[] = ['true', 'false', 'null'].map((word) => Buffer.from(word));
/** In a string: 1 a plain character, 0 its end, an escape, or a character that may not be there. */
const plain = new Uint8Array(256).fill(1, 0x20);
plain[0x22] = 0;
plain[0x5c] = 0;

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
    const mark = punctuation[byte] ?? 0;
    if (mark !== 0) {
      this.end = this.#at += 1;
      return mark as JsonToken;
    }
    if (this.#notation) return this.#bareWord();
    return byte === 0x2d || isDigit(byte) ? this.#number() : this.#keyword();
  }

  /** The token from `at` on, which is behind a whole token. */
  from(at: number): JsonToken {
    this.#at = at;
    return this.next();
  }

  #string(): JsonToken {
    const bytes = this.#bytes;
    const pause = this.#at + pieceBytes;
    const until = Math.min(pause, bytes.length);
    let at = this.#at;
    for (;;) {
      while (at < until && plain[bytes[at] ?? 0] === 1) at += 1;
      if (at >= bytes.length) return this.#finish(bytes.length, jsonToken.unfinished);
      if (at >= pause) {
        this.#at = at;
        return jsonToken.more;
      }
      const byte = bytes[at] ?? 0;
      if (byte === 0x22) return this.#finish(at + 1, jsonToken.string);
      const length = byte === 0x5c ? escapeLength(bytes, at) : 0;
      if (length === 0) return this.#finish(at, jsonToken.invalid);
      at += length;
    }
  }

  /** `-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?`, kept as written: 1e400 and 9007199254740993 are fine. */
  #number(): JsonToken {
    const bytes = this.#bytes;
    let at = this.start;
    if (bytes[at] === 0x2d) at += 1;
    const whole = bytes[at] === 0x30 ? at + 1 : digitsEnd(bytes, at);
    if (whole === at) return this.#wrong(at);
    at = whole;
    if (bytes[at] === 0x2e) {
      const fraction = digitsEnd(bytes, at + 1);
      if (fraction === at + 1) return this.#wrong(fraction);
      at = fraction;
    }
    if (bytes[at] === 0x65 || bytes[at] === 0x45) {
      at += 1;
      if (bytes[at] === 0x2b || bytes[at] === 0x2d) at += 1;
      const exponent = digitsEnd(bytes, at);
      if (exponent === at) return this.#wrong(at);
      at = exponent;
    }
    return this.#finish(at, jsonToken.scalar);
  }

  #wrong(at: number): JsonToken {
    return this.#finish(at, at >= this.#bytes.length ? jsonToken.unfinished : jsonToken.invalid);
  }

  #keyword(): JsonToken {
    const bytes = this.#bytes;
    const { start } = this;
    for (const word of keywords) {
      if (word[0] !== bytes[start]) continue;
      let length = 1;
      while (length < word.length && word[length] === bytes[start + length]) length += 1;
      if (length === word.length) return this.#finish(start + length, jsonToken.scalar);
      if (start + length >= bytes.length) return this.#finish(bytes.length, jsonToken.unfinished);
    }
    return this.#finish(start, jsonToken.invalid);
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

function digitsEnd(bytes: Uint8Array, from: number): number {
  let at = from;
  while (isDigit(bytes[at] ?? 0)) at += 1;
  return at;
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
