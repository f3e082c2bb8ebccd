import { assertNever } from '#contract/assert-never';
import type { DecodeProblemCode } from '#contract/decoding';
import { GrowingColumn } from './growing-column';
import type { Steps } from './run-steps';
import { XmlLineTable, xmlLineKind, type XmlLineKind } from './xml-line-table';
import { XmlScanner, xmlToken, type XmlToken } from './xml-scanner';

const tokensPerStep = 1_024;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;

interface XmlFault {
  readonly code: Extract<DecodeProblemCode, 'cut-short' | 'invalid' | 'bytes-left-over'>;
  readonly byte: number;
}

export type XmlLayout =
  { readonly table: XmlLineTable; readonly fault: null } | { readonly table: null; readonly fault: XmlFault };

/**
 * Lays valid UTF-8 out as XML 1.0, or says where it stops being well-formed: tags that match, attributes once, references that
 * are whole, one root. Everything stays as written: an element with nothing but text is one line, elements in elements are
 * lines of their own, and where text breaks its lines are kept. No entity is expanded, nothing is validated against a
 * document type. `cut`: the bytes are the beginning of a text. Drawing: see XmlLines; a stack of our own, so depth is memory.
 */
export function* layOutXml(bytes: Uint8Array, cut: boolean): Steps<XmlLayout> {
  const scanner = new XmlScanner(bytes);
  const layout = new Layout(bytes, cut);
  for (let tokens = 1; ; tokens += 1) {
    const token = scanner.next();
    const fault = layout.take(token, scanner);
    if (fault !== null) return { table: null, fault };
    if (token === xmlToken.end || token === xmlToken.unfinished) return { table: layout.table, fault: null };
    if (tokens % tokensPerStep === 0) yield;
  }
}

class Layout {
  readonly table = new XmlLineTable();
  readonly #bytes: Uint8Array;
  readonly #cut: boolean;
  /** Of each open element: where its name begins and ends, and the first line of its tag. */
  readonly #names = new GrowingColumn();
  readonly #nameEnds = new GrowingColumn();
  readonly #lines = new GrowingColumn();
  /** Text that has not become a line; none: start and end are the same. */
  #textStart = 0;
  #textEnd = 0;
  /** The last markup was the tag that opened the innermost element. */
  #justOpened = false;
  #rootSeen = false;

  constructor(bytes: Uint8Array, cut: boolean) {
    this.#bytes = bytes;
    this.#cut = cut;
  }

  /** What is wrong, if something is. */
  take(token: XmlToken, scanner: XmlScanner): XmlFault | null {
    const { start, end } = scanner;
    switch (token) {
      case xmlToken.text:
        return this.#text(start, end);
      case xmlToken.open:
      case xmlToken.empty:
        if (this.#depth === 0 && this.#rootSeen) return { code: 'bytes-left-over', byte: start };
        this.#rootSeen = true;
        this.#flush();
        if (token === xmlToken.empty) this.#add(xmlLineKind.whole, start, end);
        else this.#open(scanner);
        return null;
      case xmlToken.close:
        return this.#close(scanner);
      case xmlToken.doctype:
        if (this.#rootSeen) return { code: 'invalid', byte: start };
        this.#plain(start, end);
        return null;
      case xmlToken.comment:
      case xmlToken.instruction:
        this.#plain(start, end);
        return null;
      case xmlToken.invalid:
        return { code: 'invalid', byte: end };
      case xmlToken.unfinished:
      case xmlToken.end:
        return this.#finish(start, end);
      default:
        return assertNever(token);
    }
  }

  get #depth(): number {
    return this.#names.length;
  }

  #text(start: number, end: number): XmlFault | null {
    if (this.#depth === 0) {
      const [from] = this.#trimmed(start, end);
      if (from < end) return { code: this.#rootSeen ? 'bytes-left-over' : 'invalid', byte: from };
      return null;
    }
    this.#textStart = start;
    this.#textEnd = end;
    return null;
  }

  #open({ start, end, nameStart, nameEnd }: XmlScanner): void {
    this.#lines.push(this.table.count);
    this.#add(xmlLineKind.open, start, end);
    this.#names.push(nameStart);
    this.#nameEnds.push(nameEnd);
    this.#justOpened = true;
  }

  #close({ start, end, nameStart, nameEnd }: XmlScanner): XmlFault | null {
    const inner = this.#depth - 1;
    if (inner < 0 || !this.#sameName(this.#names.at(inner), this.#nameEnds.at(inner), nameStart, nameEnd)) {
      return { code: 'invalid', byte: start };
    }
    const line = this.#lines.at(inner);
    if (this.#justOpened) {
      const from = this.table.line(line).start;
      this.table.cut(line);
      this.#leave(inner);
      this.#add(xmlLineKind.whole, from, end);
    } else {
      this.#flush();
      this.#leave(inner);
      this.#add(xmlLineKind.close, start, end);
    }
    this.#justOpened = false;
    this.#textStart = this.#textEnd;
    return null;
  }

  #leave(depth: number): void {
    for (const column of [this.#names, this.#nameEnds, this.#lines]) column.length = depth;
  }

  #plain(start: number, end: number): void {
    this.#flush();
    this.#add(xmlLineKind.whole, start, end);
  }

  #finish(start: number, end: number): XmlFault | null {
    const whole = this.#depth === 0 && this.#rootSeen && start === end;
    if (!whole && !(this.#cut && this.table.count > 0)) return { code: 'cut-short', byte: this.#bytes.length };
    if (this.#textEnd > this.#textStart) this.#flush();
    if (start < end) this.#add(xmlLineKind.whole, start, end);
    return null;
  }

  /** Text between elements: without the white space around it, on lines of its own. */
  #flush(): void {
    this.#justOpened = false;
    const [start, end] = this.#trimmed(this.#textStart, this.#textEnd);
    this.#textStart = this.#textEnd;
    if (end > start) this.#add(xmlLineKind.whole, start, end);
  }

  #trimmed(start: number, end: number): readonly [number, number] {
    let from = start;
    let to = end;
    while (from < to && isSpace(this.#bytes[from] ?? 0)) from += 1;
    while (to > from && isSpace(this.#bytes[to - 1] ?? 0)) to -= 1;
    return [from, to];
  }

  /** A line, or as many as the source has there; those after the first are not indented anew. */
  #add(kind: XmlLineKind, start: number, end: number): void {
    let from = start;
    for (let found = this.#lineFeed(from, end); found >= 0; found = this.#lineFeed(from, end)) {
      const last = this.#bytes[found - 1] === carriageReturn && found > from ? found - 1 : found;
      this.table.add(from === start ? kind : xmlLineKind.more, this.#depth, from, last);
      from = found + 1;
    }
    this.table.add(from === start ? kind : xmlLineKind.more, this.#depth, from, end);
  }

  #lineFeed(from: number, end: number): number {
    for (let at = from; at < end; at += 1) if (this.#bytes[at] === lineFeed) return at;
    return -1;
  }

  #sameName(leftStart: number, leftEnd: number, rightStart: number, rightEnd: number): boolean {
    if (leftEnd - leftStart !== rightEnd - rightStart) return false;
    for (let place = 0; place < leftEnd - leftStart; place += 1) {
      if (this.#bytes[leftStart + place] !== this.#bytes[rightStart + place]) return false;
    }
    return true;
  }
}

function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}
