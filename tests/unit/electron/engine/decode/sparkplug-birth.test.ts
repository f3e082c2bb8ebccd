import { describe, expect, it } from 'vitest';
import {
  bornMetrics,
  countUnnamedMetrics,
  readBirthNumber,
  readSparkplugSequence
} from '../../../../../electron/engine/decode/sparkplug-birth';
import { sparkplugPayload } from '../../../../support/sparkplug-payload';

const never = (): void => undefined;
const birth = sparkplugPayload({
  seq: 0,
  metrics: [{ name: 'a', alias: 1, datatype: 9 }, { name: 'no alias' }, { name: '', alias: 0 }]
});

describe('the sequence number', () => {
  it.each([
    [{ seq: 0 }, 0],
    [{ seq: 255 }, 255],
    [{ seq: 256 }, null],
    [{ timestamp: 1 }, null]
  ])('%j: %s', (payload, sequence) => {
    expect(readSparkplugSequence(sparkplugPayload(payload))).toBe(sequence);
  });

  it('is none where the payload cannot be read', () => {
    expect(readSparkplugSequence(Uint8Array.of(0x18))).toBeNull();
    expect(readSparkplugSequence(new Uint8Array())).toBeNull();
    // a string in field 3
    expect(readSparkplugSequence(Uint8Array.of(0x1a, 0x01, 0x61))).toBeNull();
  });
});

it('does not go over millions of fields for it', () => {
  const fields = Buffer.alloc(4_000_000, Buffer.of(0x08, 0x00));
  expect(readSparkplugSequence(Buffer.concat([fields.subarray(0, 100_000), Buffer.of(0x18, 7)]))).toBe(7);
  expect(readSparkplugSequence(Buffer.concat([fields, Buffer.of(0x18, 7)]))).toBeNull();
});

it('tells which BIRTH and DEATH belong together', () => {
  const numbered = (value: object): Uint8Array =>
    sparkplugPayload({ metrics: [{ name: 'x' }, { name: 'bdSeq', ...value }] });
  expect(readBirthNumber(numbered({ long_value: 7 }))).toBe(7n);
  expect(readBirthNumber(numbered({ int_value: 0, datatype: 8, timestamp: 1 }))).toBe(0n);
  expect(readBirthNumber(numbered({}))).toBeNull();
  expect(readBirthNumber(birth)).toBeNull();
  expect(readBirthNumber(Buffer.from('\x12\x07\x0a\x05bdSe', 'latin1'))).toBeNull();
  expect(readBirthNumber(new Uint8Array())).toBeNull();
});

it('finds metrics by alias, the first BIRTH first', () => {
  const device = sparkplugPayload({
    metrics: [
      { name: 'b', alias: 2 },
      { name: 'other', alias: 1 }
    ]
  });
  const born = bornMetrics([birth, device], never);
  expect(born(1n)).toEqual({ name: 'a', datatype: 9 });
  expect(born(2n)).toEqual({ name: 'b', datatype: null });
  expect(born(0n)).toEqual({ name: '', datatype: null });
  expect(born(3n)).toBeNull();
  expect(bornMetrics([], never)(1n)).toBeNull();
});

it('counts metrics that nobody names', () => {
  const data = sparkplugPayload({
    metrics: [{ alias: 1 }, { alias: 2 }, { alias: 3 }, { name: 'x', alias: 4 }, { name: 'y' }, {}]
  });
  expect(countUnnamedMetrics(data, [birth], never)).toBe(2);
  expect(countUnnamedMetrics(data, [], never)).toBe(3);
  expect(countUnnamedMetrics(Uint8Array.of(0xff), [], never)).toBe(0);
});

it('gives signs of life while it goes over many metrics, and ends with them', () => {
  const metrics = Buffer.alloc(20_000, Buffer.of(0x12, 0));
  let signs = 0;
  const alive = (): void => {
    signs += 1;
    if (signs === 20) throw new Error('cancelled');
  };
  expect(() => countUnnamedMetrics(metrics, [], alive)).toThrow('cancelled');
  bornMetrics([metrics], alive);
  expect(signs).toBeGreaterThan(50);
});
