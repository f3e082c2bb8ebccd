import { describe, expect, it } from 'vitest';
import { sparkplug } from '../../../../../../electron/engine/decode/formats/sparkplug';
import { decodeContext, faultOf, hexBytes, notationOf } from '../../../../../support/notation-of';
import { decodeMutated } from '../../../../../support/mutated-inputs';
import { mutationCase } from '../../../../../support/mutation-cases';
import { birth } from '../../../../../support/sparkplug-birth';
import { sparkplugPayload } from '../../../../../support/sparkplug-payload';

const topic = 'spBv1.0/Plant/NDATA/edge';
const read = (payload: object, births: readonly Uint8Array[] = []): string =>
  notationOf(sparkplug, sparkplugPayload(payload), { topic, births });
const valueOf = (metric: object): string => {
  const text = read({ metrics: [{ name: 'm', ...metric }] });
  return (
    /^\{"metrics":\{"m":\{"value":(.*?)(?:,"datatype":"?\w+"?)?(?:,"is_null":true)?\}\}\}$/.exec(text)?.[1] ?? text
  );
};

describe('a BIRTH', () => {
  it('says all of each metric, by name', () => {
    expect(notationOf(sparkplug, birth, { topic: 'spBv1.0/Plant/NBIRTH/edge' })).toBe(
      '{"timestamp":1700000000000,"metrics":{"bdSeq":{"value":7,"datatype":"Int64"},' +
        '"Node Control/Rebirth":{"value":false,"datatype":"Boolean"},' +
        '"Temperature":{"value":21.4,"datatype":"Float","alias":3,"timestamp":1700000000000,"properties":' +
        '{"engUnit":{"value":"°C","datatype":"String"},"low":{"value":-10,"datatype":"Int32"}}},' +
        '"Offset":{"value":-2,"datatype":"Int16","alias":4}},"seq":0}'
    );
  });
});

describe('a DATA', () => {
  const data = {
    timestamp: 1_700_000_001_000,
    metrics: [
      { alias: 4, int_value: 0xffff_fffd },
      { alias: 9, double_value: 1 }
    ],
    seq: 1
  };
  it('has names and data types from the BIRTH', () => {
    expect(read(data, [birth])).toBe(
      '{"timestamp":1700000001000,"metrics":{"Offset":{"value":-3,"datatype":"Int16","alias":4},' +
        '"alias 9":{"value":1.0,"alias":9}},"seq":1}'
    );
  });

  it('has aliases where no BIRTH is known', () => {
    expect(read(data)).toContain('"alias 4":{"value":4294967293,"alias":4}');
  });

  it('has names of the device from the second BIRTH, and of its own before all', () => {
    const device = sparkplugPayload({ metrics: [{ name: 'Pressure', alias: 9, datatype: 10 }] });
    expect(read(data, [birth, device])).toContain('"Pressure":{"value":1.0,"datatype":"Double","alias":9}');
    expect(read({ metrics: [{ name: 'Own', alias: 4, int_value: 1 }] }, [birth])).toContain(
      '"Own":{"value":1,"alias":4}'
    );
  });

  it('is read beside a BIRTH that cannot be', () => {
    expect(read(data, [hexBytes('ffff'), birth])).toContain('"Offset"');
  });

  it('keeps a metric that comes twice, as history does', () => {
    const metrics = [1, 2].map((value) => ({ alias: 3, is_historical: true, float_value: value }));
    expect(read({ metrics }, [birth])).toBe(
      '{"metrics":{"Temperature":{"value":1.0,"datatype":"Float","alias":3,"is_historical":true},' +
        '"Temperature":{"value":2.0,"datatype":"Float","alias":3,"is_historical":true}}}'
    );
  });
});

