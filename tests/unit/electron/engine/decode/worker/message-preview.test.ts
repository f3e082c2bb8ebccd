import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { DecodeDesk } from '../../../../../../electron/engine/decode/worker/decode-desk';
import { sparkplugPayload } from '../../../../../support/sparkplug-payload';

const data = 'spBv1.0/g/NDATA/n';

function shown(payload: Uint8Array, topic = 'a'): unknown {
  const desk = new DecodeDesk({ alive: () => undefined, trying: () => undefined });
  const messages = {
    bytes: payload,
    ends: Uint32Array.of(payload.length),
    topicOf: Uint32Array.of(0),
    topics: [topic],
    contentTypes: null,
    births: [[]]
  };
  const answer = desk.run('previews', { messages, columns: ['a'] });
  if (!answer.ok) throw new Error(answer.failure.code);
  return answer.value[0]?.preview;
}

it('shows the metrics of a Sparkplug message, each with its value as written', () => {
  const payload = sparkplugPayload({
    timestamp: 1_760_000_000_000,
    seq: 3,
    metrics: [
      { name: 'Temperature', alias: 1, timestamp: 1_760_000_000_000, datatype: 9, float_value: 21.6 },
      { name: 'Pump', datatype: 11, boolean_value: true },
      { name: 'say "value"', datatype: 12, string_value: 'a\nb' },
      { name: 'None', datatype: 3, is_null: true },
      { alias: 9, int_value: 4 },
      {
        name: 'Set',
        datatype: 16,
        dataset_value: { num_of_columns: 1, columns: ['value'], types: [3], rows: [{ elements: [{ int_value: 7 }] }] }
      }
    ]
  });
  const set = '{"num_of_columns": 1, "columns": ["value"], "types": ["Int32"], "rows": [[7]]}';
  expect(shown(payload, data)).toEqual({
    kind: 'fields',
    fields: [
      ['Temperature', '21.6'],
      ['Pump', 'true'],
      ['say "value"', 'a␊b'],
      ['None', 'null'],
      ['alias 9', '4'],
      ['Set', set]
    ]
  });
});

it('shows of many metrics the first ones, whole', () => {
  const metrics = Array.from({ length: 500 }, (_, at) => ({ name: `m${at}`, datatype: 3, int_value: 1_000 + at }));
  const preview = shown(sparkplugPayload({ metrics }), data) as { readonly fields: readonly (readonly string[])[] };
  expect(preview.fields.length).toBe(24);
  expect(preview.fields.every(([, value], at) => value === `${1_000 + at}`)).toBe(true);
  const long = [{ name: 'first', datatype: 12, string_value: 'x'.repeat(9_000) }];
  expect(shown(sparkplugPayload({ metrics: long, seq: 1 }), data)).toEqual({
    kind: 'fields',
    fields: [['first', `${'x'.repeat(240)}…`]]
  });
  expect(shown(sparkplugPayload({ seq: 1 }), data)).toEqual({ kind: 'fields', fields: [['seq', '1']] });
});

it('shows what is packed where it can be read, else how it is packed', () => {
  expect(shown(gzipSync('{"a":1}'))).toEqual({ kind: 'fields', fields: [['a', '1']] });
  const unknown = gzipSync(Buffer.from([0xff, 0, 0xfe, 1, 0x80, 3]));
  expect(shown(unknown)).toEqual({ kind: 'packed', format: 'gzip', sizeBytes: unknown.length });
});

it('draws no picture for a row', () => {
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="4" height="2"/>');
  const picture = { kind: 'image', mime: 'image/svg+xml', widthPx: null, heightPx: null, sizeBytes: svg.length };
  expect(shown(svg)).toEqual(picture);
});
