/** What the scanner found. `text` is character data and CDATA sections in one. */
export const xmlToken = {
  end: 0,
  open: 1,
  /** `<a/>` */
  empty: 2,
  close: 3,
  text: 4,
  comment: 5,
  instruction: 6,
  doctype: 7,
  /** The text ends inside it. */
  unfinished: 8,
  invalid: 9
} as const;
export type XmlToken = (typeof xmlToken)[keyof typeof xmlToken];

const less = 0x3c;
const greater = 0x3e;
const slash = 0x2f;
const ampersand = 0x26;
const quote = 0x22;
const apostrophe = 0x27;
const longestReference = 80;
/** A set for each tag costs more than looking through a few names. */
const fewAttributes = 16;

/**
 * Finds the markup of an XML 1.0 text in valid UTF-8 bytes, by place. Values are never made, references never followed: what a
 * document type says is passed over, so no entity is ever expanded. Own code because bodies are large and the libraries make trees.
 */
export class XmlScanner {
  readonly #bytes: Uint8Array;
  readonly #source: Buffer;
  #at = 0;
  start = 0;
  /** Of the token; of an invalid one the place of what is wrong. */
  end = 0;
  nameStart = 0;
  nameEnd = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  next(): XmlToken {
    this.start = this.#at;
    this.end = this.#at;
    if (this.#at >= this.#bytes.length) return xmlToken.end;
    if (this.#bytes[this.#at] !== less || this.#begins(this.#at, '<![CDATA[')) return this.#text();
    if (this.#begins(this.#at, '<!--')) return this.#until('-->', 4, xmlToken.comment);
    if (this.#begins(this.#at, '<?')) return this.#until('?>', 2, xmlToken.instruction);
    if (this.#begins(this.#at, '<!DOCTYPE')) return this.#doctype();
    if (this.#at + 1 === this.#bytes.length) return this.#unfinished();
    return this.#bytes[this.#at + 1] === slash ? this.#close() : this.#open();
  }

  #text(): XmlToken {
    const bytes = this.#bytes;
    let at = this.#at;
    while (at < bytes.length) {
      const byte = bytes[at] ?? 0;
      if (byte === less) {
        if (!this.#begins(at, '<![CDATA[')) break;
        const end = this.#find(']]>', at + 9);
        if (end < 0) return this.#unfinished();
        at = end;
      } else if (byte === ampersand) {
        const length = this.#reference(at);
        if (length === 0) return this.#invalid(at);
        at += length;
      } else if (isForbidden(byte) || (byte === greater && at - 2 >= this.start && this.#begins(at - 2, ']]>'))) {
        return this.#invalid(at);
      } else {
        at += 1;
      }
    }
    return this.#finish(at, xmlToken.text);
  }

  #open(): XmlToken {
    const bytes = this.#bytes;
    let at = this.#name(this.#at + 1);
    if (at < 0) return this.#invalid(this.#at + 1);
    const names: string[] = [];
    let known: Set<string> | null = null;
    for (;;) {
      const spaceAt = at;
      at = this.#space(at);
      if (at >= bytes.length) return this.#unfinished();
      if (bytes[at] === greater) return this.#finish(at + 1, xmlToken.open);
      if (bytes[at] === slash) {
        if (at + 1 >= bytes.length) return this.#unfinished();
        return bytes[at + 1] === greater ? this.#finish(at + 2, xmlToken.empty) : this.#invalid(at + 1);
      }
      if (at === spaceAt) return this.#invalid(at);
      const end = nameEnd(bytes, at);
      if (end === at) return this.#invalid(at);
      const name = this.#source.toString('utf8', at, end);
      if (known === null ? names.includes(name) : known.has(name)) return this.#invalid(at);
      names.push(name);
      known?.add(name);
      if (known === null && names.length > fewAttributes) known = new Set(names);
      at = this.#attributeValue(end);
      if (at < 0) return at === -1 ? this.#unfinished() : this.#invalid(-at - 2);
    }
  }

  /** Behind `="…"`; -1: the text ends before; -2 - place: what stands there is wrong. */
  #attributeValue(from: number): number {
    const bytes = this.#bytes;
    let at = this.#space(from);
    if (at >= bytes.length) return -1;
    if (bytes[at] !== 0x3d) return -2 - at;
    at = this.#space(at + 1);
    if (at >= bytes.length) return -1;
    const mark = bytes[at];
    if (mark !== quote && mark !== apostrophe) return -2 - at;
    at += 1;
    while (at < bytes.length) {
      const byte = bytes[at] ?? 0;
      if (byte === mark) return at + 1;
      if (byte === less || isForbidden(byte)) return -2 - at;
      const length = byte === ampersand ? this.#reference(at) : 1;
      if (length === 0) return -2 - at;
      at += length;
    }
    return -1;
  }

  #close(): XmlToken {
    let at = this.#name(this.#at + 2);
    if (at < 0) return this.#at + 2 >= this.#bytes.length ? this.#unfinished() : this.#invalid(this.#at + 2);
    at = this.#space(at);
    if (at >= this.#bytes.length) return this.#unfinished();
    return this.#bytes[at] === greater ? this.#finish(at + 1, xmlToken.close) : this.#invalid(at);
  }

  /** Quotes, comments and the internal subset may hold a `>`. Nothing of it is read. */
  #doctype(): XmlToken {
    const bytes = this.#bytes;
    let inSubset = false;
    for (let at = this.#at + 9; at < bytes.length;) {
      const byte = bytes[at] ?? 0;
      if (byte === quote || byte === apostrophe) {
        const end = bytes.indexOf(byte, at + 1);
        if (end < 0) return this.#unfinished();
        at = end + 1;
      } else if (this.#begins(at, '<!--') || this.#begins(at, '<?')) {
        const end = this.#begins(at, '<?') ? this.#find('?>', at + 2) : this.#find('-->', at + 4);
        if (end < 0) return this.#unfinished();
        at = end;
      } else if (byte === greater && !inSubset) {
        return this.#finish(at + 1, xmlToken.doctype);
      } else {
        if (isForbidden(byte)) return this.#invalid(at);
        if (byte === 0x5b) inSubset = true;
        else if (byte === 0x5d) inSubset = false;
        at += 1;
      }
    }
    return this.#unfinished();
  }

  #until(mark: string, skipped: number, token: XmlToken): XmlToken {
    const end = this.#find(mark, this.#at + skipped);
    return end < 0 ? this.#unfinished() : this.#finish(end, token);
  }

  /** Behind the mark; -1: it does not come. */
  #find(mark: string, from: number): number {
    const found = this.#source.indexOf(mark, from, 'latin1');
    return found < 0 ? -1 : found + mark.length;
  }

  /** Bytes of `&name;` or `&#x41;`; 0 when it is none. */
  #reference(at: number): number {
    const bytes = this.#bytes;
    for (let length = 1; length < longestReference; length += 1) {
      const byte = bytes[at + length];
      if (byte === 0x3b) return length === 1 ? 0 : length + 1;
      if (byte === undefined || !(isNamePart(byte) || (byte === 0x23 && length === 1))) return 0;
    }
    return 0;
  }

  #name(from: number): number {
    const end = nameEnd(this.#bytes, from);
    this.nameStart = from;
    this.nameEnd = end;
    return end === from ? -1 : end;
  }

  #space(from: number): number {
    let at = from;
    while (isSpace(this.#bytes[at] ?? 0)) at += 1;
    return at;
  }

  #begins(at: number, mark: string): boolean {
    for (let place = 0; place < mark.length; place += 1) {
      if (this.#bytes[at + place] !== mark.charCodeAt(place)) return false;
    }
    return true;
  }

  #finish(end: number, token: XmlToken): XmlToken {
    this.#at = end;
    this.end = end;
    return token;
  }

  #unfinished(): XmlToken {
    return this.#finish(this.#bytes.length, xmlToken.unfinished);
  }

  #invalid(place: number): XmlToken {
    return this.#finish(place, place >= this.#bytes.length ? xmlToken.unfinished : xmlToken.invalid);
  }
}

function nameEnd(bytes: Uint8Array, from: number): number {
  const first = bytes[from] ?? 0;
  if (!isNamePart(first) || first === 0x2d || first === 0x2e || (first >= 0x30 && first <= 0x39)) return from;
  let at = from + 1;
  while (isNamePart(bytes[at] ?? 0)) at += 1;
  return at;
}

/** Every character that is no ASCII counts as one of a name. */
function isNamePart(byte: number): boolean {
  const letter = byte | 0x20;
  if ((letter >= 0x61 && letter <= 0x7a) || (byte >= 0x30 && byte <= 0x3a) || byte >= 0x80) return true;
  return byte === 0x5f || byte === 0x2d || byte === 0x2e;
}

function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

function isForbidden(byte: number): boolean {
  return byte < 0x20 && !isSpace(byte);
}
