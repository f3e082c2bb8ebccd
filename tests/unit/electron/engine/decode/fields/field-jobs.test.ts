import { describe, expect, it } from 'vitest';
import type { NumericField } from '../../../../../../electron/contract/chart';
import type { DecoderRule } from '../../../../../../electron/contract/decoder-rule';
import { FieldJobs, fieldTexts } from '../../../../../../electron/engine/decode/fields/field-jobs';
import type { MessageToDecode } from '../../../../../../electron/engine/decode/message-to-decode';
import { PayloadReader } from '../../../../../../electron/engine/decode/worker/payload-reader';
import { sparkplugPayload } from '../../../../../support/sparkplug-payload';

const signs = { alive: () => undefined, trying: () => undefined };

function jobs(rules: readonly DecoderRule[] = []): FieldJobs {
  const reader = new PayloadReader(signs);
  reader.configure({ rules, schemas: [] });
  return new FieldJobs({ rules: reader.rules, read: (message) => reader.read(message), alive: () => undefined });
}

function message(payload: string | Uint8Array, topic = 'plant/a'): MessageToDecode {
  return { topic, contentType: null, payload: Buffer.from(payload), births: [] };
}

function numbers(payload: string | Uint8Array, before: string | null = null): readonly NumericField[] {
  return jobs().numbers({ message: message(payload), before: before === null ? null : message(before), paths: null })
    .fields;
}

function units(payload: string): Readonly<Record<string, string | null>> {
  return Object.fromEntries(numbers(payload).map(({ path, unit }) => [path, unit && `${unit.text} of ${unit.field}`]));
}

function extract(
  payloads: readonly (string | Uint8Array)[],
  paths: readonly string[],
  rules: readonly DecoderRule[] = []
): number[] {
  const parts = payloads.map((payload) => Buffer.from(payload));
  let end = 0;
  const messages = {
    bytes: new Uint8Array(Buffer.concat(parts)),
    ends: Uint32Array.from(parts, (part) => (end += part.length)),
    topicOf: new Uint32Array(parts.length),
    topics: ['plant/a'],
    contentTypes: null,
    births: [[]]
  };
  return [...jobs(rules).extract({ messages, paths })];
}

