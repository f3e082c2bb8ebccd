import { DecodeError } from './decode-error';
import { ProtobufWire, wireType, type WireFields } from './formats/protobuf-wire';
import { metricFields, payloadFields } from './schemas/sparkplug-b';
import { wireText } from './wire-text';

/** What a BIRTH says of a metric that has an alias. */
export interface BornMetric {
  readonly name: string;
  readonly datatype: number | null;
}

/** Signs of life of one walk over the top of a payload, 4,096 fields each: about 5 ms on the engine's own thread. */
const mostSigns = 16;
const fieldsPerSign = 256;
/** How the metric begins: field 1, a string of five bytes. */
const birthNumberName = Buffer.from('\x0a\x05bdSeq', 'latin1');
/** A list of a thousand messages comes with the same bytes of one BIRTH. */
const known = new WeakMap<Uint8Array, ReadonlyMap<bigint, BornMetric>>();

/** The metrics of BIRTH messages by alias; aliases are unique in an edge node [Sparkplug 3.0, 6.4.6]. What cannot be read is left out. */
export function bornMetrics(births: readonly Uint8Array[], alive: () => void): (alias: bigint) => BornMetric | null {
  const read = births.map((birth) => {
    const found = known.get(birth) ?? readBirth(birth, alive);
    known.set(birth, found);
    return found;
  });
  return (alias) => {
    for (const metrics of read) {
      const metric = metrics.get(alias);
      if (metric !== undefined) return metric;
    }
    return null;
  };
}

/**
 * 0 to 255; null: there is none, or this is no Sparkplug B payload. Cheap: goes over the top of the payload only, and gives up
 * where that has more fields than any sender makes.
 */
export function readSparkplugSequence(payload: Uint8Array): number | null {
  const wire = shortWalk(payload);
  const fields = topFields(wire);
  const at = fields?.numbers.lastIndexOf(payloadFields.sequence) ?? -1;
  if (fields === null || at < 0) return null;
  const sequence = whole(wire, fields, at);
  return sequence === null || sequence > 255n ? null : Number(sequence);
}

/**
 * `bdSeq` of an NBIRTH or NDEATH, by which they belong together [Sparkplug 3.0, 6.4.19]; null: there is none. As cheap as
 * `readSparkplugSequence`: the metric is known by its name, which encoders write first.
 */
export function readBirthNumber(payload: Uint8Array): bigint | null {
  const wire = shortWalk(payload);
  const fields = topFields(wire);
  if (fields === null) return null;
  for (let at = 0; at < fields.count; at += 1) {
    const from = fields.starts[at] ?? 0;
    if (fields.numbers[at] !== payloadFields.metrics || fields.wireTypes[at] !== wireType.bytes) continue;
    if (!birthNumberName.equals(payload.subarray(from, from + birthNumberName.length))) continue;
    const metric = topFields(wire, from, fields.ends[at] ?? 0);
    if (metric === null) return null;
    return whole(
      wire,
      metric,
      Math.max(...metricFields.wholeValues.map((number) => metric.numbers.lastIndexOf(number)))
    );
  }
  return null;
}

/** Metrics that only have an alias, and none of these BIRTHs names it. */
export function countUnnamedMetrics(payload: Uint8Array, births: readonly Uint8Array[], alive: () => void): number {
  const born = bornMetrics(births, alive);
  let unnamed = 0;
  eachMetric(payload, alive, ({ name, alias }) => {
    if (name === null && alias !== null && born(alias) === null) unnamed += 1;
  });
  return unnamed;
}

function readBirth(payload: Uint8Array, alive: () => void): ReadonlyMap<bigint, BornMetric> {
  const metrics = new Map<bigint, BornMetric>();
  eachMetric(payload, alive, ({ name, alias, datatype }) => {
    if (name !== null && alias !== null) metrics.set(alias, { name, datatype });
  });
  return metrics;
}

interface FoundMetric {
  readonly name: string | null;
  readonly alias: bigint | null;
  readonly datatype: number | null;
}

function eachMetric(payload: Uint8Array, alive: () => void, visit: (metric: FoundMetric) => void): void {
  const wire = new ProtobufWire(payload, alive);
  const fields = topFields(wire);
  if (fields === null) return;
  for (let at = 0; at < fields.count; at += 1) {
    if (at % fieldsPerSign === 0) alive();
    if (fields.numbers[at] !== payloadFields.metrics || fields.wireTypes[at] !== wireType.bytes) continue;
    const metric = topFields(wire, fields.starts[at] ?? 0, fields.ends[at] ?? 0);
    if (metric !== null) visit(identify(wire, metric));
  }
}

/** Name, alias and data type of a metric, as far as they are on the wire. */
export function identify(wire: ProtobufWire, metric: WireFields): FoundMetric {
  const nameAt = metric.numbers.lastIndexOf(metricFields.name);
  const named = nameAt >= 0 && metric.wireTypes[nameAt] === wireType.bytes;
  const bytes = wire.bytes.subarray(metric.starts[nameAt] ?? 0, metric.ends[nameAt] ?? 0);
  const datatype = whole(wire, metric, metric.numbers.lastIndexOf(metricFields.datatype));
  return {
    name: named ? (wireText(bytes) ?? null) : null,
    alias: whole(wire, metric, metric.numbers.lastIndexOf(metricFields.alias)),
    datatype: datatype === null ? null : Number(BigInt.asUintN(32, datatype))
  };
}

function whole(wire: ProtobufWire, fields: WireFields, at: number): bigint | null {
  if (at < 0 || fields.wireTypes[at] !== wireType.varint) return null;
  return wire.varint(fields.starts[at] ?? 0, fields.ends[at] ?? 0);
}

function shortWalk(payload: Uint8Array): ProtobufWire {
  let signs = 0;
  return new ProtobufWire(payload, () => {
    signs += 1;
    if (signs > mostSigns) throw new DecodeError('too-large', null);
  });
}

function topFields(wire: ProtobufWire, from = 0, to = wire.bytes.length): WireFields | null {
  try {
    return wire.fields(from, to);
  } catch (cause) {
    if (cause instanceof DecodeError) return null;
    throw cause;
  }
}
