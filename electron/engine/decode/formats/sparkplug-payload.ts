import { assertNever } from '#contract/assert-never';
import { DecodeError } from '../decode-error';
import type { NotationWriter } from '../notation-writer';
import {
  cellValues,
  datatypeNames,
  dataSetFields,
  dataSetPlain,
  metadataPlain,
  metric,
  metricFields,
  parameter,
  payloadFields,
  payloadPlain,
  property,
  propertySetFields,
  propertySetsField,
  rowElementsField,
  templateFields,
  templatePlain,
  type SparkplugValueKind,
  type TypedMessage
} from '../schemas/sparkplug-b';
import { identify, type BornMetric } from '../sparkplug-birth';
import { wireText } from '../wire-text';
import type { NestedWork } from './nested-work';
import { writeScalar, writeUnknown } from './protobuf-scalar';
import { wireTypeOf, type ScalarType } from './protobuf-shape';
import { wireType, type ProtobufWire, type WireFields } from './protobuf-wire';
import { writeSparkplugArray } from './sparkplug-array';

type Plain = TypedMessage['plain'];
/** How a field is written that is no plain one; null: under its number. */
type Special = (fields: WireFields, at: number) => NestedWork | 'written' | null;

/** Bits of the signed data types; their values travel in fields without sign [Sparkplug 3.0, 6.4.16]. */
const signedBits: ReadonlyMap<string, number> = new Map([
  ['Int8', 8],
  ['Int16', 16],
  ['Int32', 32],
  ['Int64', 64]
]);
const wholeWidths: readonly number[] = [32, 64];
const gathered: ReadonlySet<number> = new Set(Object.values(dataSetFields));

/** Writes a Sparkplug B payload, see sparkplug.ts for its shape. */
export class SparkplugPayloadWriter {
  readonly #wire: ProtobufWire;
  readonly #writer: NotationWriter;
  readonly #born: (alias: bigint) => BornMetric | null;

  constructor(wire: ProtobufWire, writer: NotationWriter, born: (alias: bigint) => BornMetric | null) {
    this.#wire = wire;
    this.#writer = writer;
    this.#born = born;
  }

  *payload(): NestedWork {
    const fields = this.#wire.fields(0, this.#wire.bytes.length);
    const metrics = this.#gathered(fields, payloadFields.metrics, 'metrics', (at) => this.#metric(fields, at));
    yield* this.#object(fields, payloadPlain, metrics);
  }

