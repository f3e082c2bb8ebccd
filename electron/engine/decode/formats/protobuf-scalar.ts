import { assertNever } from '#contract/assert-never';
import { float32Word, float64Word } from '../float-words';
import type { NotationWriter } from '../notation-writer';
import { wireText } from '../wire-text';
import type { ScalarType } from './protobuf-shape';
import { wireType, type ProtobufWire } from './protobuf-wire';

/** Writes a value that is known to have its type's wire type. A string that is no UTF-8 is written as its bytes. */
export function writeScalar(
  writer: NotationWriter,
  wire: ProtobufWire,
  scalar: ScalarType,
  from: number,
  to: number
): void {
  switch (scalar) {
    case 'double':
      return writer.word(float64Word(wire.view.getFloat64(from, true)));
    case 'float':
      return writer.word(float32Word(wire.view.getFloat32(from, true)));
    case 'fixed32':
      return writer.word(String(wire.view.getUint32(from, true)));
    case 'sfixed32':
      return writer.word(String(wire.view.getInt32(from, true)));
    case 'fixed64':
      return writer.word(String(wire.view.getBigUint64(from, true)));
    case 'sfixed64':
      return writer.word(String(wire.view.getBigInt64(from, true)));
    case 'string': {
      const bytes = wire.bytes.subarray(from, to);
      const text = wireText(bytes);
      return text === null ? writer.hex(bytes) : writer.text(text);
    }
    case 'bytes':
      return writer.hex(wire.bytes.subarray(from, to));
    case 'int32':
    case 'int64':
    case 'uint32':
    case 'uint64':
    case 'sint32':
    case 'sint64':
    case 'bool':
      return writer.word(varintWord(scalar, wire.varint(from, to)));
    default:
      return assertNever(scalar);
  }
}

export type VarintType = 'int32' | 'int64' | 'uint32' | 'uint64' | 'sint32' | 'sint64' | 'bool';

export function isVarintType(scalar: ScalarType): scalar is VarintType {
  return /^(u|s)?int|^bool$/.test(scalar);
}

export function varintWord(scalar: VarintType, value: bigint): string {
  switch (scalar) {
    case 'int32':
      return String(BigInt.asIntN(32, value));
    case 'int64':
      return String(BigInt.asIntN(64, value));
    case 'uint32':
      return String(BigInt.asUintN(32, value));
    case 'uint64':
      return String(value);
    case 'sint32':
      return String(zigzag(BigInt.asUintN(32, value)));
    case 'sint64':
      return String(zigzag(value));
    case 'bool':
      return value === 0n ? 'false' : 'true';
    default:
      return assertNever(scalar);
  }
}

/** What a proto3 field without `optional` is when the wire lacks it. */
export function writeZero(writer: NotationWriter, scalar: ScalarType): void {
  switch (scalar) {
    case 'string':
      return writer.text('');
    case 'bytes':
      return writer.hex(new Uint8Array());
    case 'bool':
      return writer.word('false');
    case 'double':
    case 'float':
      return writer.word('0.0');
    default:
      return writer.word('0');
  }
}

/**
 * A field no schema knows, except groups: a varint as a whole number without sign, 4 and 8 bytes as `fixed32(…)` and `fixed64(…)`, bytes
 * as a string when they are readable text, else as bytes.
 */
export function writeUnknown(writer: NotationWriter, wire: ProtobufWire, type: number, from: number, to: number): void {
  switch (type) {
    case wireType.varint:
      return writer.word(String(wire.varint(from, to)));
    case wireType.fixed32:
      return writer.word(`fixed32(${wire.view.getUint32(from, true)})`);
    case wireType.fixed64:
      return writer.word(`fixed64(${wire.view.getBigUint64(from, true)})`);
    default: {
      const bytes = wire.bytes.subarray(from, to);
      const text = wireText(bytes);
      // eslint-disable-next-line no-control-regex -- control characters are what tells a message from text
      return text === null || /[\0-\x08\x0e-\x1f\x7f]/.test(text) ? writer.hex(bytes) : writer.text(text);
    }
  }
}

function zigzag(value: bigint): bigint {
  return (value >> 1n) ^ -(value & 1n);
}
