import { deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { base64 } from '../../../../../../electron/engine/decode/formats/base64';
import { gzip } from '../../../../../../electron/engine/decode/formats/gzip';
import { hex } from '../../../../../../electron/engine/decode/formats/hex';
import { zlib } from '../../../../../../electron/engine/decode/formats/zlib';
import { decodeMutated } from '../../../../../support/mutated-inputs';
import { outcome, score } from '../../../../../support/decoding';

/** A hundred thousand of them take minutes. */
const timeoutMs = 3_600_000;
const fromBase64 = base64([gzip, zlib]);
const fromHex = hex([gzip, zlib]);
const plain = (text: string): string => Buffer.from(outcome(fromBase64, text), 'hex').toString();
const json = '{"temperature":21.5,"unit":"°C"}';

describe('Base64', () => {
  it.each([
    // RFC 4648, 10
    ['Zg==', 'f'],
    ['Zm8=', 'fo'],
    ['Zm9v', 'foo'],
    ['Zm9vYg==', 'foob'],
    ['Zm9vYmE=', 'fooba'],
    ['Zm9vYmFy', 'foobar'],
    ['Zm8', 'fo'],
    ['Zm9v\r\nYmFy\n', 'foobar'],
    ['data:text/plain;charset=utf-8;base64,Zm9v', 'foo']
  ])('is read: %s', (text, bytes) => {
    expect(plain(text)).toBe(bytes);
  });

  it('has two alphabets, one at a time', () => {
    expect(outcome(fromBase64, '+/+/')).toBe('fbffbf');
    expect(outcome(fromBase64, '-_-_')).toBe('fbffbf');
    expect(outcome(fromBase64, '+/-_')).toBe('invalid at 2');
  });

  it.each([
    ['Zm9v!', 'invalid at 4'],
    ['Zg=', 'cut-short at 3'],
    ['Zm9vY', 'cut-short at 5'],
    ['Z===', 'invalid at 1'],
    ['Zg==Zg==', 'invalid at 4'],
    ['Zm9v=', 'invalid at 4'],
    ['', 'cut-short at 0'],
    ['data:;base64,Zm9v!', 'invalid at 17']
  ])('says where %s goes wrong: %s', (text, problem) => {
    expect(outcome(fromBase64, text)).toBe(problem);
  });

  it('is found where something known comes out', () => {
    for (const inner of [
      Buffer.from(json),
      gzipSync(json),
      deflateSync(json),
      Buffer.from('<?xml version="1.0"?><a/>')
    ]) {
      expect(score(fromBase64, inner.toString('base64'))).toBe(0.94);
      expect(score(fromBase64, inner.toString('base64url'))).toBe(0.94);
      expect(score(fromHex, inner.toString('hex'))).toBe(0.94);
    }
    const large = Buffer.from(`[${Array.from({ length: 50_000 }, (_, place) => place).join(',')}]`);
    expect(score(fromBase64, large.toString('base64'))).toBe(0.94);
    expect(score(fromHex, large.toString('hex'))).toBe(0.94);
    expect(score(fromBase64, 'data:image/png;base64,iVBORw0KGgoAAAANSUhEUg==')).toBe(0.97);
  });

  it('is not what words, numbers and identifiers are', () => {
    const words = [
      'temperatureSensorValue',
      'AAAAAAAAAAAAAAAAAAAAAAAA',
      '123456789012345678901234',
      'deadbeefdeadbeefdeadbeef'
    ];
    const identifiers = ['550e8400-e29b-41d4-a716-446655440000', '00:1b:44:11:3a:b7:00:00', 'eyJhIjo='];
    for (const text of [...words, ...identifiers]) {
      expect([text, score(fromBase64, text), score(fromHex, text)]).toEqual([text, 0, 0]);
    }
  });

  it('ends where it would become too large', () => {
    expect(outcome(fromBase64, Buffer.alloc(86_000_000, 0x41))).toBe('too-large at null');
    expect(outcome(fromHex, Buffer.alloc(129_000_000, 0x41))).toBe('too-large at null');
  });
});

describe('hex', () => {
  it.each([
    ['48656C6c6f', '48656c6c6f'],
    ['48 65\n6c:6c-6f', '48656c6c6f'],
    ['0x48656c', '48656c'],
    ['0x48, 0x65', '4865']
  ])('is read: %s', (text, bytes) => {
    expect(outcome(fromHex, text)).toBe(bytes);
  });

  it.each([
    ['486', 'cut-short at 3'],
    ['48 6 5', 'invalid at 4'],
    ['48xy', 'invalid at 2'],
    ['', 'cut-short at 0'],
    ['   ', 'cut-short at 3']
  ])('says where %s goes wrong: %s', (text, problem) => {
    expect(outcome(fromHex, text)).toBe(problem);
  });

  it(
    'and Base64 answer for anything',
    () => {
      const samples = [json, '{"a":[1,2,3]}'].map((text) => Buffer.from(text));
      expect(
        decodeMutated({
          decoder: fromBase64,
          originals: samples.map((bytes) => Buffer.from(bytes.toString('base64')))
        }).read
      ).toBeGreaterThan(0);
      expect(
        decodeMutated({
          decoder: fromHex,
          originals: samples.map((bytes) => Buffer.from(bytes.toString('hex')))
        }).read
      ).toBeGreaterThan(0);
    },
    timeoutMs
  );
});