  /** A message's fields in wire order: `plain` ones under their names, `special` ones as that says, the others under their numbers. */
  *#object(fields: WireFields, plain: Plain, special: Special): NestedWork {
    this.#writer.openMap();
    yield* this.#fields(fields, plain, special);
    this.#writer.close();
  }

  *#fields(fields: WireFields, plain: Plain, special: Special): NestedWork {
    for (let at = 0; at < fields.count; at += 1) {
      const number = fields.numbers[at] ?? 0;
      const known = plain.get(number);
      this.#writer.byte = fields.tags[at] ?? 0;
      const work = known === undefined ? special(fields, at) : null;
      if (work === 'written') continue;
      if (work !== null) {
        yield* work;
      } else {
        this.#writer.text(known?.[0] ?? String(number));
        if (known === undefined) this.#unknown(fields, at);
        else this.#scalar(known[1], fields, at);
      }
    }
  }

  /** All fields of one number as one object, where the first of them is. */
  #gathered(fields: WireFields, number: number, name: string, write: (at: number) => NestedWork): Special {
    const writer = this.#writer;
    const first = fields.numbers.indexOf(number);
    const all = function* (): NestedWork {
      writer.text(name);
      writer.openMap();
      for (let at = first; at < fields.count; at += 1) if (fields.numbers[at] === number) yield* write(at);
      writer.close();
    };
    return (_, at) => (fields.numbers[at] !== number ? null : at === first ? all() : 'written');
  }

  *#metric(fields: WireFields, at: number): NestedWork {
    const own = this.#inside(fields, at);
    const { name, alias, datatype } = identify(this.#wire, own);
    const born = name === null && alias !== null ? this.#born(alias) : null;
    this.#writer.text(name ?? born?.name ?? (alias === null ? '' : `alias ${alias}`));
    yield this.#typed(own, metric, datatype ?? born?.datatype ?? null, (inner, place) => {
      const number = inner.numbers[place];
      if (number === metricFields.metadata) return this.#named('metadata', this.#metadata(inner, place));
      if (number === metricFields.properties) return this.#named('properties', this.#propertySet(inner, place));
      return null;
    });
  }

  /** `{"value":…,"datatype":…}` and what else there is. */
  *#typed(fields: WireFields, message: TypedMessage, datatype: number | null, special: Special): NestedWork {
    const writer = this.#writer;
    const typeName = datatypeName(datatype);
    writer.openMap();
    let values = 0;
    for (let at = 0; at < fields.count; at += 1) {
      const kind = message.values.get(fields.numbers[at] ?? 0);
      if (kind === undefined) continue;
      values += 1;
      writer.byte = fields.tags[at] ?? 0;
      writer.text('value');
      yield* this.#value(kind, typeName, fields, at);
    }
    if (values === 0 && this.#isNull(fields, message)) {
      writer.text('value');
      writer.word('null');
    }
    if (datatype !== null) {
      writer.text('datatype');
      if (typeName === '') writer.word(String(datatype));
      else writer.text(typeName);
    }
    yield* this.#fields(fields, message.plain, (inner, at) => {
      const number = inner.numbers[at] ?? 0;
      const written = number === message.typeField || number === message.nameField || message.values.has(number);
      return written ? 'written' : special(inner, at);
    });
    writer.close();
  }

  *#value(kind: SparkplugValueKind, typeName: string, fields: WireFields, at: number): NestedWork {
    const writer = this.#writer;
    switch (kind) {
      case 'whole': {
        const [from, to] = this.#range(fields, at, wireType.varint);
        return writer.word(wholeWord(typeName, this.#wire.varint(from, to)));
      }
      case 'float':
      case 'double':
      case 'string':
        return this.#scalar(kind, fields, at);
      case 'boolean':
        return this.#scalar('bool', fields, at);
      case 'bytes': {
        const [from, to] = this.#range(fields, at, wireType.bytes);
        return writeSparkplugArray(writer, typeName, this.#wire.bytes.subarray(from, to));
      }
      case 'dataset':
        yield this.#dataSet(fields, at);
        return;
      case 'template':
        yield this.#template(fields, at);
        return;
      case 'property-set':
        yield this.#propertySet(fields, at);
        return;
      case 'property-sets':
        yield this.#propertySets(fields, at);
        return;
      case 'extension':
        return this.#unknown(fields, at);
      default:
        assertNever(kind);
    }
  }

  *#metadata(fields: WireFields, at: number): NestedWork {
    yield* this.#object(this.#inside(fields, at), metadataPlain, never);
  }

  /** Keys and values are two lists side by side; a value without a key is below the empty one. */
  *#propertySet(fields: WireFields, at: number): NestedWork {
    const writer = this.#writer;
    const own = this.#inside(fields, at);
    const keys: string[] = [];
    const values: number[] = [];
    const others: number[] = [];
    for (let place = 0; place < own.count; place += 1) {
      const number = own.numbers[place];
      if (number === propertySetFields.keys) keys.push(this.#string(own, place));
      else (number === propertySetFields.values ? values : others).push(place);
    }
    writer.openMap();
    for (let place = 0; place < Math.max(keys.length, values.length); place += 1) {
      const value = values[place];
      writer.text(keys[place] ?? '');
      if (value === undefined) {
        writer.word('undefined');
      } else {
        const inner = this.#inside(own, value);
        yield this.#typed(inner, property, this.#type(inner, property.typeField), never);
      }
    }
    for (const place of others) {
      writer.text(String(own.numbers[place]));
      this.#unknown(own, place);
    }
    writer.close();
  }

  *#propertySets(fields: WireFields, at: number): NestedWork {
    const own = this.#inside(fields, at);
    this.#writer.openArray();
    for (let place = 0; place < own.count; place += 1) {
      if (own.numbers[place] === propertySetsField) yield this.#propertySet(own, place);
      else this.#unknown(own, place);
    }
    this.#writer.close();
  }

  *#template(fields: WireFields, at: number): NestedWork {
    const own = this.#inside(fields, at);
    const metrics = this.#gathered(own, templateFields.metrics, 'metrics', (place) => this.#metric(own, place));
    const parameters = this.#gathered(own, templateFields.parameters, 'parameters', (place) =>
      this.#parameter(own, place)
    );
    yield* this.#object(own, templatePlain, (inner, place) => metrics(inner, place) ?? parameters(inner, place));
  }

  *#parameter(fields: WireFields, at: number): NestedWork {
    const own = this.#inside(fields, at);
    const named = own.numbers.lastIndexOf(parameter.nameField ?? 0);
    this.#writer.text(named < 0 ? '' : this.#string(own, named));
    yield this.#typed(own, parameter, this.#type(own, parameter.typeField), never);
  }

  *#dataSet(fields: WireFields, at: number): NestedWork {
    const writer = this.#writer;
    const own = this.#inside(fields, at);
    const types = this.#columnTypes(own);
    const firsts = new Set([...gathered].map((number) => own.numbers.indexOf(number)));
    writer.openMap();
    yield* this.#fields(own, dataSetPlain, (_, place) => {
      const number = own.numbers[place] ?? 0;
      if (firsts.has(place)) {
        if (number === dataSetFields.rows) return this.#rows(own, types);
        if (number === dataSetFields.columns) this.#columns(own);
        else this.#types(types);
      }
      return gathered.has(number) ? 'written' : null;
    });
    writer.close();
  }

  #columns(own: WireFields): void {
    this.#writer.text('columns');
    this.#writer.openArray();
    for (let place = 0; place < own.count; place += 1) {
      if (own.numbers[place] === dataSetFields.columns) this.#scalar('string', own, place);
    }
    this.#writer.close();
  }

  #types(types: readonly number[]): void {
    this.#writer.text('types');
    this.#writer.openArray();
    for (const type of types) {
      const name = datatypeName(type);
      if (name === '') this.#writer.word(String(type));
      else this.#writer.text(name);
    }
    this.#writer.close();
  }

  *#rows(own: WireFields, types: readonly number[]): NestedWork {
    const writer = this.#writer;
    writer.text('rows');
    writer.openArray();
    for (let place = 0; place < own.count; place += 1) {
      if (own.numbers[place] !== dataSetFields.rows) continue;
      const row = this.#inside(own, place);
      writer.openArray();
      let column = 0;
      for (let element = 0; element < row.count; element += 1) {
        if (row.numbers[element] !== rowElementsField) {
          this.#unknown(row, element);
        } else {
          yield* this.#cell(this.#inside(row, element), datatypeName(types[column] ?? null));
          column += 1;
        }
      }
      writer.close();
    }
    writer.close();
  }

  *#cell(cell: WireFields, typeName: string): NestedWork {
    const at = cell.count - 1;
    const kind = cellValues.get(cell.numbers[at] ?? 0);
    if (kind !== undefined) yield* this.#value(kind, typeName, cell, at);
    else this.#writer.word('null');
  }

  /** In one field each or packed: encoders do both. */
  #columnTypes(own: WireFields): readonly number[] {
    const types: number[] = [];
    for (let place = 0; place < own.count; place += 1) {
      if (own.numbers[place] !== dataSetFields.types) continue;
      if (own.wireTypes[place] === wireType.bytes) {
        const [from, to] = this.#range(own, place, wireType.bytes);
        for (const type of this.#wire.varints(from, to)) types.push(Number(BigInt.asUintN(32, type)));
      } else {
        const [from, to] = this.#range(own, place, wireType.varint);
        types.push(Number(BigInt.asUintN(32, this.#wire.varint(from, to))));
      }
    }
    return types;
  }

  *#named(name: string, work: NestedWork): NestedWork {
    this.#writer.text(name);
    yield work;
  }

  #isNull(fields: WireFields, { plain }: TypedMessage): boolean {
    for (let at = 0; at < fields.count; at += 1) {
      if (plain.get(fields.numbers[at] ?? 0)?.[0] !== 'is_null') continue;
      const [from, to] = this.#range(fields, at, wireType.varint);
      if (this.#wire.varint(from, to) !== 0n) return true;
    }
    return false;
  }

  #type(fields: WireFields, number: number): number | null {
    const at = fields.numbers.lastIndexOf(number);
    if (at < 0) return null;
    const [from, to] = this.#range(fields, at, wireType.varint);
    return Number(BigInt.asUintN(32, this.#wire.varint(from, to)));
  }

  #string(fields: WireFields, at: number): string {
    const [from, to] = this.#range(fields, at, wireType.bytes);
    const bytes = this.#wire.bytes.subarray(from, to);
    return wireText(bytes) ?? Buffer.from(bytes).toString('latin1');
  }

  #inside(fields: WireFields, at: number): WireFields {
    const [from, to] = this.#range(fields, at, wireType.bytes);
    return this.#wire.fields(from, to);
  }

  #scalar(scalar: ScalarType, fields: WireFields, at: number): void {
    const [from, to] = this.#range(fields, at, wireTypeOf({ kind: 'scalar', scalar }));
    writeScalar(this.#writer, this.#wire, scalar, from, to);
  }

  #unknown(fields: WireFields, at: number): void {
    const from = fields.starts[at] ?? 0;
    const to = fields.ends[at] ?? 0;
    writeUnknown(this.#writer, this.#wire, fields.wireTypes[at] ?? 0, from, to);
  }

  /** Where the value is; throws when it is not of the wire type that the specification says. */
  #range(fields: WireFields, at: number, expected: number): readonly [from: number, to: number] {
    const found = fields.wireTypes[at] ?? 0;
    if (found !== expected) {
      throw new DecodeError('wire-type', fields.tags[at] ?? 0, '', { field: fields.numbers[at] ?? 0, wireType: found });
    }
    return [fields.starts[at] ?? 0, fields.ends[at] ?? 0];
  }
}

/** Empty: none, or a number the specification does not have. */
function datatypeName(datatype: number | null): string {
  return datatype === null ? '' : (datatypeNames[datatype] ?? '');
}

/** Signed numbers come as their own bits or spread to 32 or 64 of them: encoders do all three. */
function wholeWord(typeName: string, value: bigint): string {
  const bits = signedBits.get(typeName);
  if (bits === undefined) return String(value);
  const signed = BigInt.asIntN(bits, value);
  const fits = [bits, ...wholeWidths].some((width) => BigInt.asUintN(width, signed) === value);
  return String(fits ? signed : value);
}

function never(): null {
  return null;
}
