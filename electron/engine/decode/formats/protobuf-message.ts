import type protobuf from 'protobufjs';
import { DecodeError } from '../decode-error';
import type { NotationWriter } from '../notation-writer';
import type { NestedWork } from './nested-work';
import { isVarintType, varintWord, writeScalar, writeUnknown, writeZero } from './protobuf-scalar';
import {
  messageShape,
  wireTypeOf,
  type FieldShape,
  type PlainShape,
  type ScalarType,
  type ValueShape
} from './protobuf-shape';
import { wireType, type ProtobufWire, type WireFields } from './protobuf-wire';

/** Of a field with all its occurrences: their places in WireFields. */
type Occurrences = readonly [number, ...number[]];

/**
 * Writes the bytes of a message as an object, in wire order. Repeated fields and maps are gathered where they first come; a field that
 * should come once and comes more often is there as often. What no schema knows stands under its number. Fields of proto3 without
 * `optional` that the wire lacks follow with their zeros: that is how a zero is sent.
 */
export class ProtobufMessageWriter {
  readonly #wire: ProtobufWire;
  readonly #writer: NotationWriter;

  constructor(wire: ProtobufWire, writer: NotationWriter) {
    this.#wire = wire;
    this.#writer = writer;
  }

  /** `type` null: a group no schema knows. */
  *message(type: protobuf.Type | null, from: number, to: number): NestedWork {
    const writer = this.#writer;
    writer.byte = from;
    writer.openMap();
    const fields = this.#wire.fields(from, to);
    const shape = type === null ? null : messageShape(type);
    const gathered = shape === null ? new Map<number, Occurrences>() : gather(fields, shape.fields);
    for (let at = 0; at < fields.count; at += 1) {
      const number = fields.numbers[at] ?? 0;
      const field = shape?.fields.get(number);
      writer.byte = fields.tags[at] ?? 0;
      if (field === undefined) {
        writer.text(String(number));
        yield* this.#unknown(fields, at);
      } else if (field.keys === null && !field.repeated) {
        writer.text(field.name);
        yield* this.#value(field.value, fields, at);
      } else {
        const occurrences = gathered.get(number);
        if (occurrences?.[0] !== at) continue;
        writer.text(field.name);
        if (field.keys === null) yield* this.#repeated(field.value, fields, occurrences);
        else yield* this.#map(field, field.keys, fields, occurrences);
      }
    }
    if (shape !== null && shape.implicit.length > 0) {
      const present = new Set(fields.numbers);
      for (const [number, name, value] of shape.implicit) {
        if (present.has(number)) continue;
        writer.text(name);
        this.#zeroOf(value);
      }
    }
    writer.close();
  }

  *#unknown(fields: WireFields, at: number): NestedWork {
    const { type, from, to } = fieldAt(fields, at);
    if (type === wireType.startGroup) yield this.message(null, from, to);
    else writeUnknown(this.#writer, this.#wire, type, from, to);
  }

  *#value(shape: ValueShape, fields: WireFields, at: number): NestedWork {
    const { type, from, to } = fieldAt(fields, at);
    if (type !== wireTypeOf(shape)) throw misfit(fields, at);
    if (shape.kind === 'message') yield this.message(shape.type, from, to);
    else this.#plain(shape, from, to);
  }

  *#repeated(shape: ValueShape, fields: WireFields, occurrences: Occurrences): NestedWork {
    this.#writer.openArray();
    for (const at of occurrences) {
      const { type, tag, from, to } = fieldAt(fields, at);
      this.#writer.byte = tag;
      if (type === wireType.bytes && wireTypeOf(shape) !== wireType.bytes && shape.kind !== 'message') {
        this.#packed(shape, tag, from, to);
      } else {
        yield* this.#value(shape, fields, at);
      }
    }
    this.#writer.close();
  }

  /** Numbers one after another behind one length. Schemas may say otherwise: both are to be understood. */
  #packed(shape: PlainShape, tag: number, from: number, to: number): void {
    const width = { [wireType.fixed32]: 4, [wireType.fixed64]: 8 }[wireTypeOf(shape)];
    if (width === undefined) {
      for (const value of this.#wire.varints(from, to)) this.#varint(shape, value);
      return;
    }
    if ((to - from) % width !== 0) throw new DecodeError('invalid', tag);
    for (let at = from; at < to; at += width) this.#plain(shape, at, at + width);
  }

  *#map(field: FieldShape, keys: ScalarType, fields: WireFields, occurrences: Occurrences): NestedWork {
    const writer = this.#writer;
    writer.openMap();
    for (const at of occurrences) {
      const { type, tag, from, to } = fieldAt(fields, at);
      writer.byte = tag;
      if (type !== wireType.bytes) throw misfit(fields, at);
      const entry = this.#wire.fields(from, to);
      const key = entry.numbers.indexOf(1);
      const value = entry.numbers.indexOf(2);
      if (key < 0) {
        this.#zeroOf({ kind: 'scalar', scalar: keys });
      } else {
        const { type: keyType, from: keyFrom, to: keyTo } = fieldAt(entry, key);
        if (keyType !== wireTypeOf({ kind: 'scalar', scalar: keys })) throw misfit(entry, key);
        writeScalar(writer, this.#wire, keys, keyFrom, keyTo);
      }
      if (entry.count > (key < 0 ? 0 : 1) + (value < 0 ? 0 : 1)) {
        // an entry with more than a key and a value: nothing of it is dropped
        yield this.message(null, from, to);
      } else if (value >= 0) {
        yield* this.#value(field.value, entry, value);
      } else if (field.value.kind === 'message') {
        yield this.message(field.value.type, to, to);
      } else {
        this.#zeroOf(field.value);
      }
    }
    writer.close();
  }

  #plain(shape: PlainShape, from: number, to: number): void {
    if (shape.kind === 'scalar') writeScalar(this.#writer, this.#wire, shape.scalar, from, to);
    else this.#varint(shape, this.#wire.varint(from, to));
  }

  #varint(shape: PlainShape, value: bigint): void {
    if (shape.kind === 'enum') {
      const number = BigInt.asIntN(32, value);
      const name = shape.names.get(Number(number));
      if (name === undefined) this.#writer.word(String(number));
      else this.#writer.text(name);
    } else if (isVarintType(shape.scalar)) {
      this.#writer.word(varintWord(shape.scalar, value));
    }
  }

  #zeroOf(shape: PlainShape): void {
    if (shape.kind === 'scalar') writeZero(this.#writer, shape.scalar);
    else this.#varint(shape, 0n);
  }
}

/** The places of all occurrences of each repeated field or map. */
function gather(fields: WireFields, shapes: ReadonlyMap<number, FieldShape>): Map<number, Occurrences> {
  const gathered = new Map<number, [number, ...number[]]>();
  for (let at = 0; at < fields.count; at += 1) {
    const number = fields.numbers[at] ?? 0;
    const shape = shapes.get(number);
    if (shape === undefined || (!shape.repeated && shape.keys === null)) continue;
    const known = gathered.get(number);
    if (known === undefined) gathered.set(number, [at]);
    else known.push(at);
  }
  return gathered;
}

function fieldAt(fields: WireFields, at: number): { type: number; tag: number; from: number; to: number } {
  return {
    type: fields.wireTypes[at] ?? 0,
    tag: fields.tags[at] ?? 0,
    from: fields.starts[at] ?? 0,
    to: fields.ends[at] ?? 0
  };
}

function misfit(fields: WireFields, at: number): DecodeError {
  const { type, tag } = fieldAt(fields, at);
  return new DecodeError('wire-type', tag, '', { field: fields.numbers[at] ?? 0, wireType: type });
}
