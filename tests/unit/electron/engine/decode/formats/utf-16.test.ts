import { describe, expect, it } from 'vitest';
import { utf16 } from '../../../../../../electron/engine/decode/formats/utf-16';
import { outcome, score } from '../../../../../support/decoding';

const little = (text: string): Buffer => Buffer.from(text, 'utf16le');
const big = (text: string): Buffer => little(text).swap16();

describe('UTF-16', () => {
  it('is read in either order, with and without a byte order mark', () => {
    for (const text of ['{"a": "grün"}', 'Hello', 'a😀b\r\n']) {
      for (const order of [little, big]) {
        expect(outcome(utf16, order(`\uFEFF${text}`))).toBe(text);
        expect(outcome(utf16, order(text))).toBe(text);
      }
    }
  });

  it('is found by its mark, or by plain letters with zeros between', () => {
    expect(score(utf16, little('\uFEFFнет'))).toBe(0.9);
    expect(score(utf16, big('\uFEFFHi'))).toBe(0.9);
    expect(score(utf16, little('temperature'))).toBe(0.8);
    expect(score(utf16, big('temperature'))).toBe(0.8);
    for (const bytes of [
      [0, 0, 0, 5],
      [0x61, 0],
      [0xff, 0xfe],
      [0xff, 0xfe, 0, 0, 1, 0],
      Buffer.from('plain text!!')
    ]) {
      expect(score(utf16, bytes)).toBe(0);
    }
  });

  it('is not found in measured values', () => {
    const values = (...numbers: readonly number[]): Buffer => {
      const bytes = Buffer.alloc(numbers.length * 2);
      for (const [at, value] of numbers.entries()) bytes.writeInt16BE(value, at * 2);
      return bytes;
    };
    // the first is the mark of little-endian text
    for (const numbers of [
      [-2, 21],
      [-2, 300, 18, 1_013],
      [-257, 5_000, 777],
      [65, 70, 72, 80]
    ]) {
      expect(score(utf16, values(...numbers))).toBe(0);
    }
    expect(score(utf16, little('\uFEFF温度'))).toBe(0.9);
    expect(score(utf16, big('\uFEFF온도 높음'))).toBe(0.9);
  });

  it('says where half a character stands', () => {
    expect(outcome(utf16, [0xff, 0xfe, 0x61])).toBe('cut-short at 3');
    expect(outcome(utf16, [0xff, 0xfe, 0x61, 0, 0x3d, 0xd8])).toBe('cut-short at 6');
    expect(outcome(utf16, [0xff, 0xfe, 0x61, 0, 0x3d, 0xd8, 0x61, 0])).toBe('invalid at 4');
    expect(outcome(utf16, [0xfe, 0xff, 0xde, 0x00])).toBe('invalid at 2');
  });

  it('keeps characters whole where it works in pieces', () => {
    const long = `a${'😀'.repeat(600_000)}`;
    expect(outcome(utf16, little(`\uFEFF${long}`)) === long).toBe(true);
    expect(outcome(utf16, big(`\uFEFF${long}`)) === long).toBe(true);
  });

  it('ends where it becomes too large', () => {
    expect(outcome(utf16, Buffer.alloc(50_000_000, 0x4e))).toBe('too-large at null');
  });
});
