import type { ScalarType } from '../formats/protobuf-shape';

// Sparkplug B's messages, written down from the field tables of the specification (Sparkplug 3.0, 6.4 "Payloads"): field numbers of
// org.eclipse.tahu.protobuf.Payload and of the messages in it.

/** What the value of a metric, property, parameter or cell of a data set can be. */
export type SparkplugValueKind =
  | 'whole'
  | 'float'
  | 'double'
  | 'boolean'
  | 'string'
  | 'bytes'
  | 'dataset'
  | 'template'
  | 'property-set'
  | 'property-sets'
  | 'extension';

type Plain = ReadonlyMap<number, readonly [name: string, scalar: ScalarType]>;

/** A message that has a type and a value of it. */
export interface TypedMessage {
  readonly typeField: number;
  /** Stands in front of the value, not in it; null: it has none. */
  readonly nameField: number | null;
  readonly values: ReadonlyMap<number, SparkplugValueKind>;
  readonly plain: Plain;
}

/** int, long, float, double, boolean, string: in this order everywhere. */
const valuesFrom = (first: number): [number, SparkplugValueKind][] => [
  [first, 'whole'],
  [first + 1, 'whole'],
  [first + 2, 'float'],
  [first + 3, 'double'],
  [first + 4, 'boolean'],
  [first + 5, 'string']
];

export const payloadFields = { metrics: 2, sequence: 3 } as const;
export const payloadPlain: Plain = new Map([
  [1, ['timestamp', 'uint64']],
  [3, ['seq', 'uint64']],
  [4, ['uuid', 'string']],
  [5, ['body', 'bytes']]
]);

export const metricFields = {
  name: 1,
  alias: 2,
  datatype: 4,
  isNull: 7,
  metadata: 8,
  properties: 9,
  /** `int_value` and `long_value`. */
  wholeValues: [10, 11]
} as const;
export const metric: TypedMessage = {
  typeField: metricFields.datatype,
  nameField: metricFields.name,
  values: new Map([...valuesFrom(10), [16, 'bytes'], [17, 'dataset'], [18, 'template'], [19, 'extension']]),
  plain: new Map([
    [2, ['alias', 'uint64']],
    [3, ['timestamp', 'uint64']],
    [5, ['is_historical', 'bool']],
    [6, ['is_transient', 'bool']],
    [metricFields.isNull, ['is_null', 'bool']]
  ])
};

export const metadataPlain: Plain = new Map([
  [1, ['is_multi_part', 'bool']],
  [2, ['content_type', 'string']],
  [3, ['size', 'uint64']],
  [4, ['seq', 'uint64']],
  [5, ['file_name', 'string']],
  [6, ['file_type', 'string']],
  [7, ['md5', 'string']],
  [8, ['description', 'string']]
]);

export const propertySetFields = { keys: 1, values: 2 } as const;
export const propertySetsField = 1;
export const property: TypedMessage = {
  typeField: 1,
  nameField: null,
  values: new Map([...valuesFrom(3), [9, 'property-set'], [10, 'property-sets'], [11, 'extension']]),
  plain: new Map([[2, ['is_null', 'bool']]])
};

export const templateFields = { metrics: 2, parameters: 3 } as const;
export const templatePlain: Plain = new Map([
  [1, ['version', 'string']],
  [4, ['template_ref', 'string']],
  [5, ['is_definition', 'bool']]
]);
export const parameter: TypedMessage = {
  typeField: 2,
  nameField: 1,
  values: new Map([...valuesFrom(3), [9, 'extension']]),
  plain: new Map()
};

export const dataSetFields = { columns: 2, types: 3, rows: 4 } as const;
export const dataSetPlain: Plain = new Map([[1, ['num_of_columns', 'uint64']]]);
export const rowElementsField = 1;
export const cellValues: ReadonlyMap<number, SparkplugValueKind> = new Map([...valuesFrom(1), [7, 'extension']]);

/** Data types by number. */
export const datatypeNames: readonly string[] = [
  'Unknown',
  'Int8',
  'Int16',
  'Int32',
  'Int64',
  'UInt8',
  'UInt16',
  'UInt32',
  'UInt64',
  'Float',
  'Double',
  'Boolean',
  'String',
  'DateTime',
  'Text',
  'UUID',
  'DataSet',
  'Bytes',
  'File',
  'Template',
  'PropertySet',
  'PropertySetList',
  'Int8Array',
  'Int16Array',
  'Int32Array',
  'Int64Array',
  'UInt8Array',
  'UInt16Array',
  'UInt32Array',
  'UInt64Array',
  'FloatArray',
  'DoubleArray',
  'BooleanArray',
  'StringArray',
  'DateTimeArray'
];