describe('values', () => {
  it.each([
    // signed numbers in fields without sign: as 32 bits, as 64, and as their own
    [{ datatype: 1, int_value: 0xffff_ff80 }, '-128'],
    [{ datatype: 1, int_value: 0x80 }, '-128'],
    [{ datatype: 1, int_value: 0x1234 }, '4660'],
    [{ datatype: 2, int_value: 0xffff_8000 }, '-32768'],
    [{ datatype: 3, int_value: 0xffff_ffff }, '-1'],
    [{ datatype: 3, long_value: '18446744073709551615' }, '-1'],
    [{ datatype: 4, long_value: '18446744073709551615' }, '-1'],
    [{ datatype: 4, long_value: '9007199254740993' }, '9007199254740993'],
    [{ datatype: 8, long_value: '18446744073709551615' }, '18446744073709551615'],
    [{ datatype: 7, int_value: 0xffff_ffff }, '4294967295'],
    [{ datatype: 9, float_value: 0.1 }, '0.1'],
    [{ datatype: 10, double_value: Infinity }, 'Infinity'],
    [{ datatype: 11, boolean_value: true }, 'true'],
    [{ datatype: 12, string_value: 'a"b' }, '"a\\"b"'],
    [{ datatype: 13, long_value: 1_700_000_000_000 }, '1700000000000'],
    [{ datatype: 17, bytes_value: Buffer.from('00ff', 'hex') }, "h'00ff'"],
    [{ datatype: 99, int_value: 5 }, '5'],
    [{ datatype: 3, is_null: true }, 'null'],
    // arrays, with the examples of the specification
    [{ datatype: 22, bytes_value: Buffer.from('efe9', 'hex') }, '[-17,-23]'],
    [{ datatype: 23, bytes_value: Buffer.from('d08a307a', 'hex') }, '[-30000,31280]'],
    [{ datatype: 24, bytes_value: Buffer.from('ffffffff01000000', 'hex') }, '[-1,1]'],
    [{ datatype: 25, bytes_value: Buffer.from('0000000000000080', 'hex') }, '[-9223372036854775808]'],
    [{ datatype: 26, bytes_value: Buffer.from('17fa', 'hex') }, '[23,250]'],
    [{ datatype: 29, bytes_value: Buffer.from('ffffffffffffffff', 'hex') }, '[18446744073709551615]'],
    [{ datatype: 30, bytes_value: Buffer.from('cdcccc3d', 'hex') }, '[0.1]'],
    [{ datatype: 31, bytes_value: Buffer.from('000000000000f03f', 'hex') }, '[1.0]'],
    [
      { datatype: 32, bytes_value: Buffer.from('0c00000034d0', 'hex') },
      '[false,false,true,true,false,true,false,false,true,true,false,true]'
    ],
    [{ datatype: 33, bytes_value: Buffer.from('ABC\0hello\0') }, '["ABC","hello"]'],
    [
      { datatype: 34, bytes_value: Buffer.from('c7d0907524010000b8bab89781010000', 'hex') },
      '[1256102875335,1656107875000]'
    ],
    // arrays that are none
    [{ datatype: 23, bytes_value: Buffer.from('d08a30', 'hex') }, "h'd08a30'"],
    [{ datatype: 32, bytes_value: Buffer.from('ffffffff34', 'hex') }, "h'ffffffff34'"],
    [{ datatype: 33, bytes_value: Buffer.from('ABC') }, "h'414243'"]
  ])('%j is %s', (metric, text) => {
    expect(valueOf(metric)).toBe(text);
  });

  it('may be data sets', () => {
    const dataset_value = {
      num_of_columns: 2,
      columns: ['n', 'word'],
      types: [3, 12],
      rows: [{ elements: [{ int_value: 0xffff_ffff }, { string_value: 'a' }] }, { elements: [{ int_value: 2 }, {}] }]
    };
    expect(valueOf({ datatype: 16, dataset_value })).toBe(
      '{"num_of_columns":2,"columns":["n","word"],"types":["Int32","String"],"rows":[[-1,"a"],[2,null]]}'
    );
  });

  it('may be templates', () => {
    const template_value = {
      version: '1',
      template_ref: 'Motor',
      is_definition: false,
      metrics: [{ name: 'rpm', datatype: 3, int_value: 5 }],
      parameters: [{ name: 'poles', type: 3, int_value: 4 }]
    };
    expect(valueOf({ datatype: 19, template_value })).toBe(
      '{"version":"1","metrics":{"rpm":{"value":5,"datatype":"Int32"}},"parameters":{"poles":{"value":4,"datatype":"Int32"}},' +
        '"template_ref":"Motor","is_definition":false}'
    );
  });
});

it('shows metadata, property sets in lists, identity and body', () => {
  const text = read({
    uuid: 'u',
    body: Buffer.from([1]),
    metrics: [
      {
        name: 'file',
        metadata: { file_name: 'a.bin', size: 3, is_multi_part: false },
        properties: {
          keys: ['list', 'none'],
          values: [
            {
              type: 21,
              propertysets_value: { propertyset: [{ keys: ['k'], values: [{ type: 11, boolean_value: true }] }] }
            }
          ]
        },
        bytes_value: Buffer.from([9])
      }
    ]
  });
  expect(text).toBe(
    '{"metrics":{"file":{"value":h\'09\',"metadata":{"is_multi_part":false,"size":3,"file_name":"a.bin"},"properties":' +
      '{"list":{"value":[{"k":{"value":true,"datatype":"Boolean"}}],"datatype":"PropertySetList"},"none":undefined}}},' +
      '"uuid":"u","body":h\'01\'}'
  );
});

