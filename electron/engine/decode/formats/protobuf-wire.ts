import { decodingBounds } from '#contract/limits';
import { DecodeError } from '../decode-error';

/** Wire types [protobuf.dev, Encoding]. */
export const wireType = { varint: 0, fixed64: 1, bytes: 2, startGroup: 3, endGroup: 4, fixed32: 5 } as const;

/** Columns of one message; more fields would be a text over `decodingBounds.decodedBytes` or next to it. */
const mostFields = 4_000_000;
const fieldsPerSign = 4_096;
const longestVarintBytes = 10;
const largestTag = 0xffff_ffff;

/** One message's fields in wire order; nothing of their values is made. */
export interface WireFields {
  readonly count: number;
  /** Field numbers. */
  readonly numbers: readonly number[];
  readonly wireTypes: readonly number[];
  /** Where the field begins, with its tag. */
  readonly tags: readonly number[];
  /** Of its value: of bytes without their length, of a group without its tags. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

/**
 * The wire format of Protobuf. Own code beside protobufjs' Reader because that one has errors without kinds, goes into groups by
 * recursion, and needs another package for whole numbers above 2^53.
 */
export class ProtobufWire {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly #alive: () => void;
  /** Ends of groups that were passed once, by where they start: each byte is passed once only, however deep groups are. */
  readonly #groupEnds = new Map<number, readonly [end: number, after: number]>();
  #at = 0;

  constructor(bytes: Uint8Array, alive: () => void) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#alive = alive;
  }

  /** DecodeErrors: cut-short, invalid, wire-type, too-deep, too-large. */
  fields(from: number, to: number): WireFields {
    const numbers: number[] = [];
    const wireTypes: number[] = [];
    const tags: number[] = [];
    const starts: number[] = [];
    const ends: number[] = [];
    this.#at = from;
    while (this.#at < to) {
      const tagAt = this.#at;
      const tag = this.#tag(to);
      const type = tag & 7;
      if (numbers.length === mostFields) throw new DecodeError('too-large', tagAt);
      if (numbers.length % fieldsPerSign === 0) this.#alive();
      if (type === wireType.endGroup) throw new DecodeError('invalid', tagAt);
      numbers.push(tag >>> 3);
      wireTypes.push(type);
      tags.push(tagAt);
      if (type === wireType.startGroup) {
        const start = this.#at;
        const [end, after] = this.#groupEnds.get(start) ?? this.#passGroup(tagAt, tag >>> 3, to);
        starts.push(start);
        ends.push(end);
        this.#at = after;
      } else {
        starts.push(this.#pass(tagAt, type, to));
        ends.push(this.#at);
      }
    }
    return { count: numbers.length, numbers, wireTypes, tags, starts, ends };
  }

  /** Varints one after another, as packed fields hold them. */
  *varints(from: number, to: number): Generator<bigint, void> {
    this.#at = from;
    for (let at = from; at < to;) {
      this.#at = at;
      this.#passVarint(at, to);
      const after = this.#at;
      yield this.varint(at, after);
      at = after;
    }
  }

  /** 64 bits without sign; what is above them is left out, as everywhere. */
  varint(from: number, to: number): bigint {
    let low = 0;
    const short = Math.min(to, from + 4);
    for (let at = short - 1; at >= from; at -= 1) low = (low << 7) | ((this.bytes[at] ?? 0) & 0x7f);
    if (to <= from + 4) return BigInt(low);
    let high = 0n;
    for (let at = to - 1; at >= short; at -= 1) high = (high << 7n) | BigInt((this.bytes[at] ?? 0) & 0x7f);
    return BigInt.asUintN(64, (high << 28n) | BigInt(low));
  }

  /** Past a value that is no group; answers where it starts. */
  #pass(tagAt: number, type: number, to: number): number {
    let start = this.#at;
    if (type === wireType.varint) {
      this.#passVarint(tagAt, to);
      return start;
    }
    let length = type === wireType.fixed32 ? 4 : 8;
    if (type === wireType.bytes) {
      this.#passVarint(tagAt, to);
      length = this.#roughly(start, this.#at);
      start = this.#at;
    }
    if (length > to - start) throw new DecodeError('cut-short', tagAt);
    this.#at = start + length;
    return start;
  }

  #passGroup(tagAt: number, number: number, to: number): readonly [end: number, after: number] {
    const open = [{ number, start: this.#at, tagAt }];
    for (let fields = 1; ; fields += 1) {
      const innermost = open.at(-1);
      if (innermost === undefined) throw new Error('no group is open');
      const at = this.#at;
      if (at >= to) throw new DecodeError('cut-short', innermost.tagAt);
      if (fields % fieldsPerSign === 0) this.#alive();
      const tag = this.#tag(to);
      const type = tag & 7;
      if (type === wireType.startGroup) {
        if (open.length === decodingBounds.levels) throw new DecodeError('too-deep', at);
        open.push({ number: tag >>> 3, start: this.#at, tagAt: at });
      } else if (type === wireType.endGroup) {
        if (tag >>> 3 !== innermost.number) throw new DecodeError('invalid', at);
        const ends = [at, this.#at] as const;
        this.#groupEnds.set(innermost.start, ends);
        open.pop();
        if (open.length === 0) return ends;
      } else {
        this.#pass(at, type, to);
      }
    }
  }

  #tag(to: number): number {
    const at = this.#at;
    this.#passVarint(at, to);
    const tag = this.#roughly(at, this.#at);
    if (tag > largestTag || tag < 8) throw new DecodeError('invalid', at);
    if ((tag & 7) > wireType.fixed32) {
      throw new DecodeError('wire-type', at, '', { field: tag >>> 3, wireType: tag & 7 });
    }
    return tag;
  }

  /** A varint that is exact below 2^53 and too large for all it is asked for above. */
  #roughly(from: number, to: number): number {
    let value = 0;
    for (let at = to - 1; at >= from; at -= 1) value = value * 128 + ((this.bytes[at] ?? 0) & 0x7f);
    return value;
  }

  #passVarint(startedAt: number, to: number): void {
    const last = this.#at + longestVarintBytes;
    for (;;) {
      if (this.#at >= to) throw new DecodeError('cut-short', startedAt);
      if (this.#at >= last) throw new DecodeError('invalid', startedAt);
      const byte = this.bytes[this.#at] ?? 0;
      this.#at += 1;
      if (byte < 0x80) return;
    }
  }
}