describe('the job numbers', () => {
  const temperature =
    '{"value":61.8,"setpoint":"65.0","unit":"°C","sensor":"J3","status":"ok","motor_current":4.82,"calibrated":true,"window":[61.5,61.6]}';

  it('lists numbers, numbers in strings and booleans with what changed, those in arrays last', () => {
    const before = '{"value":61.7,"setpoint":65,"motor_current":null,"calibrated":false,"window":[61.4]}';
    expect(numbers(temperature, before)).toEqual([
      { path: 'value', text: '61.8', kind: 'number', value: 61.8, change: 0.1, unit: { text: '°C', field: 'unit' } },
      {
        path: 'setpoint',
        text: '65.0',
        kind: 'numeric-text',
        value: 65,
        change: 0,
        unit: { text: '°C', field: 'unit' }
      },
      { path: 'motor_current', text: '4.82', kind: 'number', value: 4.82, change: null, unit: null },
      { path: 'calibrated', text: 'true', kind: 'boolean', value: 1, change: 1, unit: null },
      { path: 'window[0]', text: '61.5', kind: 'number', value: 61.5, change: 0.1, unit: null },
      { path: 'window[1]', text: '61.6', kind: 'number', value: 61.6, change: null, unit: null }
    ]);
  });

  it.each([
    ['{"temperature":21.5,"ts":1710426727418,"uom":"°C"}', { temperature: '°C of uom', ts: null }],
    ['{"a":1,"b":2,"unit":"V"}', { a: null, b: null }],
    [
      '{"temperature":1,"temperature_unit":"K","humidity":2,"humidityUnit":"%"}',
      { temperature: 'K of temperature_unit', humidity: '% of humidityUnit' }
    ],
    ['{"s":{"value":1,"unit_of_measurement":"W"},"value":2}', { 's.value': 'W of s.unit_of_measurement', value: null }],
    [
      '{"heat":1,"unit":"°C","createdAt":2,"sent_ms":3,"deviceId":4}',
      { heat: '°C of unit', createdAt: null, sent_ms: null, deviceId: null }
    ],
    ['{"values":[1,2],"unit":"bar"}', { 'values[0]': 'bar of unit', 'values[1]': 'bar of unit' }],
    ['{"p":"12.5 kW","q":"50%","r":"3rd","s":"2026-01-01"}', { p: 'kW of p', q: '% of q' }],
    [
      '{"metrics":{"T":{"value":1,"alias":3,"timestamp":5,"properties":{"engUnit":{"value":"°C"},"low":{"value":-10}}},"P":{"value":2}}}',
      {
        'metrics.T.value': '°C of metrics.T.properties.engUnit.value',
        'metrics.T.alias': null,
        'metrics.T.timestamp': null,
        'metrics.T.properties.low.value': null,
        'metrics.P.value': null
      }
    ],
    [
      '{"properties":{"unit":{"value":"bar"}},"pressure":1,"parts":[{"unit":{"value":"V"}}]}',
      { pressure: 'bar of properties.unit.value' }
    ],
    ['{"value":1,"unit":7}', { value: null, unit: null }]
  ])('finds units: %s', (payload, wanted) => {
    expect(units(payload)).toEqual(wanted);
  });

  it('says which numbers a unit may be about where it is given to none', () => {
    const unclear = (payload: string) =>
      Object.fromEntries(numbers(payload).map(({ path, unclearUnit }) => [path, unclearUnit?.text ?? null]));
    expect(unclear('{"temperature":21.5,"humidity":40,"unit":"°C","ts":1,"on":true}')).toEqual({
      temperature: '°C',
      humidity: '°C',
      ts: null,
      on: null
    });
    expect(unclear('{"value":1,"humidity":40,"unit":"°C"}')).toEqual({ value: null, humidity: null });
  });

  it('takes the payload itself for a number', () => {
    expect(numbers('61.8', '61.5')).toMatchObject([
      { path: '', text: '61.8', kind: 'number', value: 61.8, change: 0.3, unit: null }
    ]);
    expect(numbers('61.8 °C', '61.7 °C')).toMatchObject([
      { path: '', text: '61.8 °C', kind: 'numeric-text', value: 61.8, change: 0.1, unit: { text: '°C', field: '' } }
    ]);
    expect(numbers('true', 'false')).toMatchObject([{ path: '', kind: 'boolean', value: 1, change: 1 }]);
    expect(numbers('ON', 'OFF')).toMatchObject([{ path: '', kind: 'boolean', value: 1, change: 1 }]);
    expect(numbers('[1]', '2')).toMatchObject([{ path: '[0]', change: null }]);
  });

  it('takes of a Sparkplug message what its metrics say, and any number that was asked for', () => {
    const payload = sparkplugPayload({
      timestamp: 1_700_000_000_000,
      metrics: [
        { name: 'Temperature', alias: 3, timestamp: 1_700_000_000_000, datatype: 9, float_value: 21.4 },
        { name: 'Pump', alias: 4, datatype: 11, boolean_value: true }
      ],
      seq: 7
    });
    const of = message(payload, 'spBv1.0/Plant/NDATA/edge');
    const { fields, more } = jobs().numbers({ message: of, before: null, paths: null });
    expect(fields.map(({ path, text, kind }) => [path, text, kind])).toEqual([
      ['metrics.Temperature.value', '21.4', 'number'],
      ['metrics.Pump.value', 'true', 'boolean']
    ]);
    expect(more).toBe(0);
    expect(jobs().numbers({ message: of, before: null, paths: ['seq'] }).fields).toMatchObject([{ value: 7 }]);
  });

  it('says by how much single precision changed that is written as double', () => {
    expect(numbers('{"t":21.700000762939453}', '{"t":21.600000381469727}')).toMatchObject([{ path: 't', change: 0.1 }]);
    expect(numbers('{"t":1023.99609375}', '{"t":1023.5}')).toMatchObject([{ path: 't', change: 0.49609375 }]);
  });

  it.each(['offline', '', '<a>1</a>', new Uint8Array([0, 1, 2, 255]), '1e999', '"x"', '{"a":null}', '{"a":1e400}'])(
    'finds none in %j',
    (payload) => {
      expect(numbers(payload)).toEqual([]);
    }
  );

  it('keeps 32 and counts the others, and gives those that are asked for wherever they stand', () => {
    const payload = JSON.stringify({
      samples: Array.from({ length: 100 }, (_, index) => index),
      ...Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`f${index}`, index])),
      last: { value: 5, unit: 'm' }
    });
    const all = jobs().numbers({ message: message(payload), before: null, paths: null });
    expect(all.fields).toHaveLength(32);
    expect(all.more).toBe(131 - 32);
    expect(all.fields.at(-2)?.path).toBe('last.value');
    const asked = jobs().numbers({
      message: message(payload),
      before: null,
      paths: ['samples[99]', 'last.value', 'none']
    });
    expect(asked.fields.map(({ path, value, unit }) => [path, value, unit?.text ?? null])).toEqual([
      ['last.value', 5, 'm'],
      ['samples[99]', 99, null]
    ]);
  });

  it('shows hostile names and units as text that is safe', () => {
    const [field] = numbers('{"\\u202e<img onerror=x>":1,"unit":"\\u200b"}');
    expect(field).toMatchObject({ path: '["\\u202e<img onerror=x>"]', value: 1 });
    expect(field?.unit?.text).toBe('\\u200b');
  });

  it('takes the last of two names, and survives depth and size', () => {
    expect(numbers('{"a":1,"a":"x","b":1,"b":2}').map(({ path, value }) => [path, value])).toEqual([['b', 2]]);
    expect(numbers(`${'['.repeat(200_000)}1${']'.repeat(200_000)}`)).toEqual([]);
    expect(numbers(`{"${'x'.repeat(5_000)}":1,"y":2}`).map(({ path }) => path)).toEqual(['y']);
  });
});

