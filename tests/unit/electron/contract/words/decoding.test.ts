import { describe, expect, it } from 'vitest';
import type { Decoding, SparkplugFacts } from '#contract/decoding';
import { decodedAs, decodedParts, shortTypeName, sparkplugNotes } from '#contract/words/decoding';

const decoding = (change: Partial<Decoding>): Decoding => ({
  chain: ['json'],
  reason: { kind: 'detected' },
  messageType: null,
  problem: null,
  decodedBytes: 1,
  byteOrderMark: false,
  sparkplug: null,
  ...change
});

const facts: SparkplugFacts = { node: 'online', device: null, sequence: null, gapAfter: null, unnamed: 0 };

describe('words for how a payload was read', () => {
  it.each([
    [decoding({}), 'JSON, detected'],
    [decoding({ chain: ['gzip', 'json'] }), 'gzip › JSON, detected'],
    [decoding({ chain: ['cbor'], reason: { kind: 'chosen', filter: 'factory/#' } }), 'CBOR, chosen for factory/#'],
    [decoding({ chain: ['sparkplug'], reason: { kind: 'topic' } }), 'Sparkplug B, by its topic'],
    [
      decoding({ chain: ['xml'], reason: { kind: 'content-type', contentType: 'text/xml' } }),
      'XML, by its content type'
    ],
    [decoding({ chain: [] }), 'Bytes, detected'],
    [decoding({ chain: ['number'] }), 'Number, detected'],
    [decoding({ chain: ['gzip', 'number'], isBoolean: true }), 'gzip › Boolean, detected'],
    [decoding({ chain: ['number'], isBoolean: true, reason: { kind: 'chosen', filter: 'a' } }), 'Number, chosen for a'],
    [
      decoding({
        chain: ['protobuf'],
        reason: { kind: 'chosen', filter: 'robot/+' },
        messageType: 'plant.v1.RobotStatus'
      }),
      'Protobuf RobotStatus, chosen for robot/+'
    ]
  ])('%#: %s', (how, words) => expect(decodedAs(how, 'json')).toBe(words));

  it('names the chosen decoder also where it could not read the message', () => {
    const problem = { code: 'invalid', format: 'cbor', byte: 1, facts: {}, raw: '' } as const;
    const how = decoding({ chain: [], reason: { kind: 'chosen', filter: 'a' }, problem });
    expect(decodedAs(how, 'binary')).toBe('CBOR, chosen for a');
    expect(decodedParts(how, 'binary')).toEqual({ name: 'CBOR', reason: ', chosen for a' });
    expect(decodedParts(how, 'empty')).toEqual({ name: 'Empty', reason: '' });
  });

  it('calls a message type by its last name', () => {
    expect([shortTypeName('plant.RobotStatus'), shortTypeName('Status')]).toEqual(['RobotStatus', 'Status']);
  });
});

describe('notes on Sparkplug B', () => {
  const texts = (change: Partial<SparkplugFacts>) => sparkplugNotes({ ...facts, ...change }).map(({ text }) => text);

  it('says how node and device stand', () => {
    expect(texts({ device: 'offline', sequence: 12 })).toEqual(['Node online', 'Device offline', 'seq 12']);
  });

  it('counts what is missing between two sequence numbers, also around 255', () => {
    expect(texts({ sequence: 12, gapAfter: 8 }).at(-1)).toBe('3 missing after seq 8');
    expect(texts({ sequence: 1, gapAfter: 254 }).at(-1)).toBe('2 missing after seq 254');
  });

  it('says how many metrics have no name', () => {
    expect(texts({ unnamed: 1 }).at(-1)).toMatch(/^1 metric without/);
    expect(texts({ unnamed: 4 }).at(-1)).toMatch(/^4 metrics without/);
  });
});
