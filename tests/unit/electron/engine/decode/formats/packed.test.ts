import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, inflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Decoder } from '../../../../../../electron/engine/decode/decoder';
import { brotli } from '../../../../../../electron/engine/decode/formats/brotli';
import { deflate } from '../../../../../../electron/engine/decode/formats/deflate';
import { gzip } from '../../../../../../electron/engine/decode/formats/gzip';
import { zlib } from '../../../../../../electron/engine/decode/formats/zlib';
import { seededRandom } from '../../../../../support/seeded-random';
import { outcome, score } from '../../../../../support/decoding';
import { decodeMutated } from '../../../../../support/mutated-inputs';
import { mutationCase } from '../../../../../support/mutation-cases';

/** A hundred thousand of them take minutes. */
const timeoutMs = 3_600_000;
type Pack = (bytes: Buffer) => Buffer;
const formats: readonly (readonly ['gzip' | 'zlib' | 'deflate' | 'brotli', Decoder, Pack])[] = [
  ['gzip', gzip, (bytes) => gzipSync(bytes)],
  ['zlib', zlib, (bytes) => deflateSync(bytes)],
  ['deflate', deflate, (bytes) => deflateRawSync(bytes)],
  ['brotli', brotli, (bytes) => brotliCompressSync(bytes)]
];
const message = Buffer.from(JSON.stringify({ temperature: 21.5, unit: 'C', at: 'line 4' }));
const unpacked = (decoder: Decoder, bytes: Uint8Array): string =>
  Buffer.from(outcome(decoder, bytes), 'hex').toString();
const noise = (length: number): Buffer => {
  const random = seededRandom(length);
  return Buffer.from(Array.from({ length }, () => Math.floor(random() * 256)));
};
/** 1,000,000,000 zeros packed by Brotli to 797 bytes, which are packed here once more. */
const bomb = inflateRawSync(
  Buffer.from(
    'O///fz2DCsOjjQ5F7////P+fv4HFQUas4d1f+////zNOYOg4zHRh7//n///bMwgxFEYw7Pr+/8///+wOTAp83A7f/83///8/gwfDkUTGF/f+f/7/X56Bs8FCh+Hu7/p///8zKzAKtLMuqP5/HmrJBoaSUUtGLRkilvxnBAA=',
    'base64'
  )
);

describe.each(formats)('%s', (name, decoder, pack) => {
  it('is unpacked', () => {
    expect(unpacked(decoder, pack(message))).toBe(message.toString());
    const large = noise(300_000);
    expect(outcome(decoder, pack(large))).toBe(large.toString('hex'));
  });

  it('is found', () => {
    expect(score(decoder, pack(message))).toBeGreaterThan(0.7);
    const lines = Array.from({ length: 4_000 }, (_, place) =>
      JSON.stringify({ place, word: noise(8 + (place % 5)).toString('hex') })
    );
    expect(score(decoder, pack(Buffer.from(lines.join('\n'))))).toBeGreaterThan(0.7);
  });

  it('is not found in text, numbers and chance', () => {
    for (const text of ['x^2 + y^2 = 1', 'hello world', '{"a":1}', '21.5', ''])
      expect([text, score(decoder, text)]).toEqual([text, 0]);
    for (let length = 8; length < 3_000; length += length < 100 ? 1 : 50) expect(score(decoder, noise(length))).toBe(0);
  });

  it('says where it is cut short and what follows it', () => {
    const packed = pack(message);
    for (let length = 0; length < packed.length; length += 1) {
      expect(outcome(decoder, packed.subarray(0, length))).toBe(`cut-short at ${length}`);
    }
    const followed = Buffer.concat([packed, Buffer.from('xyz')]);
    // What follows gzip is taken for another part of it, whose first two bytes are wrong.
    expect(outcome(decoder, followed)).toBe(
      name === 'gzip' ? `invalid at ${packed.length + 1}` : `bytes-left-over at ${packed.length}`
    );
  });

  it('ends at 64,000,000 bytes whatever it would become', () => {
    const zeros = Buffer.alloc(64_000_001);
    const packed = name === 'brotli' ? bomb : pack(zeros);
    expect(packed.length).toBeLessThan(name === 'brotli' ? 1_000 : 70_000);
    expect(outcome(decoder, packed)).toBe('too-large at null');
    expect(score(decoder, packed)).toBe(name === 'gzip' ? 0.97 : 0);
  });

  it(
    'answers for anything',
    () => {
      const { read, refused, mostBytes } = decodeMutated(mutationCase(name));
      expect(mostBytes).toBeLessThan(4 * 64_000_000);
      expect([read > 0, refused > 0]).toEqual([true, true]);
    },
    timeoutMs
  );
});

describe('a checksum', () => {
  it('that does not fit is said', () => {
    const crc = gzipSync(message);
    crc[crc.length - 6] = (crc[crc.length - 6] ?? 0) ^ 1;
    expect(outcome(gzip, crc)).toMatch(/^checksum at \d+$/);
    const adler = deflateSync(message);
    adler[adler.length - 1] = (adler[adler.length - 1] ?? 0) ^ 1;
    expect(outcome(zlib, adler)).toBe(`checksum at ${adler.length - 1}`);
  });
});

describe('a fault', () => {
  it('is found by its place', () => {
    const packed = deflateSync(noise(5_000), { level: 0 });
    packed[2] = 0xff;
    expect(outcome(zlib, packed)).toBe('invalid at 2');
    expect(outcome(gzip, 'this is no gzip')).toBe('invalid at 1');
  });

  it('is not what zeros behind gzip are', () => {
    expect(unpacked(gzip, Buffer.concat([gzipSync(message), Buffer.alloc(20)]))).toBe(message.toString());
    expect(unpacked(gzip, Buffer.concat([gzipSync('ab'), gzipSync('cd')]))).toBe('abcd');
  });
});