describe('the job extract', () => {
  it('reads plain numbers as Number does', () => {
    const payloads = [
      '61.8',
      ' -0.1\n',
      '+5',
      '007',
      '.5',
      '5.',
      '1e3',
      '123456789012345678',
      '0.1234567890123456789',
      '9007199254740993'
    ];
    expect(extract(payloads, [''])).toEqual(payloads.map(Number));
    expect(extract(['', '-', '.', '1.2.3', '0x10', 'offline', 'nan'], [''])).toEqual(
      new Array(7).fill(Number.POSITIVE_INFINITY)
    );
    expect(extract(['true', 'OFF', '21 °C', '12'], ['', 'a'])).toEqual([
      1,
      Number.NaN,
      0,
      Number.NaN,
      21,
      Number.NaN,
      12,
      Number.NaN
    ]);
  });

  it('tells what is missing from what is no number', () => {
    const payloads = [
      '{"a":{"b":[1,"2.5",true,null,"x"]}}',
      '{}',
      '{"a":null}',
      'text',
      '[1]',
      '{"a":1,"a":{"b":[7]}}'
    ];
    expect(extract(payloads, ['a.b[0]', 'a.b[3]', 'a'])).toEqual([
      ...[1, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY],
      ...[Number.NaN, Number.NaN, Number.NaN],
      ...[Number.NaN, Number.NaN, Number.POSITIVE_INFINITY],
      ...[Number.NaN, Number.NaN, Number.NaN],
      ...[Number.NaN, Number.NaN, Number.NaN],
      ...[7, Number.NaN, Number.POSITIVE_INFINITY]
    ]);
    expect(extract(['{"a":{}}', '{"__proto__":4}', '{}'], ['a.constructor', '__proto__', 'toString'])).toEqual([
      ...[Number.NaN, Number.NaN, Number.NaN],
      ...[Number.NaN, 4, Number.NaN],
      ...[Number.NaN, Number.NaN, Number.NaN]
    ]);
  });

  it('gives the same whether a payload is parsed or read by place', () => {
    const small = '{"a":{"b":[1.25,"2.5",false]},"c":"-3e2","d":[[8]]}';
    const large = `{"pad":"${'x'.repeat(70_000)}",${small.slice(1)}`;
    const paths = ['a.b[0]', 'a.b[1]', 'a.b[2]', 'c', 'd[0][0]', 'e', 'pad', ''];
    expect(extract([large], paths)).toEqual(extract([small], paths).with(6, Number.POSITIVE_INFINITY));
  });

  it('reads JSON lines as an array of them, and MessagePack as JSON', () => {
    expect(extract(['{"a":1}\n\n{"a":2}\n'], ['[0].a', '[1].a', 'a'])).toEqual([1, 2, Number.NaN]);
    expect(extract([new Uint8Array([0x81, 0xa1, 0x61, 0xcb, 0x40, 0x04, 0, 0, 0, 0, 0, 0])], ['a'])).toEqual([2.5]);
  });

  it('follows the rules: what is to be shown as text or bytes has no fields', () => {
    const rules = [{ filter: 'plant/#', decoder: 'bytes', messageType: '' }] as const;
    expect(extract(['{"a":1}', '5'], ['a', ''], rules)).toEqual([
      Number.NaN,
      Number.POSITIVE_INFINITY,
      Number.NaN,
      Number.POSITIVE_INFINITY
    ]);
  });
});

describe('texts of fields', () => {
  it('are shown without quotes, escapes read, cut and safe', () => {
    const json = {
      kind: 'json',
      text: Buffer.from('{"a":"x\\ny\\u202e","b":{"c":1e400},"d":"0123456789"}'),
      notation: false
    } as const;
    expect(fieldTexts(json, ['a', 'b.c', 'b', 'd', 'e'], 8)).toEqual([
      'x␊y\\u202e',
      '1e400',
      '{"c":1e4',
      '01234567',
      null
    ]);
    expect(fieldTexts({ kind: 'text', text: Buffer.from('on') }, ['', 'a'], 8)).toEqual(['on', null]);
    expect(fieldTexts(null, ['a'], 8)).toEqual([null]);
  });
});