it('keeps what the specification does not know', () => {
  expect(notationOf(sparkplug, hexBytes('3001 1206 0a0161 a00101 12020a00'), { topic })).toBe(
    '{"6":1,"metrics":{"a":{"20":1},"":{}}}'
  );
});

describe('the state of a host', () => {
  it('is JSON, or a word', () => {
    const state = Buffer.from('{"online":true,"timestamp":1668114759262}');
    expect(sparkplug.decode(state, decodeContext({ topic: 'spBv1.0/STATE/scada' }))).toMatchObject({
      kind: 'json',
      notation: false
    });
    expect(sparkplug.decode(Buffer.from('ONLINE'), decodeContext({ topic: 'STATE/scada' }))).toMatchObject({
      kind: 'text'
    });
    expect(faultOf(sparkplug, hexBytes('61ff'), { topic: 'STATE/scada' })).toBe('invalid at 1');
  });
});

describe('found by itself', () => {
  it('by its topic alone', () => {
    expect(sparkplug.score(birth, decodeContext({ topic }))).toBe(0.9);
    expect(sparkplug.score(birth, decodeContext({ topic: 'plant/edge' }))).toBe(0);
    expect(sparkplug.score(birth, decodeContext())).toBe(0);
    expect(sparkplug.score(birth, decodeContext({ topic: 'spBv1.0/STATE/scada' }))).toBe(0);
  });
});

describe('hostile input', () => {
  it.each([
    ['0a00', 'wire-type at 0'],
    ['1001', 'wire-type at 0'],
    ['1203 0a0561', 'cut-short at 2'],
    ['1202 5001', 'none'],
    ['1203 520161', 'wire-type at 2'],
    ['1202 1f00', 'wire-type at 2']
  ])('%s: %s', (hex, fault) => {
    expect(faultOf(sparkplug, hexBytes(hex), { topic })).toBe(fault);
  });

  it('nests templates and property sets without end', () => {
    const wrap = (tag: number, inner: Buffer): Buffer => {
      const size: number[] = [];
      for (let rest = inner.length; ; rest = Math.floor(rest / 128)) {
        size.push(rest < 128 ? rest : (rest % 128) + 128);
        if (rest < 128) break;
      }
      return Buffer.concat([Buffer.from(tag < 128 ? [tag] : [(tag % 128) + 128, tag >> 7]), Buffer.from(size), inner]);
    };
    let metric: Buffer = Buffer.from('0a0161', 'hex');
    let properties: Buffer = Buffer.alloc(0);
    for (let level = 0; level < 2_000; level += 1) {
      // metric { template_value = 18 { metrics = 2 { … } } } and values = 2 { propertyset_value = 9 { … } }
      metric = wrap((18 << 3) | 2, wrap(0x12, metric));
      properties = wrap(0x12, wrap((9 << 3) | 2, properties));
    }
    expect(faultOf(sparkplug, wrap(0x12, metric), { topic })).toMatch(/^too-deep/);
    expect(faultOf(sparkplug, wrap(0x12, wrap((9 << 3) | 2, properties)), { topic })).toMatch(/^too-deep/);
  });

  it('has a million columns before a million rows', () => {
    const dataset = Buffer.concat([
      Buffer.alloc(400_000, Buffer.from('1200', 'hex')),
      Buffer.alloc(400_000, Buffer.from('2200', 'hex'))
    ]);
    const size = (length: number): Buffer =>
      Buffer.from([(length & 127) | 128, ((length >> 7) & 127) | 128, length >> 14]);
    const metric = Buffer.concat([Buffer.from([0x8a, 0x01]), size(dataset.length), dataset]);
    const bytes = Buffer.concat([Buffer.from([0x12]), size(metric.length), metric]);
    expect(notationOf(sparkplug, bytes, { topic })).toMatch(/"columns":\["","",[^]*"rows":\[\[\],\[\],/);
  });

  it('ends in a DecodeError or a text, whatever is changed', () => {
    const run = decodeMutated(mutationCase('sparkplug'));
    expect(run.read).toBeGreaterThan(20);
    expect(run.refused).toBeGreaterThan(20);
    expect(run.largestTextBytes).toBeLessThan(10_000);
    expect(run.mostBytes).toBeLessThan(10_000_000);
  }, 300_000);
});
