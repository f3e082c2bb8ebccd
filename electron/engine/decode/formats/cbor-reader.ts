import { decodingBounds } from '#contract/limits';
import { DecodeError } from '../decode-error';
import { float64Word } from '../float-words';
import type { NotationSink } from '../notation-sink';
import { wireText } from '../wire-text';

interface Frame {
  readonly map: boolean;
  /** Data items to come; of an indefinite one, how many came as a negative number minus one. */
  left: number;
  readonly indefinite: boolean;
  /** Maps that were opened for its tags. */
  readonly tags: number;
}

interface Head {
  readonly major: number;
  readonly info: number;
  readonly argument: bigint | number;
}

const breakByte = 0xff;
const indefiniteInfo = 31;
/** A larger big number stays bytes: turning it into digits takes time with the square of its size. */
const longestBignumBytes = 1_024;
/** Of one string: each is an object of ours, and an empty one a byte of the input. */
const mostPieces = 1_000_000;
const simpleWords: ReadonlyMap<number, string> = new Map([
  [20, 'false'],
  [21, 'true'],
  [22, 'null'],
  [23, 'undefined']
]);
const tagSelfDescribed = 55_799;

/**
 * Reads one CBOR data item [RFC 8949] that is all of the bytes. Own code beside cbor2's DecodeStream because that one has errors without
 * places, delegates generators through every level (each item costs its depth), takes a break inside definite arrays, turns a count of
 * 2^60 into a loop, and asks for Node 20 where we have 18.
 *
 * A tag of a scalar is `1(1363896240)`, of a big number the number itself; of a string, an array or a map it is a map with that one name,
 * `{"tag(32)":"http://…"}`. The tag that only says "this is CBOR" stays in front in the same way. Strings in pieces are joined, and
 * whether a container had its length at its head is not shown.
 */
