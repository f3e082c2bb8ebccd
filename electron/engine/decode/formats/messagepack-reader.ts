import { DecodeError } from '../decode-error';
import { float32Word, float64Word } from '../float-words';
import type { NotationSink } from '../notation-sink';
import { wireText } from '../wire-text';

const timestampType = -1;
const mostNanoseconds = 999_999_999;

/**
 * Reads one MessagePack object that is all of the bytes. Own code beside @msgpack/msgpack because that one gives JavaScript values:
 * 1.0 is 1, of duplicate names the last is left, `__proto__` is refused, names that are no strings are lost, and errors have no place.
 *
 * An extension is `ext5(h'…')`, a timestamp `timestamp(1700000000.5)` in seconds of Unix time. A string that is no UTF-8 is its bytes:
 * the format allows it.
 */
export class MessagePackReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #sink: NotationSink;
  /** For each open container the objects that are to come. */
  readonly #left: number[] = [];
  #at = 0;

  constructor(bytes: Uint8Array, sink: NotationSink) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#sink = sink;
  }

  /** False: stopped after `mostItems`, all well so far. Throws DecodeErrors. */
  read(mostItems = Infinity): boolean {
    for (let items = 0; items < mostItems; items += 1) {
      this.#sink.byte = this.#at;
      this.#item();
      while (this.#left.at(-1) === 0) {
        this.#left.pop();
        this.#sink.close();
        this.#countOne();
      }
      if (this.#left.length === 0) {
        if (this.#at < this.#bytes.length) throw new DecodeError('bytes-left-over', this.#at);
        return true;
      }
    }
    return false;
  }

  #item(): void {
    const from = this.#at;
    const first = this.#bytes[from];
    if (first === undefined) throw new DecodeError('cut-short', from);
    this.#at += 1;
    if (first < 0x80) return this.#word(String(first));
    if (first < 0x90) return this.#open(true, first & 15, from);
    if (first < 0xa0) return this.#open(false, first & 15, from);
    if (first < 0xc0) return this.#string(first & 31, from);
    if (first >= 0xe0) return this.#word(String(first - 256));
    switch (first) {
      case 0xc0:
        return this.#word('null');
      case 0xc2:
        return this.#word('false');
      case 0xc3:
        return this.#word('true');
      case 0xc4:
      case 0xc5:
      case 0xc6:
        return this.#binary(this.#length(1 << (first - 0xc4), from), from);
      case 0xc7:
      case 0xc8:
      case 0xc9:
        return this.#extension(this.#length(1 << (first - 0xc7), from), from);
      case 0xca:
        return this.#word(float32Word(this.#view.getFloat32(this.#skip(4, from))));
      case 0xcb:
        return this.#word(float64Word(this.#view.getFloat64(this.#skip(8, from))));
      case 0xcc:
      case 0xcd:
      case 0xce:
        return this.#word(String(this.#length(1 << (first - 0xcc), from)));
      case 0xcf:
        return this.#word(String(this.#view.getBigUint64(this.#skip(8, from))));
      case 0xd0:
        return this.#word(String(this.#view.getInt8(this.#skip(1, from))));
      case 0xd1:
        return this.#word(String(this.#view.getInt16(this.#skip(2, from))));
      case 0xd2:
        return this.#word(String(this.#view.getInt32(this.#skip(4, from))));
      case 0xd3:
        return this.#word(String(this.#view.getBigInt64(this.#skip(8, from))));
      case 0xd4:
      case 0xd5:
      case 0xd6:
      case 0xd7:
      case 0xd8:
        return this.#extension(1 << (first - 0xd4), from);
      case 0xd9:
      case 0xda:
      case 0xdb:
        return this.#string(this.#length(1 << (first - 0xd9), from), from);
      case 0xdc:
      case 0xdd:
        return this.#open(false, this.#length(2 << (first - 0xdc), from), from);
      case 0xde:
      case 0xdf:
        return this.#open(true, this.#length(2 << (first - 0xde), from), from);
      default:
        // 0xc1, "never used"
        throw new DecodeError('invalid', from);
    }
  }

  #open(map: boolean, count: number, from: number): void {
    const objects = map ? count * 2 : count;
    // every object has a byte at least: a count of four thousand million is seen through here
    if (objects > this.#bytes.length - this.#at) throw new DecodeError('cut-short', from);
    if (map) this.#sink.openMap();
    else this.#sink.openArray();
    this.#left.push(objects);
  }

  #string(length: number, from: number): void {
    const start = this.#skip(length, from);
    const bytes = this.#bytes.subarray(start, this.#at);
    const text = wireText(bytes);
    if (text === null) this.#sink.hex(bytes);
    else this.#sink.text(text);
    this.#countOne();
  }

  #binary(length: number, from: number): void {
    const start = this.#skip(length, from);
    this.#sink.hex(this.#bytes.subarray(start, this.#at));
    this.#countOne();
  }

  #extension(length: number, from: number): void {
    const type = this.#view.getInt8(this.#skip(1, from));
    const start = this.#skip(length, from);
    const timestamp = type === timestampType ? this.#timestamp(start, length) : null;
    if (timestamp !== null) return this.#word(`timestamp(${timestamp})`);
    this.#sink.hex(this.#bytes.subarray(start, this.#at), `ext${type}(`, ')');
    this.#countOne();
  }

  /** 32, 64 or 96 bits [MessagePack, Timestamp extension type]; null: it is none of them. */
  #timestamp(start: number, length: number): string | null {
    let seconds: bigint;
    let nanoseconds = 0;
    if (length === 4) {
      seconds = BigInt(this.#view.getUint32(start));
    } else if (length === 8) {
      const both = this.#view.getBigUint64(start);
      nanoseconds = Number(both >> 34n);
      seconds = both & 0x3_ffff_ffffn;
    } else if (length === 12) {
      nanoseconds = this.#view.getUint32(start);
      seconds = this.#view.getBigInt64(start + 4);
    } else {
      return null;
    }
    if (nanoseconds > mostNanoseconds) return null;
    // nanoseconds count upwards from the second, also before 1970
    const total = seconds * 1_000_000_000n + BigInt(nanoseconds);
    const size = total < 0n ? -total : total;
    const fraction = String(size % 1_000_000_000n)
      .padStart(9, '0')
      .replace(/0+$/, '');
    return `${total < 0n ? '-' : ''}${size / 1_000_000_000n}${fraction === '' ? '' : `.${fraction}`}`;
  }

  /** A whole number without sign of 1, 2 or 4 bytes. */
  #length(width: number, from: number): number {
    const at = this.#skip(width, from);
    if (width === 1) return this.#view.getUint8(at);
    return width === 2 ? this.#view.getUint16(at) : this.#view.getUint32(at);
  }

  /** Goes on by so many bytes and says where they start. */
  #skip(length: number, from: number): number {
    const start = this.#at;
    if (length > this.#bytes.length - start) throw new DecodeError('cut-short', from);
    this.#at = start + length;
    return start;
  }

  #word(word: string): void {
    this.#sink.word(word);
    this.#countOne();
  }

  #countOne(): void {
    const innermost = this.#left.length - 1;
    if (innermost >= 0) this.#left[innermost] = (this.#left[innermost] ?? 0) - 1;
  }
}
