import protobuf from 'protobufjs';
import { assertNever } from '#contract/assert-never';
import { wireType } from './protobuf-wire';

/** Scalar types of .proto files. */
export type ScalarType =
  | 'double'
  | 'float'
  | 'int32'
  | 'int64'
  | 'uint32'
  | 'uint64'
  | 'sint32'
  | 'sint64'
  | 'fixed32'
  | 'fixed64'
  | 'sfixed32'
  | 'sfixed64'
  | 'bool'
  | 'string'
  | 'bytes';

export type PlainShape =
  | { readonly kind: 'scalar'; readonly scalar: ScalarType }
  | { readonly kind: 'enum'; readonly names: ReadonlyMap<number, string> };
export type ValueShape =
  | PlainShape
  /** `group`: between two tags instead of behind a length. */
  | { readonly kind: 'message'; readonly type: protobuf.Type; readonly group: boolean };

export interface FieldShape {
  readonly name: string;
  readonly value: ValueShape;
  readonly repeated: boolean;
  /** Of a map; its values are `value`. */
  readonly keys: ScalarType | null;
}

/** What the wire walker wants to know of a message type. */
export interface MessageShape {
  readonly fields: ReadonlyMap<number, FieldShape>;
  /** Fields that are their type's zero when the wire lacks them: proto3 without `optional`. */
  readonly implicit: readonly (readonly [number: number, name: string, value: PlainShape])[];
}

const scalarWireTypes: Readonly<Record<ScalarType, number>> = {
  double: wireType.fixed64,
  float: wireType.fixed32,
  int32: wireType.varint,
  int64: wireType.varint,
  uint32: wireType.varint,
  uint64: wireType.varint,
  sint32: wireType.varint,
  sint64: wireType.varint,
  fixed32: wireType.fixed32,
  fixed64: wireType.fixed64,
  sfixed32: wireType.fixed32,
  sfixed64: wireType.fixed64,
  bool: wireType.varint,
  string: wireType.bytes,
  bytes: wireType.bytes
};

const shapes = new WeakMap<protobuf.Type, MessageShape>();

/** Made once for each type, when it is first met. */
export function messageShape(type: protobuf.Type): MessageShape {
  const known = shapes.get(type);
  if (known !== undefined) return known;
  const entries = type.fieldsArray.flatMap((field) => {
    const shape = fieldShape(field);
    return shape === null ? [] : [[field, shape] as const];
  });
  const shape: MessageShape = {
    fields: new Map(entries.map(([field, its]) => [field.id, its])),
    implicit: entries.flatMap(([field, { name, value, repeated, keys }]) => {
      const implicit = !repeated && keys === null && !field.hasPresence;
      return implicit && value.kind !== 'message' ? [[field.id, name, value] as const] : [];
    })
  };
  shapes.set(type, shape);
  return shape;
}

export function wireTypeOf(value: ValueShape): number {
  switch (value.kind) {
    case 'scalar':
      return scalarWireTypes[value.scalar];
    case 'enum':
      return wireType.varint;
    case 'message':
      return value.group ? wireType.startGroup : wireType.bytes;
    default:
      return assertNever(value);
  }
}

function fieldShape(field: protobuf.Field): FieldShape | null {
  const value = valueShape(field);
  if (value === null) return null;
  const keys = field instanceof protobuf.MapField && isScalarType(field.keyType) ? field.keyType : null;
  // an extension stands in the type it extends under its full name; text format and JSON write that in brackets
  const name = field.declaringField ? `[${field.name.replace(/^\./, '')}]` : field.name;
  return { name, value, repeated: field.repeated, keys };
}

function valueShape(field: protobuf.Field): ValueShape | null {
  const { resolvedType, type } = field;
  if (resolvedType instanceof protobuf.Type) {
    return { kind: 'message', type: resolvedType, group: field.delimited };
  }
  if (resolvedType instanceof protobuf.Enum) {
    // of names for one number the first holds
    const names = new Map<number, string>();
    for (const [name, number] of Object.entries(resolvedType.values)) if (!names.has(number)) names.set(number, name);
    return { kind: 'enum', names };
  }
  return isScalarType(type) ? { kind: 'scalar', scalar: type } : null;
}

function isScalarType(type: string): type is ScalarType {
  return Object.hasOwn(scalarWireTypes, type);
}
