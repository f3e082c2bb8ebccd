import protobuf from 'protobufjs/minimal';

/** Data types of Sparkplug B that the demo uses [Sparkplug 3.0, 6.4.16]. */
export const sparkplugType = { int16: 2, uint64: 8, float: 9, double: 10, boolean: 11 } as const;

export interface SparkplugMetric {
  /** In a BIRTH; a DATA has aliases only. */
  readonly name?: string;
  readonly alias?: number;
  readonly type: (typeof sparkplugType)[keyof typeof sparkplugType];
  readonly value: number | boolean;
  readonly unit?: string;
}

interface SparkplugMessage {
  readonly atMs: number;
  readonly sequence: number;
  readonly metrics: readonly SparkplugMetric[];
}

/** A Sparkplug B payload, field by field as its Protobuf schema numbers them. */
export function sparkplugMessage({ atMs, sequence, metrics }: SparkplugMessage): Uint8Array {
  const writer = protobuf.Writer.create().uint32(tag(1, 0)).uint64(Math.floor(atMs));
  for (const metric of metrics) writer.uint32(tag(2, 2)).bytes(metricBytes(metric));
  return writer.uint32(tag(3, 0)).uint64(sequence).finish();
}

function metricBytes({ name, alias, type, value, unit }: SparkplugMetric): Uint8Array {
  const writer = protobuf.Writer.create();
  if (name !== undefined) writer.uint32(tag(1, 2)).string(name);
  if (alias !== undefined) writer.uint32(tag(2, 0)).uint64(alias);
  // A DATA leaves the data type out: the BIRTH has said it
  if (name !== undefined) writer.uint32(tag(4, 0)).uint32(type);
  if (unit !== undefined) writer.uint32(tag(9, 2)).bytes(unitProperty(unit));
  const number = Number(value);
  switch (type) {
    case sparkplugType.int16:
      return writer
        .uint32(tag(10, 0))
        .uint32(number >>> 0)
        .finish();
    case sparkplugType.uint64:
      return writer.uint32(tag(11, 0)).uint64(number).finish();
    case sparkplugType.float:
      return writer.uint32(tag(12, 5)).float(number).finish();
    case sparkplugType.double:
      return writer.uint32(tag(13, 1)).double(number).finish();
    default:
      return writer
        .uint32(tag(14, 0))
        .bool(value === true)
        .finish();
  }
}

/** The property `engUnit` of type String. */
function unitProperty(unit: string): Uint8Array {
  const value = protobuf.Writer.create().uint32(tag(1, 0)).uint32(12).uint32(tag(8, 2)).string(unit).finish();
  return protobuf.Writer.create().uint32(tag(1, 2)).string('engUnit').uint32(tag(2, 2)).bytes(value).finish();
}

function tag(field: number, wireType: number): number {
  return (field << 3) | wireType;
}