export class CborReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #sink: NotationSink;
  readonly #frames: Frame[] = [];
  #tags: (bigint | number)[] = [];
  #at = 0;

  constructor(bytes: Uint8Array, sink: NotationSink) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#sink = sink;
  }

  /** False: stopped after `mostItems`, all well so far. Throws DecodeErrors. */
  read(mostItems = Infinity): boolean {
    for (let items = 0; items < mostItems; items += 1) {
      if (this.#item()) {
        if (this.#at < this.#bytes.length) throw new DecodeError('bytes-left-over', this.#at);
        return true;
      }
    }
    return false;
  }

  /** Reads a head and its scalar; true: the outermost item is whole. */
  #item(): boolean {
    const from = this.#at;
    this.#sink.byte = from;
    if (this.#bytes[from] === breakByte) return this.#break(from);
    const head = this.#head();
    switch (head.major) {
      case 0:
        this.#word(String(head.argument));
        return this.#itemDone();
      case 1:
        this.#word(String(typeof head.argument === 'bigint' ? -1n - head.argument : -1 - head.argument));
        return this.#itemDone();
      case 2:
        this.#byteString(head, from);
        return this.#itemDone();
      case 3:
        this.#textString(head, from);
        return this.#itemDone();
      case 4:
      case 5:
        return this.#open(head, from);
      case 6:
        this.#tags.push(head.argument);
        if (this.#tags.length + this.#frames.length > decodingBounds.levels) throw new DecodeError('too-deep', from);
        return false;
      default:
        this.#word(this.#simpleOrFloat(head, from));
        return this.#itemDone();
    }
  }

  #head(): Head {
    const from = this.#at;
    const first = this.#bytes[from];
    if (first === undefined) throw new DecodeError('cut-short', from);
    this.#at += 1;
    const major = first >> 5;
    const info = first & 31;
    if (info < 24) return { major, info, argument: info };
    if (info === indefiniteInfo) {
      if (major < 2 || major > 5) throw new DecodeError('invalid', from);
      return { major, info, argument: 0 };
    }
    if (info > 27) throw new DecodeError('invalid', from);
    const length = 1 << (info - 24);
    if (this.#at + length > this.#bytes.length) throw new DecodeError('cut-short', from);
    const argument = this.#argument(length);
    this.#at += length;
    return { major, info, argument };
  }

  #argument(length: number): bigint | number {
    switch (length) {
      case 1:
        return this.#view.getUint8(this.#at);
      case 2:
        return this.#view.getUint16(this.#at);
      case 4:
        return this.#view.getUint32(this.#at);
      default: {
        const argument = this.#view.getBigUint64(this.#at);
        return argument < 1n << 53n ? Number(argument) : argument;
      }
    }
  }

  #simpleOrFloat({ info, argument }: Head, from: number): string {
    switch (info) {
      case 25:
        return float64Word(half(this.#view.getUint16(from + 1)));
      case 26:
        return float64Word(this.#view.getFloat32(from + 1));
      case 27:
        return float64Word(this.#view.getFloat64(from + 1));
      default: {
        const value = Number(argument);
        // two bytes for what has one [RFC 8949, 3.3]
        if (info === 24 && value < 32) throw new DecodeError('invalid', from);
        return simpleWords.get(value) ?? `simple(${value})`;
      }
    }
  }

  #open(head: Head, from: number): boolean {
    const map = head.major === 5;
    const indefinite = head.info === indefiniteInfo;
    const items = Number(head.argument) * (map ? 2 : 1);
    // every item has a byte at least: a count of 2^60 is seen through here
    if (items > this.#bytes.length - this.#at) throw new DecodeError('cut-short', from);
    const tags = this.#openTags();
    if (map) this.#sink.openMap();
    else this.#sink.openArray();
    this.#frames.push({ map, left: indefinite ? -1 : items, indefinite, tags });
    return items === 0 && !indefinite && this.#close();
  }

  #break(from: number): boolean {
    const frame = this.#frames.at(-1);
    const half = frame?.map === true && frame.left % 2 === 0;
    if (frame?.indefinite !== true || half || this.#tags.length > 0) throw new DecodeError('invalid', from);
    this.#at += 1;
    return this.#close();
  }

  /** Closes the innermost container, and those around it that it was the last item of. True: the outermost item is whole. */
  #close(): boolean {
    for (;;) {
      const frame = this.#frames.pop();
      if (frame === undefined) throw new Error('nothing is open');
      for (let closes = 0; closes <= frame.tags; closes += 1) this.#sink.close();
      const around = this.#frames.at(-1);
      if (around === undefined) return true;
      around.left -= 1;
      if (around.left !== 0) return false;
    }
  }

  #itemDone(): boolean {
    const frame = this.#frames.at(-1);
    if (frame === undefined) return true;
    frame.left -= 1;
    return frame.left === 0 && this.#close();
  }

  #byteString(head: Head, from: number): void {
    const bytes = this.#stringBytes(head, from);
    const innermost = this.#tags.at(-1);
    if ((innermost === 2 || innermost === 3) && bytes.length <= longestBignumBytes) {
      this.#tags.pop();
      const size = bytesToInteger(bytes);
      this.#word(String(innermost === 2 ? size : -1n - size));
      return;
    }
    this.#sink.hex(bytes, this.#tags.map((tag) => `${tag}(`).join(''), ')'.repeat(this.#tags.length));
    this.#tags = [];
  }

  #stringBytes(head: Head, from: number): Uint8Array {
    if (head.info !== indefiniteInfo) return this.#take(head, from);
    return Buffer.concat(this.#pieces(head.major, from));
  }

  #textString(head: Head, from: number): void {
    const pieces = head.info === indefiniteInfo ? this.#pieces(3, from) : [this.#take(head, from)];
    const texts = pieces.map((piece) => {
      const text = wireText(piece);
      // each piece is a string of its own [RFC 8949, 3.2.3]
      if (text === null) throw new DecodeError('invalid', piece.byteOffset - this.#bytes.byteOffset);
      return text;
    });
    const tags = this.#openTags();
    this.#sink.text(texts.join(''));
    for (let closes = 0; closes < tags; closes += 1) this.#sink.close();
  }

  #pieces(major: number, from: number): Uint8Array[] {
    const pieces: Uint8Array[] = [];
    while (this.#bytes[this.#at] !== breakByte) {
      const pieceFrom = this.#at;
      if (pieceFrom >= this.#bytes.length) throw new DecodeError('cut-short', from);
      if (pieces.length === mostPieces) throw new DecodeError('too-large', pieceFrom);
      const head = this.#head();
      if (head.major !== major || head.info === indefiniteInfo) throw new DecodeError('invalid', pieceFrom);
      pieces.push(this.#take(head, pieceFrom));
    }
    this.#at += 1;
    return pieces;
  }

  #take({ argument }: Head, from: number): Uint8Array {
    if (argument > this.#bytes.length - this.#at) throw new DecodeError('cut-short', from);
    const start = this.#at;
    this.#at += Number(argument);
    return this.#bytes.subarray(start, this.#at);
  }

  #word(word: string): void {
    const tags = this.#tags;
    if (tags.length === 0) return this.#sink.word(word);
    this.#sink.word(`${tags.map((tag) => `${tag}(`).join('')}${word}${')'.repeat(tags.length)}`);
    this.#tags = [];
  }

  #openTags(): number {
    const tags = this.#tags;
    if (tags.length === 0) return 0;
    for (const tag of tags) {
      this.#sink.openMap();
      this.#sink.text(`tag(${tag})`);
    }
    this.#tags = [];
    return tags.length;
  }
}

/** The bytes begin with the tag that says "CBOR follows" [RFC 8949, 3.4.6]. */
export function isSelfDescribed(bytes: Uint8Array): boolean {
  return bytes[0] === 0xd9 && bytes[1] === tagSelfDescribed >> 8 && bytes[2] === (tagSelfDescribed & 0xff);
}

/** IEEE 754 half precision [RFC 8949, appendix D]. */
function half(bits: number): number {
  const exponent = (bits >> 10) & 31;
  const mantissa = bits & 1_023;
  const sign = bits & 0x8000 ? -1 : 1;
  if (exponent === 0) return sign * mantissa * 2 ** -24;
  if (exponent < 31) return sign * (1_024 + mantissa) * 2 ** (exponent - 25);
  return mantissa === 0 ? sign * Infinity : NaN;
}

function bytesToInteger(bytes: Uint8Array): bigint {
  if (bytes.length === 0) return 0n;
  return BigInt(`0x${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex')}`);
}
