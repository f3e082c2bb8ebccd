import { inflateSync } from 'node:zlib';
import { expect, it } from 'vitest';
import type { DemoMessage } from '../../../../electron/demo/demo-message';
import { Simulation } from '../../../../electron/demo/simulation';
import { decodePayload } from '../../../../electron/engine/decode/decode-payload';
import { makeDecoders } from '../../../../electron/engine/decode/decoders';
import { DecodingRules } from '../../../../electron/engine/decode/decoding-rules';
import { cbor } from '../../../../electron/engine/decode/formats/cbor';
import { gzip } from '../../../../electron/engine/decode/formats/gzip';
import { messagepack } from '../../../../electron/engine/decode/formats/messagepack';
import { sparkplug } from '../../../../electron/engine/decode/formats/sparkplug';
import { countUnnamedMetrics, readSparkplugSequence } from '../../../../electron/engine/decode/sparkplug-birth';
import { decodeContext, notationOf } from '../../../support/notation-of';

const START_MS = Date.parse('2026-03-14T14:00:00Z');
const simulation = new Simulation(1, START_MS);
const messages: DemoMessage[] = [];
for (let sinceMs = 0; sinceMs <= 60_000; sinceMs += 50) messages.push(...simulation.nextMessages(START_MS + sinceMs));

function payloadsOf(topic: string): Uint8Array[] {
  const found = messages.filter((message) => message.topic === topic).map(({ payload }) => payload);
  return found.map((payload) => (typeof payload === 'string' ? Buffer.from(payload) : payload));
}

function newest(topic: string): Uint8Array {
  const payload = payloadsOf(topic).at(-1);
  if (payload === undefined) throw new Error(`${topic} is silent`);
  return payload;
}

it('CBOR comes from a probe, and is found by itself', () => {
  const payload = newest('factory/leipzig/line-1/drying-oven/climate');
  expect(cbor.score(payload, decodeContext())).toBeGreaterThan(0.5);
  expect(notationOf(cbor, payload)).toMatch(/"temperature":8\d(\.\d+)?,.*"unit":"°C",.*h'00158d0004a1b2c3'/);
});

it('MessagePack comes from a press, and is found by itself', () => {
  const payload = newest('factory/leipzig/line-3/press/telemetry');
  expect(messagepack.score(payload, decodeContext())).toBeGreaterThan(0.5);
  expect(notationOf(messagepack, payload)).toMatch(/"phase":"\w+","strokes":482\d\d,.*"at":timestamp\(17/);
});

it('gzip holds JSON', () => {
  const decoded = gzip.decode(newest('factory/leipzig/line-2/shift-report'), decodeContext());
  if (decoded.kind !== 'inner') throw new Error('nothing is in it');
  expect(JSON.parse(Buffer.from(decoded.bytes).toString())).toMatchObject({ line: 2, shift: 'early' });
});

it('XML comes from a meter', () => {
  expect(Buffer.from(newest('energy/meter/main/reading')).toString()).toMatch(
    /^<\?xml [^]*obis="1-0:1\.8\.0" unit="kWh">\d+/
  );
});

it('a picture is a small PNG', () => {
  const png = Buffer.from(newest('factory/leipzig/line-2/cell-03/thermal-camera/snapshot'));
  expect(png.length).toBeLessThan(5_000);
  expect(png.subarray(0, 8).toString('hex')).toBe('89504e470d0a1a0a');
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([80, 60]);
  const data = png.indexOf('IDAT');
  expect(inflateSync(png.subarray(data + 4, data + 4 + png.readUInt32BE(data - 4)))).toHaveLength(81 * 60);
});

it('Sparkplug B is born before it speaks, counts without a gap, and its aliases have names', () => {
  const spoken = messages.filter(({ topic }) => topic.startsWith('spBv1.0/'));
  const kinds = spoken.map(({ topic }) => topic.split('/')[2]);
  expect(kinds.slice(0, 2)).toEqual(['NBIRTH', 'DBIRTH']);
  expect(kinds.filter((kind) => kind === 'NBIRTH').length).toBeGreaterThan(2);
  const births = new Map<string, Uint8Array>();
  let before = -1;
  for (const { topic, payload } of spoken) {
    if (typeof payload === 'string') throw new Error('Sparkplug B is bytes');
    const kind = topic.split('/')[2] ?? '';
    const sequence = readSparkplugSequence(payload);
    expect(sequence).toBe(kind === 'NBIRTH' ? 0 : (before + 1) % 256);
    before = sequence ?? -1;
    if (kind.endsWith('BIRTH')) births.set(kind, payload);
    expect(countUnnamedMetrics(payload, [...births.values()], () => undefined)).toBe(0);
  }
  const data = newest('spBv1.0/Leipzig/DDATA/utilities/compressor-1');
  expect(
    notationOf(sparkplug, data, { topic: 'spBv1.0/Leipzig/DDATA/utilities/compressor-1', births: [...births.values()] })
  ).toMatch(
    /"Pressure":\{"value":[67]\.\d+,"datatype":"Float","alias":10\}.*"Oil temperature":\{"value":\d\d,"datatype":"Int16"/
  );
});

it.each([
  ['factory/leipzig/line-1/drying-oven/climate', 'cbor'],
  ['factory/leipzig/line-3/press/telemetry', 'messagepack'],
  ['factory/leipzig/line-2/shift-report', 'gzip json'],
  ['energy/meter/main/reading', 'xml'],
  ['factory/leipzig/line-2/cell-03/thermal-camera/snapshot', 'image'],
  ['spBv1.0/Leipzig/NBIRTH/utilities', 'sparkplug'],
  ['factory/leipzig/line-2/cell-04/robot-a/firmware_chunk', ''],
  ['factory/leipzig/line-1/plc/log', 'text']
])('%s is taken for %s each time', (topic, chain) => {
  const ways = { decoders: makeDecoders(() => null), rules: new DecodingRules([]), alive: () => undefined };
  const found = payloadsOf(topic).map((payload) =>
    decodePayload({ payload, topic, contentType: null, births: [] }, ways).chain.join(' ')
  );
  expect(found.length).toBeGreaterThan(2);
  expect([...new Set(found)]).toEqual([chain]);
});
